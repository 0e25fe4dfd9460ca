// Which messages are answered, and when: each question once, whatever the program dies of in between.
import type { Clock } from '../../clock.ts';
import { guildId } from '../../ids.ts';
import { MINUTE } from '../../mood/window.ts';
import type { SettingsStore } from '../../store/store.ts';
import { addressesBot, isFromPerson } from '../addressed.ts';
import type { Background } from '../background.ts';
import type { Cooldown, Pause } from '../cooldown.ts';
import type { Answerable } from '../replyTarget.ts';
import { claimKey, repliesTo, type AnswerClaims, type QuestionPlace } from './claims.ts';
import type { Giving } from './giving.ts';
import { pagesOf } from './pages.ts';
import type { Pausing } from './pausing.ts';
import { createRun, type Queue, type Run } from './queue.ts';

export interface AnsweringOptions {
  readonly settings: Pick<SettingsStore, 'get'>;
  readonly clock: Clock;
  readonly background: Background;
  readonly claims: AnswerClaims;
  readonly giving: Giving;
  readonly queue: Queue;
  readonly cooldown: Cooldown;
  readonly pausing: Pausing;
}

export interface Answering {
  /** Answers the message if it addresses the bot and is not claimed, now or when its turn comes. */
  consider(message: Answerable): Promise<void>;
  /** Takes up an open claim of an earlier run. */
  resume(key: string, message: Answerable | null): Promise<void>;
  /** Answers a question that was claimed under this key; `earlier`: see Run. */
  answer(message: Answerable, key: string, earlier: Run['earlier']): void;
  addresses(message: Answerable): Promise<boolean>;
  /** Too long ago to be answered: the conversation has moved on. Milliseconds since 1970. */
  isPast(at: number): boolean;
}

const ANSWERABLE = 5 * MINUTE;

export function createAnswering(options: AnsweringOptions): Answering {
  const { settings, clock, background, claims, giving, queue, cooldown, pausing } = options;
  const isPast = (at: number) => clock.now() - at > ANSWERABLE;

  function answer(message: Answerable, key: string, earlier: Run['earlier']): void {
    const run = createRun(message, key, earlier);
    const give = () => claims.settle(key, () => giving.answer(run));
    if (queue.enter(run, give, giving.listenTo(run))) return;
    background.run('a reply', () => claims.settle(key, () => giving.refuse(run, 'chat.busy')));
  }

  /** Answers the newest question of a pause when that ends. Others are told to wait, the first of them. */
  async function answerLater(
    message: Answerable,
    key: string,
    { waitMs, firstRefusal }: Pause,
  ): Promise<void> {
    const after = await pausing.wait(message, waitMs);
    if (after.kind === 'stopped') return claims.settle(key, later);
    if (after.kind === 'over') {
      cooldown.ask(message.author.id, clock.now()); // the next pause begins
      answer(after.message, key, none);
      return;
    }
    const isTold = after.kind === 'replaced' && firstRefusal;
    const facts = { seconds: Math.ceil(waitMs / 1000) };
    const refuse = () => giving.refuse(createRun(message, key, none), 'chat.cooldown', facts);
    await claims.settle(key, isTold ? refuse : nothing);
  }

  async function addresses(message: Answerable): Promise<boolean> {
    if (!isFromPerson(message)) return false;
    return addressesBot(
      message,
      message.inGuild() ? await settings.get(guildId.parse(message.guildId)) : null,
    );
  }

  return {
    answer,
    addresses,
    isPast,
    async consider(message) {
      const { createdTimestamp: at, author } = message;
      if (isPast(at) || !(await addresses(message))) return;
      const key = claimKey(questionPlace(message), null);
      if (!(await claims.take(key))) return;
      // It may have waited long for the store.
      if (isPast(at)) return claims.settle(key, nothing);
      const pause = cooldown.ask(author.id, at);
      if (pause.ok) {
        answer(message, key, none);
        return;
      }
      background.run('a reply', () => answerLater(message, key, pause));
    },
    async resume(key, message) {
      if (!(await claims.reopen(key))) return;
      const at = repliesTo(key)?.editedAt ?? message?.createdTimestamp ?? 0;
      // A question that another claim answers already is answered in its newest words.
      if (!message || isPast(at) || queue.of(message.id)) return claims.settle(key, nothing);
      answer(message, key, () => pagesOf(message.channel, message.id, claims));
    },
  };
}

const none = () => Promise.resolve([]);
export const nothing = () => Promise.resolve('nothing' as const);
const later = () => Promise.resolve('later' as const);

export const questionPlace = ({ guildId: guild, channelId, id }: Answerable): QuestionPlace => ({
  guildId: guild,
  channelId,
  messageId: id,
});
