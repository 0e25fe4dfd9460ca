// One answer to a question that was asked with a command: without history, in the order and within the limits of chat.
import { DiscordAPIError } from 'discord.js';
import type { Assistant } from '../../assistant/assistant.ts';
import type { AssistantQuestion } from '../../assistant/question.ts';
import { streamTo, type StreamTarget } from '../../discord/stream.ts';
import type { Place } from '../../discord/place.ts';
import { reasonOf } from '../../errors.ts';
import type { GuildId, MessageId, UserId } from '../../ids.ts';
import { formIn } from '../../llm/form.ts';
import type { Locale } from '../../locale.ts';
import { wordsIn } from '../../report/words.ts';
import { withNote } from '../attached.ts';
import type { Cooldown } from '../cooldown.ts';
import { judgementOf, type AskingOptions } from './asking.ts';
import type { ChatTurns } from './queue.ts';

interface QuestionOnce {
  /** Of the interaction. */
  readonly id: MessageId;
  readonly askerId: UserId;
  /** When it was asked, in milliseconds since 1970. */
  readonly at: number;
  /** Null outside servers that the bot is in. */
  readonly guildId: GuildId | null;
  readonly text: string;
  /** The language to prefer where the question leaves it open, and of the notes. */
  readonly locale: Locale;
  readonly place: () => Promise<Place | null>;
  readonly alone: AssistantQuestion['alone'];
  /** Stands before the answer; '' for nothing. */
  readonly intro: string;
}

/**
 * What became of it. `paused`: they asked just before; `silent`: there is no answer; `stopped`: it ended before there was
 * one; `broken`: it broke off.
 */
export type Once =
  | { readonly kind: 'answered' | 'busy' | 'silent' | 'stopped' | 'broken' }
  | { readonly kind: 'paused'; readonly seconds: number };

export interface AnswersOnce {
  /** Resolves when the answer has ended; rejects with what Discord refuses. */
  askOnce<Sent>(question: QuestionOnce, target: StreamTarget<Sent>): Promise<Once>;
  /** Ends such an answer where it is; false where it is not being given to that person. */
  stopOnce(id: string, askerId: string): boolean;
}

export interface OnceOptions extends Pick<AskingOptions, 'store' | 'judge' | 'clock' | 'log'> {
  readonly assistant: Assistant;
  readonly turns: ChatTurns;
  readonly cooldown: Cooldown;
  /** Aborted when the program stops: an answer under way keeps its words so far. */
  readonly signal: AbortSignal;
}

interface Running {
  readonly askerId: UserId;
  readonly stopped: AbortController;
}

export function createAnswersOnce(options: OnceOptions): AnswersOnce {
  const { turns, cooldown } = options;
  const running = new Map<string, Running>();

  return {
    async askOnce(question, target) {
      const pause = cooldown.ask(question.askerId, question.at);
      if (!pause.ok) return { kind: 'paused', seconds: Math.ceil(pause.waitMs / 1000) };
      const stopped = new AbortController();
      const given = turns.enter(() => give(options, question, target, stopped.signal));
      if (!given) return { kind: 'busy' };
      running.set(question.id, { askerId: question.askerId, stopped });
      try {
        return { kind: await given };
      } finally {
        running.delete(question.id);
      }
    },
    stopOnce(id, askerId) {
      const found = running.get(id);
      if (found?.askerId !== askerId) return false;
      found.stopped.abort();
      return true;
    },
  };
}

async function give<Sent>(
  { store, judge, assistant, clock, log, signal }: OnceOptions,
  question: QuestionOnce,
  target: StreamTarget<Sent>,
  stopped: AbortSignal,
): Promise<'answered' | 'silent' | 'stopped' | 'broken'> {
  const { id, guildId, askerId, text, locale, place, alone, intro } = question;
  const end = AbortSignal.any([signal, stopped]);
  const words = wordsIn(locale);
  const isEnded = () => end.aborted;
  try {
    const judged = await judgementOf({ store, judge }, { text, guildId, userId: askerId }, end);
    const answer = assistant.answer(
      {
        ...{ id, text, said: text, begun: '', locale, place, alone, history: [] },
        persona: guildId === null ? null : (await store.settings.get(guildId)).persona,
        verdict: judged?.verdict ?? null,
        asked: judged?.asked ?? null,
        form: formIn(text),
      },
      { signal: end },
    );
    const note = () => {
      if (stopped.aborted) return words('chat.stopped');
      return answer.ending() === 'cut' ? words('ask.cut') : '';
    };
    const drafts = introduced(withNote(answer.drafts, note), intro);
    const { sent } = await streamTo(target, drafts, clock);
    if (sent.length > 0) return 'answered';
  } catch (error) {
    // Where Discord refused the answer it would refuse an apology too.
    if (error instanceof DiscordAPIError) throw error;
    if (!isEnded()) {
      log.error({ reason: reasonOf(error) }, 'an answer broke off');
      return 'broken';
    }
  }
  return isEnded() ? 'stopped' : 'silent';
}

async function* introduced(drafts: AsyncIterable<string>, intro: string): AsyncIterable<string> {
  for await (const draft of drafts) yield draft.trim() === '' ? '' : intro + draft;
}
