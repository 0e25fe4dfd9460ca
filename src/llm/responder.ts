// The responder: a conversation in, a streamed answer out, in the language of its last message and watched by a guard.
import type { Locale } from '../locale.ts';
import type { Verdict } from '../mood/verdict.ts';
import { guarded, type Attempt } from './guard/guarded.ts';
import { wantedLanguage, type Wanted } from './guard/language.ts';
import { leaksOf, type Leaks } from './guard/leak.ts';
import { parrotsOf } from './guard/parroted.ts';
import { openTraditional } from './guard/traditional.ts';
import type { Answer } from './answer.ts';
import type { Form } from './form.ts';
import { grammarOf } from './formGrammar.ts';
import { enoughOf, shortened } from './limit.ts';
import type { Asked } from './heads/asked.ts';
import type { ChatTurn, Model } from './model.ts';
import type { Personas } from './personas.ts';
import type { Prompts } from './prompts.ts';
import { asksBack, type AskedBack } from './recall/asksBack.ts';
import { recalled } from './recall/recalled.ts';
import { bolder } from './sampling.ts';
import { intentOf, strategyFor, type Strategy } from './strategies.ts';
import { isConsoled, isHurt, isMoved, openingFor } from './sympathy.ts';

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
  /** Whose earlier words are asked for; where it is not given it is found out. */
  readonly back?: AskedBack | null;
  /** The name of a persona; null or unknown: the bot talks as it does by itself. */
  readonly persona?: string | null;
  /** The form that the answer is asked to have; none unless given. */
  readonly form?: Form | null;
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
  /** None unless given. */
  readonly personas?: Pick<Personas, 'get'>;
  /** 0…1; the same numbers make the same answers. */
  readonly random: () => number;
}

/** How an answer that repeats itself is gone on with: the times, and the tokens from which on it ends instead. */
const REPEATED = {
  short: { resumptions: 1, enough: 24 },
  long: { resumptions: 3, enough: 500 },
  lines: { resumptions: 2, enough: 500 },
  // What follows would no longer keep to the form.
  bound: { resumptions: 0, enough: 0 },
} as const;
const SEEDS = 2 ** 31;
/** Turns of the person and the bot before the message: one exchange. */
const BEGINNING = 2;

export function createResponder({ model, prompts, personas, random }: ResponderOptions): Responder {
  const voiceOf = ({ persona }: Question, { locale }: Wanted) => {
    const own = personas?.get(persona ?? '')?.speech[locale];
    return { ...prompts.assistant().voices[locale], ...own };
  };
  let traditional: ReturnType<typeof openTraditional> | undefined;

  async function* attempt(
    question: Question,
    wanted: Wanted,
    { faults, begun, onCut }: Attempt,
    signal: AbortSignal,
  ) {
    const { sampling, lengths } = prompts.assistant();
    const voice = voiceOf(question, wanted);
    // What never changes comes first: the model keeps it evaluated.
    const { early, late } = strategyOf(question, voice.strategies);
    const conversation = {
      ...voice,
      // An answer of which nothing was left had only said them again.
      examples: faults.includes('silence') ? early : [...voice.examples, ...early],
      turns: [
        ...question.history,
        ...late,
        { role: 'user' as const, text: promptText(question.text, wanted, faults) },
      ],
      begun,
    };
    const pieces = model.stream(conversation, {
      signal,
      maxTokens: lengths[lengthOf(question)],
      sampling: faults.length === 0 ? sampling : bolder(sampling),
      seed: Math.floor(random() * SEEDS),
      ...grammarFor(question, wanted, begun),
      onCut,
    });
    yield* question.form?.kind === 'limit' ? enoughOf(pieces, question.form.count) : pieces;
  }

  return {
    answer(question, { signal }) {
      const { history, text, verdict, locale = 'en', form = null, begun = '' } = question;
      const wanted = wantedLanguage({ text, history, locale });
      const voice = voiceOf(question, wanted);
      const { system, openings } = voice;
      const opening = form === null ? openingFor(question, openings) : '';
      const open = async () =>
        wanted.locale === 'zh-TW' ? await (traditional ??= openTraditional()) : plain;
      let dress = plain;
      const talked = guarded({
        async *attempt(tried) {
          dress = await open();
          yield* attempt(question, wanted, tried, signal);
        },
        script: form?.kind === 'json' ? null : wanted.script, // its keys are English
        message: text,
        leaks: hidden(
          leaksOf([system, ...Object.values(IN)], text),
          // What is said to the glad and the sad may be said to others who are.
          parrotsOf(isMoved(verdict) ? [] : voice.examples, text),
        ),
        dress: (said) => (form?.kind === 'limit' ? shortened(dress(said), form.count) : dress(said)),
        start: isHurt(question, wanted) && !isConsoled(history, openings) ? opening : '',
        opening,
        begun,
        ...REPEATED[form === null ? lengthOf(question) : hasLines(form) ? 'lines' : 'bound'],
        signal,
      });
      const { back = asksBack(text, history) } = question;
      if (back === null || begun !== '') return talked;
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

interface Placed {
  /** Before the talk. */
  readonly early: readonly ChatTurn[];
  /** Next to the message: what was said before stays evaluated as it is. */
  readonly late: readonly ChatTurn[];
}

/**
 * None for a text, code or the rest of a long answer, which need no strategy. Later in a talk only who is upset gets one:
 * what stands between a talk and its last message is evaluated for that message alone.
 */
function strategyOf(question: Question, strategies: readonly Strategy[]): Placed {
  const { history, text, verdict, begun = '' } = question;
  const none = { early: [], late: [] };
  if (begun !== '' || lengthOf(question) === 'long') return none;
  const strategy = strategyFor(strategies, intentOf(text, verdict), verdict);
  if (!strategy) return none;
  if (history.length <= BEGINNING) return { ...none, early: strategy.examples };
  return strategy.mood === 'negative' ? { ...none, late: strategy.examples } : none;
}

const plain = (said: string) => said;

/** Without what either leaves out. */
const hidden = (first: Leaks, second: Leaks): Leaks => ({
  without: (text, isWhole) => second.without(first.without(text, isWhole), isWhole),
});

const LONG: readonly (Form['kind'] | undefined)[] = ['lines', 'list', 'bullets', 'numbers', 'json'];
const lengthOf = ({ asked = null, form = null }: Question) =>
  asked === 'write' || asked === 'code' || LONG.includes(form?.kind) ? 'long' : 'short';

/** A line can be gone on with. */
const hasLines = ({ kind }: Form): boolean => kind === 'lines' || kind === 'list';

/** None where the language of the answer is another than those that the grammars are written for. */
function grammarFor(
  { form = null }: Question,
  { locale, named }: Wanted,
  begun: string,
): { readonly grammar?: string } {
  if (form === null || named !== null || (form.kind === 'characters' && locale === 'en')) return {};
  const grammar = begun === '' || hasLines(form) ? grammarOf(form, locale, begun) : null;
  return grammar === null ? {} : { grammar };
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
