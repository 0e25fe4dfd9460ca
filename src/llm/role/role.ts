// A role: what the model is asked, of what, and how its answer is read. Each is one file in prompts/.
import type { Locale } from '../../locale.ts';
import type { ChatTurn } from '../model.ts';
import type { Sampling } from '../sampling.ts';
import type { Field } from './fields.ts';

/** One text; the last messages of a channel; the messages of a time. */
export const READS = ['message', 'conversation', 'window'] as const;
export const ANSWERS = ['labels', 'list', 'line', 'text', 'json'] as const;
/** `every`: each word of the answer stands in what was read; `some`: each part of it names something that was read. */
export const FOUND = ['every', 'some'] as const;
/** Which messages of a time the model is shown: the newest, or those of the largest topic where there is one. */
export const SHOWS = ['newest', 'topic'] as const;
/** The message menu that offers the role. */
export const MENUS = ['translate', 'rewrite'] as const;

type ByLocale = Readonly<Record<Locale, string>>;

/** One of the answers of a role that gives labels. */
export interface RoleLabel {
  /** As the examples write it. */
  readonly word: string;
  readonly titles: ByLocale;
}

/** The prompt in one language. */
export interface RoleVoice {
  readonly system: string;
  /** Examples, as turns of a conversation. None where labels are asked for: they stand in `prefix`. */
  readonly shots: readonly ChatTurn[];
  /** What is asked below the messages; '' where one text stands alone. */
  readonly ask: string;
  /** Of roles that give labels: what stands before the text; '' for others. */
  readonly prefix: string;
  /** And what stands after it. */
  readonly suffix: string;
}

export interface Role {
  readonly name: string;
  readonly reads: (typeof READS)[number];
  readonly answers: (typeof ANSWERS)[number];
  readonly titles: ByLocale;
  readonly abouts: ByLocale;
  readonly labels: readonly RoleLabel[];
  /** Of the JSON object; none for other answers. */
  readonly fields: readonly Field[];
  /** At least one. */
  readonly voices: ReadonlyMap<Locale, RoleVoice>;
  readonly limits: {
    /** Tokens of an answer at most. */
    readonly tokens: number;
    /** Characters of a text that is given, or of each message. */
    readonly characters: number;
    /** Messages that the model is shown at most. */
    readonly messages: number;
    /** Items of a list at most. */
    readonly items: number;
  };
  /** Null: the likeliest word each time. */
  readonly sampling: Sampling | null;
  readonly found: (typeof FOUND)[number] | null;
  readonly shows: (typeof SHOWS)[number];
  readonly menu: (typeof MENUS)[number] | null;
  /** Short hash of the file. */
  readonly version: string;
}

/** The language of the role that is nearest to a reader's. */
export function voiceFor({ voices }: Role, locale: Locale): { locale: Locale; voice: RoleVoice } {
  const near: readonly Locale[] = locale === 'en' ? ['en'] : [locale, 'zh-CN', 'zh-TW'];
  for (const one of [...near, ...voices.keys()]) {
    const voice = voices.get(one);
    if (voice) return { locale: one, voice };
  }
  throw new RangeError('a role has at least one language');
}
