// A running bot and people in one channel. They write and ask; tests see which verdicts and answers come.
import { expect } from 'vitest';
import { guildId, messageId } from '../../src/ids.ts';
import { DAY, HOUR } from '../../src/mood/window.ts';
import type { Store } from '../../src/store/store.ts';
import { HARBOUR, openStage, type Stage } from '../e2e/stage.ts';
import type { Stream } from 'local-discord/testing';
import { byMind, startMind } from './mind.ts';

const { channels, people, bot } = HARBOUR;

export interface Scene {
  readonly stage: Stage;
  readonly seen: Stream;
  /** For a bot that judges without weights. */
  readonly env: Readonly<Record<string, string>>;
  /** Resolves when the verdict on a message is shown. */
  readonly judged: (id: string) => Promise<unknown>;
  /** Returns the ids. */
  readonly writeMany: (words: string, count: number) => Promise<string[]>;
  readonly ask: () => Promise<{ id: string }>;
  readonly answered: (id: string) => Promise<unknown>;
  readonly answersTo: (id: string) => unknown[];
  readonly close: () => Promise<void>;
}

export async function openScene(): Promise<Scene> {
  const [stage, mind] = await Promise.all([openStage(), startMind()]);
  const seen = await stage.people.watch(people.mira);
  return {
    stage,
    seen,
    env: byMind(mind),
    judged: (id) =>
      seen.next('reactions', ({ message }) => message.id === id && (message.reactions ?? []).length > 0),
    async writeMany(words, count) {
      const ids: string[] = [];
      for (let n = 0; n < count; n += 1) {
        const { id } = await stage.people.post(people.yuki, channels.general, `${words} ${n}`);
        ids.push(id);
      }
      return ids;
    },
    ask: () => stage.people.post(people.tomas, channels.general, `<@${bot}> how are you?`),
    answered: (id) =>
      seen.message(({ author, message_reference: to }) => author.id === bot && to?.message_id === id),
    answersTo: (id) =>
      seen.events.filter(
        (event) =>
          event.type === 'message' &&
          event.message.author.id === bot &&
          event.message.message_reference?.message_id === id,
      ),
    async close() {
      await stage.close();
      await mind.close();
    },
  };
}

/** Switches marks on, so that a test sees the verdicts. */
export async function prepare(store: Store): Promise<void> {
  await store.settings.update(guildId.parse(HARBOUR.guild), (held) => ({ ...held, reactions: true }));
}

/** Expects that each message has its verdict and was counted once. */
export async function expectAll(store: Store, ids: readonly string[]): Promise<void> {
  const statuses = await Promise.all(
    ids.map(async (id) => (await store.messages.get(messageId.parse(id)))?.status),
  );
  expect(statuses).toEqual(ids.map(() => 'judged'));
  const to = Math.ceil(Date.now() / HOUR) * HOUR;
  expect(await store.recount({ from: to - DAY, to }, false)).toEqual([]);
}
