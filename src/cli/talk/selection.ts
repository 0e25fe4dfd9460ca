// The conversations that `barometer compare` has with each model: few, always the same, of the kinds that depend on it.
import type { Conversation } from './conversations.ts';

/** What the bot says of itself and of the mood is written by people; long texts would take minutes. */
const LEFT_OUT: ReadonlySet<string> = new Set(['self', 'mood', 'long']);
const LANGUAGES = ['en', 'zh-CN'] as const;

/** Of each kind the shortest in each language, of several the first. */
export function selection(all: readonly Conversation[]): Conversation[] {
  const kinds = [...new Set(all.map(({ kind }) => kind))].filter((kind) => !LEFT_OUT.has(kind));
  return kinds.flatMap((kind) =>
    LANGUAGES.flatMap((wanted) => {
      const own = all.filter((one) => one.kind === kind && one.language === wanted);
      return own.sort((a, b) => a.turns.length - b.turns.length).slice(0, 1);
    }),
  );
}
