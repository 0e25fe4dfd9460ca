// The responder: a conversation in, a streamed answer out; its tone is set by the mood of the last message.
import type { Locale } from '../locale.ts';
import type { Verdict } from '../mood/verdict.ts';
import type { Asked } from './heads/asked.ts';
import type { ChatTurn, Model } from './model.ts';
import type { Prompts } from './prompts.ts';
import type { Mood } from './roles.ts';

/** Upper bound of an answer, in tokens: about two Discord messages. */
const MAX_TOKENS = 700;

const LANGUAGES: Readonly<Record<Locale, string>> = {
  en: 'English',
  'zh-CN': '简体中文',
  'zh-TW': '繁體中文',
};

/** How an answer ended: by itself, at its longest, or because it was told to. Known once its drafts have ended. */
export type Ending = 'whole' | 'cut' | 'stopped';

export interface Answer {
  /** The answer so far, each the whole of it; a later one may be shorter, where its end was taken back. */
  readonly drafts: AsyncIterable<string>;
  ending(): Ending;
}

interface Question {
  /** What was said before, oldest first. */
  readonly history: readonly ChatTurn[];
  readonly text: string;
  /** Null when the message was not judged: the tone stays plain. */
  readonly verdict: Verdict | null;
  /** The language to prefer where the message leaves it open. */
  readonly locale?: Locale;
  /** What is asked for; null where that is not known. Texts and code may be long. */
  readonly asked?: Asked | null;
}

export interface Responder {
  /** Ends early, without an error, when the signal aborts. */
  answer(question: Question, options: { readonly signal: AbortSignal }): Answer;
}

export function createResponder({ model, prompts }: { model: Model; prompts: Prompts }): Responder {
  return {
    answer({ history, text, verdict, locale }, { signal }) {
      const { system, strategies } = prompts.assistant();
      const language = locale && `If the language is not clear, use ${LANGUAGES[locale]}.`;
      // What never changes comes first: the model keeps it evaluated.
      const parts = [system, language, strategies[moodOf(verdict)]].filter(Boolean);
      const turns: ChatTurn[] = [...history, { role: 'user', text }];
      const pieces = model.stream({ system: parts.join('\n\n'), turns }, { signal, maxTokens: MAX_TOKENS });
      return { drafts: drafted(pieces), ending: () => (signal.aborted ? 'stopped' : 'whole') };
    },
  };
}

async function* drafted(pieces: AsyncIterable<string>): AsyncGenerator<string, void, undefined> {
  let text = '';
  for await (const piece of pieces) yield (text += piece);
}

function moodOf(verdict: Verdict | null): Mood {
  if (!verdict || verdict.uncertain) return 'uncertain';
  return verdict.label;
}
