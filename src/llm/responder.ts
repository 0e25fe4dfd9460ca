// The responder: a conversation in, a streamed answer out, in the language of its last message and watched by a guard.
import type { Locale } from '../locale.ts';
import type { Verdict } from '../mood/verdict.ts';
import { guarded, type Attempt } from './guard/guarded.ts';
import { wantedLanguage, type Wanted } from './guard/language.ts';
import { leaksOf } from './guard/leak.ts';
import { openTraditional } from './guard/traditional.ts';
import type { Answer } from './answer.ts';
import type { Asked } from './heads/asked.ts';
import type { ChatTurn, Model } from './model.ts';
import type { Prompts } from './prompts.ts';
import { asksBack } from './recall/asksBack.ts';
import { recalled } from './recall/recalled.ts';
import { bolder } from './sampling.ts';

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
  /** An answer to `text` that was cut: it is gone on with, and drafts hold what comes after it. */
  readonly begun?: string;
}

export interface Responder {
  /** Ends early, without an error, when the signal aborts. */
  answer(question: Question, options: { readonly signal: AbortSignal }): Answer;
}

export interface ResponderOptions {
  readonly model: Model;
  readonly prompts: Prompts;
  /** 0…1; the same numbers make the same answers. */
  readonly random: () => number;
}

/** How an answer that repeats itself is gone on with: the times, and the tokens from which on it ends instead. */
const REPEATED = { short: { resumptions: 1, enough: 24 }, long: { resumptions: 3, enough: 500 } } as const;
const SEEDS = 2 ** 31;

export function createResponder({ model, prompts, random }: ResponderOptions): Responder {
  let traditional: ReturnType<typeof openTraditional> | undefined;

  async function* attempt(
    question: Question,
    wanted: Wanted,
    { faults, begun, onCut }: Attempt,
    signal: AbortSignal,
  ) {
    const { voices, sampling, lengths } = prompts.assistant();
    // What never changes comes first: the model keeps it evaluated.
    const conversation = {
      ...voices[wanted.locale],
      turns: [
        ...question.history,
        { role: 'user' as const, text: promptText(question.text, wanted, faults) },
      ],
      begun,
    };
    yield* model.stream(conversation, {
      signal,
      maxTokens: lengths[lengthOf(question.asked)],
      sampling: faults.length === 0 ? sampling : bolder(sampling),
      seed: Math.floor(random() * SEEDS),
      onCut,
    });
  }

  return {
    answer(question, { signal }) {
      const { history, text, verdict, locale = 'en', asked, begun = '' } = question;
      const wanted = wantedLanguage({ text, history, locale });
      const voice = prompts.assistant().voices[wanted.locale];
      const { system, openings } = voice;
      const open = async () =>
        wanted.locale === 'zh-TW' ? await (traditional ??= openTraditional()) : plain;
      let dress = plain;
      const talked = guarded({
        async *attempt(tried) {
          dress = await open();
          yield* attempt(question, wanted, tried, signal);
        },
        script: wanted.script,
        message: text,
        leaks: leaksOf([system, ...Object.values(IN)]),
        dress: (said) => dress(said),
        opening:
          isTold(asked) && verdict && !verdict.uncertain
            ? openingOf(openings[verdict.label], history.length)
            : '',
        begun,
        ...REPEATED[lengthOf(asked)],
        signal,
      });
      const back = begun === '' ? asksBack(text, history) : null;
      if (back === null) return talked;
      const dressed = async (said: string) => (await open())(said);
      const recalling = { model, prompt: voice.recall, voice, history, asked: text, dress: dressed, signal };
      return foundOr(() => recalled({ ...recalling, ...back }), talked, signal);
    },
  };
}

/** One draft, or, where there is null, the other answer. */
function foundOr(find: () => Promise<string | null>, other: Answer, signal: AbortSignal): Answer {
  let isFound = false;
  async function* drafts() {
    const text = await find();
    if (signal.aborted) return;
    if (text === null) {
      yield* other.drafts;
      return;
    }
    isFound = true;
    yield text;
  }
  const ending = () => (isFound ? 'whole' : other.ending());
  return { drafts: drafts(), ending: () => (signal.aborted ? 'stopped' : ending()) };
}

const plain = (said: string) => said;

/** Something is told, not asked for: a task or a question needs no sympathy. */
const isTold = (asked: Asked | null | undefined) => asked === 'chat' || !asked;

const lengthOf = (asked: Asked | null | undefined) =>
  asked === 'write' || asked === 'code' ? 'long' : 'short';

/** Another one at each turn; what follows goes on in the same line. */
function openingOf(openings: readonly string[], turn: number): string {
  const opening = openings[Math.floor(turn / 2) % openings.length];
  if (opening === undefined) return '';
  return /[a-z]/i.test(opening) ? `${opening} ` : opening;
}

const IN: Readonly<Record<Locale, string>> = {
  en: 'Answer in English.',
  'zh-CN': '请用简体中文回答。',
  'zh-TW': '請用繁體中文回答。',
};

/** The message, with the language to answer in where it asks for one or an answer came in another. */
function promptText(text: string, { locale, named }: Wanted, faults: Attempt['faults']): string {
  if (named === null && !faults.includes('script')) return text;
  return `${text}\n\n(${named === null || locale !== 'en' ? IN[locale] : `Answer in ${named}.`})`;
}
