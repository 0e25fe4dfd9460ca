// Asks as a person does: the bot's own parts without Discord, from the judge to the last word of the answer.
import { createJudge } from '../../src/llm/judge.ts';
import type { ChatTurn, Model } from '../../src/llm/model.ts';
import type { Prompts } from '../../src/llm/prompts.ts';
import { createResponder, type Ending } from '../../src/llm/responder.ts';
import type { Locale } from '../../src/locale.ts';
import { createBareResponder } from './bare.ts';

export interface AskOptions {
  readonly model: Model;
  readonly prompts: Prompts;
  /** Tokens of a text. */
  readonly count: (text: string) => number;
  /** Without any craft. */
  readonly bare: boolean;
}

export interface Answered {
  readonly text: string;
  readonly ending: Ending;
  /** From the question to the first draft, in milliseconds: the judge reads the question in that time. */
  readonly firstTokenMs: number;
  readonly tokens: number;
}

/** The answer to the last of the turns, which is a person's; those before are the conversation so far, oldest first. */
type Ask = (turns: readonly ChatTurn[]) => Promise<Answered>;

/** For one conversation, on a server of that language. The same seed gives the same answers to the same questions. */
export function createAsk({ model, prompts, count, bare }: AskOptions, locale: Locale, seed: number): Ask {
  const chatting = seeded(model, seed);
  const responder = bare ? createBareResponder(chatting) : createResponder({ model: chatting, prompts });
  const judge = createJudge({ model, prompts });
  return async (turns) => {
    const text = turns.at(-1)?.text ?? '';
    const began = performance.now();
    const [judgement] = await judge.judge([text]);
    const question = { history: turns.slice(0, -1), text, verdict: judgement?.verdict ?? null, locale };
    const { drafts, ending } = responder.answer(question, { signal: new AbortController().signal });
    let first: number | undefined;
    let shown = '';
    for await (const draft of drafts) {
      first ??= performance.now();
      shown = draft;
    }
    const firstTokenMs = (first ?? performance.now()) - began;
    return { text: shown, ending: ending(), firstTokenMs, tokens: count(shown) };
  };
}

/** Each stream has a seed of its own, so that a second try is another one. */
function seeded(model: Model, first: number): Model {
  let seed = first;
  return {
    ...model,
    stream: (conversation, options) => model.stream(conversation, { ...options, seed: seed++ }),
  };
}
