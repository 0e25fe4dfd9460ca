// Runs roles: texts in, an answer of the role's kind out. Chat goes first, as with everything that a person does not talk to.
import { BarometerError } from '../../errors.ts';
import { orAborted } from '../../flow/aborting.ts';
import type { Locale } from '../../locale.ts';
import type { ChatFirst } from '../chatFirst.ts';
import { leaksOf } from '../guard/leak.ts';
import { beginsAsRefusal } from '../guard/refusal.ts';
import { withoutHalfSentence } from '../guard/prose.ts';
import { lengthBeforeRepetition } from '../guard/repetition.ts';
import { openTraditional } from '../guard/traditional.ts';
import type { Conversation, Model, Question, StreamOptions } from '../model.ts';
import { plainText } from '../plainText.ts';
import type { Prompts } from '../prompts.ts';
import { bolder, LIVELY } from '../sampling.ts';
import { jsonAnswer, schemaOf, type JsonAnswer } from './fields.ts';
import { isInItsScript } from './language.ts';
import { voiceFor, type Role, type RoleLabel, type RoleVoice } from './role.ts';
import { shownText } from './roleVoices.ts';

/** The model answered twice, and neither was of the role's kind. */
export class NoRoleAnswerError extends BarometerError {
  constructor(readonly role: string) {
    super(
      `The role "${role}" gave no answer that can be read: shorten the text, or mend prompts/${role}.md.`,
    );
  }
}

export type RoleAnswer =
  | { readonly kind: 'labels'; readonly label: RoleLabel; readonly share: number }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  /** `isCut`: its end is missing, since it was too long or went round in circles. */
  | { readonly kind: 'line' | 'text'; readonly text: string; readonly isCut: boolean }
  | { readonly kind: 'json'; readonly value: JsonAnswer };

export interface Roles {
  /** Those that can be run, by name. */
  list(): readonly Role[];
  /** Null where there is no such role. */
  get(name: string): Role | null;
  /**
   * `texts`: one where the role reads a message, else some, oldest first. `locale`: the reader's. Throws
   * NoRoleAnswerError, the signal's reason when it aborts, and as the model does.
   */
  run(role: Role, texts: readonly string[], locale: Locale, signal: AbortSignal): Promise<RoleAnswer>;
}

export interface RolesOptions {
  readonly model: Pick<Model, 'judge' | 'stream'>;
  readonly prompts: Pick<Prompts, 'roles'>;
  readonly chat: Pick<ChatFirst, 'between'>;
}

/** What is read where nothing is said: a model likes some labels more than others, whatever the text. */
const NOTHING = 'N/A';

export function createRoles({ model, prompts, chat }: RolesOptions): Roles {
  let traditional: ReturnType<typeof openTraditional> | undefined;
  const inquiries = new WeakMap<RoleVoice, Inquiry>();

  async function labelled(role: Role, voice: RoleVoice, text: string, signal: AbortSignal) {
    signal.throwIfAborted();
    let held = inquiries.get(voice);
    if (!held) {
      const words = role.labels.map(({ word }) => ` ${word}`);
      const question: Question = { prefix: voice.prefix, suffix: voice.suffix, words };
      const [nothing] = await orAborted(model.judge(question, [NOTHING]), signal);
      inquiries.set(voice, (held = { question, usual: nothing?.scores ?? [] }));
    }
    const { question, usual } = held;
    const [reading] = await orAborted(model.judge(question, [plainText(text, question)]), signal);
    return likeliest(role.labels, reading?.scores ?? [], usual);
  }

  async function written(
    conversation: Conversation,
    options: StreamOptions,
    isWhole: (text: string) => boolean,
  ): Promise<Written> {
    let text = '';
    let isCut = false as boolean; // onCut sets it
    const onCut = () => (isCut = true);
    for await (const piece of model.stream(conversation, { ...options, onCut })) {
      text += piece;
      if (isWhole(text)) break;
    }
    return { text, isCut };
  }

  async function tried(
    role: Role,
    { locale, voice }: { readonly locale: Locale; readonly voice: RoleVoice },
    texts: readonly string[],
    reader: Locale,
    signal: AbortSignal,
  ): Promise<RoleAnswer> {
    const { answers, fields, limits } = role;
    const lines = texts.map((text) => plainText(text.slice(0, limits.characters), voice));
    const asked = { role: 'user' as const, text: shownText(role, lines, voice.ask) };
    const conversation = { system: voice.system, examples: voice.shots, turns: [asked] };
    const schema = answers === 'json' ? { schema: schemaOf(fields, texts.length) } : {};
    const leaks = leaksOf([voice.system]);
    const dress = reader === 'zh-TW' && locale !== 'en' ? await (traditional ??= openTraditional()) : plain;
    for (const attempt of [0, 1]) {
      const sampling = role.sampling ?? (attempt === 0 ? null : { ...LIVELY, temperature: 0.2 });
      const { text, isCut } = await written(
        conversation,
        {
          signal,
          maxTokens: limits.tokens,
          ...(sampling
            ? { sampling: attempt === 0 ? sampling : bolder(sampling), seed: attempt }
            : { greedy: true }),
          ...schema,
        },
        (so) => (answers === 'line' ? so.trimStart().includes('\n') : lengthBeforeRepetition(so) !== null),
      );
      signal.throwIfAborted();
      const told = answers === 'json' ? text : leaks.without(text, true);
      const answer = answerOf(role, voice, lines, { text: told, isCut }, dress);
      if (answer) return answer;
    }
    throw new NoRoleAnswerError(role.name);
  }

  return {
    list: () => prompts.roles(),
    get: (name) => prompts.roles().find((role) => role.name === name) ?? null,
    run(role, texts, locale, signal) {
      const { locale: spoken, voice } = voiceFor(role, locale);
      if (role.answers === 'labels') return labelled(role, voice, texts[0] ?? '', signal);
      return chat.between((turn) => tried(role, { locale: spoken, voice }, texts, locale, turn), signal);
    },
  };
}

const plain = (said: string) => said;

/** What the model wrote; cut where that is as long as it may be. */
interface Written {
  readonly text: string;
  readonly isCut: boolean;
}

interface Inquiry {
  readonly question: Question;
  /** The scores where nothing is said. */
  readonly usual: readonly number[];
}

function likeliest(
  labels: readonly RoleLabel[],
  scores: readonly number[],
  usual: readonly number[],
): RoleAnswer {
  const lifted = scores.map((score, i) => score - (usual[i] ?? 0));
  const most = Math.max(...lifted);
  const weights = lifted.map((score) => Math.exp(score - most));
  const [label] = labels.filter((_, i) => lifted[i] === most);
  if (!label) throw new RangeError('the model returned no scores');
  return { kind: 'labels', label, share: 1 / weights.reduce((sum, weight) => sum + weight, 0) };
}

/** Null where the text is no answer of the role's kind, or in another language than the role writes. */
function answerOf(
  { answers, fields, limits, found }: Role,
  voice: RoleVoice,
  texts: readonly string[],
  { text, isCut }: Written,
  dress: (said: string) => string,
): RoleAnswer | null {
  if (answers === 'json') {
    const value = jsonAnswer(fields, texts.length, text.trim());
    return value && { kind: 'json', value: dressed(value, dress) };
  }
  const before = lengthBeforeRepetition(text);
  const good = dress(text.slice(0, before ?? text.length)).trim();
  if (answers === 'list') {
    const items = listed(good);
    // The last one may be half written.
    const whole = isCut && items.length > 1 ? items.slice(0, -1) : items;
    return whole.length > 0 ? { kind: 'list', items: whole.slice(0, limits.items) } : null;
  }
  if (refuses(good) && !texts.some(refuses)) return null;
  if (found === null && !isInItsScript(good, texts.join('\n'), voice)) return null;
  const [first = ''] = good.split('\n');
  const isOver = answers === 'line' && good.includes('\n');
  const said = isCut && !isOver ? withoutHalfSentence(good) : answers === 'line' ? first : good;
  if (said.trim() === '') return null;
  return {
    kind: answers === 'line' ? 'line' : 'text',
    text: said.trim(),
    isCut: !isOver && (isCut || before !== null),
  };
}

/** Whether a text refuses to help, maybe after a greeting: small models do that to harmless texts. */
const refuses = (text: string): boolean =>
  beginsAsRefusal(text.replace(/^\W*(?:hi|hello|hey|你好)\W*/iu, ''), true) === true;

const dressed = (value: JsonAnswer, dress: (said: string) => string): JsonAnswer =>
  Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, typeof one === 'string' ? dress(one) : one]),
  );

/** Items with commas or line ends between them, none twice, without the signs of a list. */
function listed(text: string): string[] {
  const items = text
    .split(/[,，、;；\n]/u)
    .map((item) =>
      item
        .replace(/^\s*(?:[-*•]|\d{1,2}[.)、])\s*/u, '')
        .replace(/[.。\s]+$/u, '')
        .trim(),
    )
    .filter((item) => /[\p{L}\p{N}]/u.test(item));
  const seen = new Set<string>();
  return items.filter((item) => !seen.has(item.toLowerCase()) && seen.add(item.toLowerCase()));
}
