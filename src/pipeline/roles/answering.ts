// What a role says, held to what was read: words that do not stand there are dropped, and the rest links to messages.
import type { Roles, RoleAnswer } from '../../llm/role/runner.ts';
import type { Role } from '../../llm/role/role.ts';
import type { Locale } from '../../locale.ts';
import type { Cited } from '../../mood/daily.ts';
import { foundIn, nearestTo } from '../../mood/found.ts';
import { supportOf, type Said } from '../../mood/support.ts';

/** A message that a role reads; without a place where the text was typed. */
export interface Given extends Said {
  readonly place: Cited | null;
}

/** A part of an answer, and the messages that it rests on. */
export interface RolePart {
  /** The field of a JSON answer; null for other answers. */
  readonly name: string | null;
  readonly text: string;
  readonly cites: readonly Cited[];
}

export interface RoleResult {
  /** None where nothing that was said held. */
  readonly parts: readonly RolePart[];
  /** Of the label, 0…1; null for other answers. */
  readonly share: number | null;
  /** `cut`: its end is missing. `same`: the text was left as it is. Null: neither. */
  readonly flaw: 'cut' | 'same' | null;
}

export interface RoleOrder {
  readonly role: Role;
  /** What the model is shown, oldest first. */
  readonly shown: readonly Given[];
  /** What an answer may rest on: more than is shown, where there is more of the same. */
  readonly all: readonly Given[];
  /** The reader's. */
  readonly locale: Locale;
}

const CITED = 2;

/** Throws as Roles.run. */
export async function answerOf(roles: Roles, order: RoleOrder, signal: AbortSignal): Promise<RoleResult> {
  const { role, shown, locale } = order;
  const texts = shown.map(({ content }) => content);
  const answer = await roles.run(role, texts, locale, signal);
  if (answer.kind === 'labels') {
    return {
      parts: [{ name: null, text: answer.label.titles[locale], cites: [] }],
      share: answer.share,
      flaw: null,
    };
  }
  return { parts: partsOf(answer, order), share: null, flaw: flawOf(answer, order) };
}

function flawOf(answer: RoleAnswer, { role, shown }: RoleOrder): RoleResult['flaw'] {
  if (answer.kind !== 'line' && answer.kind !== 'text') return null;
  if (answer.isCut) return 'cut';
  const isSame = shown.some(({ content }) => content.trim() === answer.text);
  return role.reads === 'message' && isSame ? 'same' : null;
}

function partsOf(answer: Exclude<RoleAnswer, { kind: 'labels' }>, order: RoleOrder): RolePart[] {
  const { all } = order;
  if (answer.kind === 'list') {
    return answer.items
      .filter((item) => holds(item, order))
      .map((text) => ({ name: null, text, cites: citesOf(nearestTo(text, placed(all), CITED)) }));
  }
  if (answer.kind === 'json') return fieldParts(answer.value, order);
  const { role } = order;
  if (role.found === 'every' && role.reads !== 'message') {
    const support = supportOf(answer.text, all);
    return support ? [{ name: null, text: answer.text, cites: citesOf(support) }] : [];
  }
  return holds(answer.text, order) ? [{ name: null, text: answer.text, cites: [] }] : [];
}

/** A text that does not hold goes; the other fields stay. */
function fieldParts(value: Readonly<Record<string, unknown>>, order: RoleOrder): RolePart[] {
  const { role, shown } = order;
  return role.fields.flatMap(({ name, kind }): RolePart[] => {
    const said = value[name];
    if (kind === 'message') {
      const message = shown[Number(said) - 1];
      return message ? [{ name, text: message.content, cites: citesOf([message]) }] : [];
    }
    const text = String(said).trim();
    return text !== '' && (kind !== 'text' || holds(text, order)) ? [{ name, text, cites: [] }] : [];
  });
}

function holds(text: string, { role, all }: RoleOrder): boolean {
  if (role.found === null) return true;
  const { words, found } = foundIn(
    text,
    all.map(({ content }) => content),
  );
  return found > 0 && (role.found === 'some' || found === words);
}

const placed = (messages: readonly Given[]) => messages.filter(({ place }) => place !== null);

const citesOf = (messages: readonly Given[]): Cited[] => messages.flatMap(({ place }) => place ?? []);
