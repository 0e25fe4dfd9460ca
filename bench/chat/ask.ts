// Asks as a person does: the bot's own parts without Discord, from the judge to the last word of the answer.
import { createAssistant, type Assistant } from '../../src/assistant/assistant.ts';
import { seeded } from '../../src/cli/talk/seeded.ts';
import type { Place } from '../../src/discord/place.ts';
import { messageId } from '../../src/ids.ts';
import { qualityOf } from '../../src/llm/calibration.ts';
import { formIn } from '../../src/llm/form.ts';
import { wantedLanguage } from '../../src/llm/guard/language.ts';
import { askedInTalk } from '../../src/llm/inTalk.ts';
import { createJudge, type Judge } from '../../src/llm/judge.ts';
import type { ChatTurn, Model } from '../../src/llm/model.ts';
import type { Prompts } from '../../src/llm/prompts.ts';
import type { Ending } from '../../src/llm/answer.ts';
import { createResponder } from '../../src/llm/responder.ts';
import type { Locale } from '../../src/locale.ts';
import { silentLog } from '../../src/log.ts';
import { createBareAssistant } from './bare.ts';
import type { World } from './world.ts';

export interface AskOptions {
  readonly model: Model;
  readonly prompts: Prompts;
  readonly world: World;
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
  /** Of that time, what the judge took: all that reading the question and answering it in one pass could save. */
  readonly judgedMs: number;
  /** The model was asked for it; else it was told from facts, which costs nothing beside the judge. */
  readonly isWritten: boolean;
  readonly tokens: number;
}

/** The answer to the last of the turns, which is a person's; those before are the conversation so far, oldest first. */
type Ask = (turns: readonly ChatTurn[]) => Promise<Answered>;

/** For one conversation, on a server of that language. The same seed gives the same answers to the same questions. */
export function createAsk(options: AskOptions, locale: Locale, seed: number): Ask {
  const { model, prompts, world, count, bare } = options;
  const judge = createJudge({ model, prompts });
  let streams = 0;
  const chatting = seeded(
    {
      ...model,
      stream(...given) {
        streams += 1;
        return model.stream(...given);
      },
    },
    seed,
  );
  const answering = bare ? createBareAssistant(chatting) : assistantOn(options, judge, chatting);
  return async (turns) => {
    const text = turns.at(-1)?.text ?? '';
    const before = streams;
    const began = performance.now();
    const [judgement] = await judge.judge([text]);
    const history = turns.slice(0, -1);
    const asked = await askedInTalk({ text, asked: judgement?.asked ?? null, history }, judge);
    const judgedMs = performance.now() - began;
    const question = {
      id: messageId.parse(String(seed + turns.length)),
      history,
      ...{ text, said: text, begun: '', alone: null },
      verdict: judgement?.verdict ?? null,
      asked,
      place: () => Promise.resolve(placeIn(world)),
      locale,
      form: formIn(text),
    };
    const { drafts, ending } = answering.answer(question, { signal: new AbortController().signal });
    let first: number | undefined;
    let shown = '';
    for await (const draft of drafts) {
      first ??= performance.now();
      shown = draft;
    }
    const firstTokenMs = (first ?? performance.now()) - began;
    const isWritten = streams > before;
    return { text: shown, ending: ending(), firstTokenMs, judgedMs, isWritten, tokens: count(shown) };
  };
}

function assistantOn({ model, prompts, world }: AskOptions, judge: Judge, chatting: Model): Assistant {
  const { store, clock } = world;
  const calibration = judge.calibration();
  const right = calibration && qualityOf(calibration).right;
  return createAssistant({
    store,
    clock,
    log: silentLog,
    // Seeds come with the streams.
    responder: createResponder({ model: chatting, prompts, random: () => 0 }),
    copy: {
      storeContent: true,
      contentDays: 30,
      historyDays: 730,
      model: () => ({ id: model.id, calibrated: judge.calibration() !== null, right }),
      isRemote: false,
      hearsVoice: false,
    },
    link: (path) => `\`/${path}\``,
    languageOf: (question) => wantedLanguage(question).locale,
  });
}

/** In the first channel, by somebody who sees all of them. */
function placeIn({ guildId, channels }: World): Place | null {
  const [here] = channels;
  if (!here) return null;
  return {
    guildId,
    channelId: here.id,
    channels: channels.map((channel) => ({ ...channel, isWatched: true, isThread: false })),
    names: new Set(),
    people: new Set(),
  };
}
