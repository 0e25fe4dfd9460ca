// Which messages are answered, and when: each question once, whatever the program dies of in between.
import type { Clock } from '../../clock.ts';
import { guildId } from '../../ids.ts';
import { MINUTE } from '../../mood/window.ts';
import type { SettingsStore } from '../../store/store.ts';
import { addressesBot, isFromPerson } from '../addressed.ts';
import type { Background } from '../background.ts';
import { createCooldown } from '../cooldown.ts';
import type { Answerable } from '../replyTarget.ts';
import { claimKey, repliesTo, type AnswerClaims, type QuestionPlace } from './claims.ts';
import type { Giving } from './giving.ts';
import { pagesOf } from './pages.ts';
import { createRun, type Queue, type Run } from './queue.ts';

export interface AnsweringOptions {
  readonly settings: Pick<SettingsStore, 'get'>;
  readonly clock: Clock;
  readonly background: Background;
  readonly claims: AnswerClaims;
  readonly giving: Giving;
  readonly queue: Queue;
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
const COOLDOWN = 3000;

export function createAnswering(options: AnsweringOptions): Answering {
  const { settings, clock, background, claims, giving, queue } = options;
  const cooldown = createCooldown(COOLDOWN);
  const isPast = (at: number) => clock.now() - at > ANSWERABLE;

  function answer(message: Answerable, key: string, earlier: Run['earlier']): void {
    const run = createRun(message, key, earlier);
    if (queue.enter(run, () => claims.settle(key, () => giving.answer(run)))) return;
    background.run('a reply', () => claims.settle(key, () => giving.refuse(run, 'chat.busy')));
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
      const run = createRun(message, key, none);
      const seconds = Math.ceil(pause.waitMs / 1000);
      const refuse = () =>
        pause.firstRefusal ? giving.refuse(run, 'chat.cooldown', { seconds }) : nothing();
      background.run('a reply', () => claims.settle(key, refuse));
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

export const questionPlace = ({ guildId: guild, channelId, id }: Answerable): QuestionPlace => ({
  guildId: guild,
  channelId,
  messageId: id,
});
