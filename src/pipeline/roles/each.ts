// A role that reads one text, run over messages: each is read by itself, and its answer links to it.
import { NoRoleAnswerError, type Roles } from '../../llm/role/runner.ts';
import { answerOf, type Given, type RoleOrder, type RolePart, type RoleResult } from './answering.ts';

/** Written answers at most: with their links, as many as one post holds. */
const MOST_WRITTEN = 10;
/** Messages of a label that are linked to, the newest. */
const EXAMPLES = 2;

interface Answer {
  readonly message: Given;
  readonly result: RoleResult;
}

export interface EachOptions {
  readonly signal: AbortSignal;
  /** Whether the time is up: what was read until then is told. */
  readonly isLate: () => boolean;
}

export interface EachResult {
  /** Newest first; of labels each once with how often it was given, the most frequent first. None where nothing held. */
  readonly parts: readonly RolePart[];
  /** How many messages the model read. */
  readonly read: number;
}

/**
 * Leaves out messages without words, such as are longer than the role reads, and those to which it has no answer or gives
 * back what they say. Fails as the model does, and with the signal's reason when it aborts.
 */
export async function answersToEach(
  roles: Roles,
  { role, shown, locale }: Omit<RoleOrder, 'all'>,
  { signal, isLate }: EachOptions,
): Promise<EachResult> {
  const isLabelling = role.answers === 'labels';
  const texts = shown
    .filter(({ content }) => /[\p{L}\p{N}]/u.test(content) && content.length <= role.limits.characters)
    .slice(isLabelling ? 0 : -MOST_WRITTEN)
    .toReversed();
  const answers: Answer[] = [];
  let read = 0;
  for (const message of texts) {
    if (isLate()) break;
    const result = await answerTo(roles, { role, shown: [message], all: [message], locale }, signal);
    read += 1;
    if (result && result.flaw !== 'same') answers.push({ message, result });
  }
  return { parts: isLabelling ? countedLabels(answers) : answers.flatMap(writtenAbout), read };
}

/** Null where the model gave no answer of the role's kind. */
async function answerTo(roles: Roles, order: RoleOrder, signal: AbortSignal): Promise<RoleResult | null> {
  try {
    return await answerOf(roles, order, signal);
  } catch (error) {
    if (error instanceof NoRoleAnswerError) return null;
    throw error;
  }
}

function countedLabels(answers: readonly Answer[]): RolePart[] {
  const given = new Map<string, Given[]>();
  for (const { message, result } of answers)
    for (const { text } of result.parts) given.set(text, [...(given.get(text) ?? []), message]);
  return [...given]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([name, messages]) => ({
      name,
      text: String(messages.length),
      cites: messages.slice(0, EXAMPLES).flatMap(({ place }) => place ?? []),
    }));
}

/** All parts in one line, which ends in dots where the model did not get to its end. */
function writtenAbout({ message, result: { parts, flaw } }: Answer): RolePart[] {
  if (parts.length === 0) return [];
  const said = parts.map(({ name, text }) => (name === null ? text : `${name} ${text}`)).join(', ');
  const text = flaw === 'cut' ? `${said} ...` : said;
  return [{ name: null, text, cites: message.place ? [message.place] : [] }];
}
