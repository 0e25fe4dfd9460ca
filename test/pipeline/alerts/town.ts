// A channel with a watcher and its own store, without Discord. Incidents are stored but not posted.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Written } from '../../../bench/spike/generator.ts';
import type { Clock } from '../../../src/clock.ts';
import { channelId, guildId, messageId, snowflakeAt, userId, type MessageId } from '../../../src/ids.ts';
import type { ReplayMessage } from '../../../src/mood/replay.ts';
import { DAY } from '../../../src/mood/window.ts';
import { createStates } from '../../../src/pipeline/alerts/states.ts';
import { createWatcher, type Watcher } from '../../../src/pipeline/watcher.ts';
import { StoreFullError } from '../../../src/store/errors.ts';
import type { Store, StoredMessage } from '../../../src/store/store.ts';

export const START = 20_000 * DAY;
export const guild = guildId.parse('11');
/** Where the watcher watches: each test opens its store and moves its time (milliseconds since 1970). */
export const town = { now: 0 } as { store: Store; now: number; directory: string };

export async function openTown(): Promise<void> {
  town.directory = await mkdtemp(join(tmpdir(), 'watcher-'));
}

export const closeTown = () => rm(town.directory, { recursive: true });

const always = (): boolean => true;

/** What begins without memory, as after a restart; incidents are kept in the store and shown nowhere. */
export function begin(
  { mayRaise = always, mayResolve = always, odd = '' } = {},
  states = createStates(),
): Watcher {
  const clock: Clock = { now: () => town.now, wait: () => Promise.resolve() };
  return createWatcher({
    store: town.store,
    clock,
    states,
    alerts: {
      async raise({ guildId, channelId, createdAt }, evidence) {
        if (channelId === odd) throw new Error(`channel ${odd} is odd`);
        if (!mayRaise()) throw new StoreFullError('a disk', null);
        const { incident, fresh } = await town.store.incidents.open({
          guildId,
          channelId,
          openedAt: createdAt,
          evidence,
        });
        if (!fresh) await town.store.incidents.update(incident.id, evidence);
      },
      async resolve({ id, revision }, at) {
        if (!mayResolve()) throw new StoreFullError('a disk', null);
        const ended = { state: 'resolved', resolvedAt: at } as const;
        await town.store.incidents.change(id, revision, ended, { act: 'resolved', at, by: null });
      },
    },
  });
}

type Said = Omit<Written, 'weight'> & Pick<ReplayMessage, 'channel'> & { readonly weight?: number };

/** As the judging loop hands it over. */
export async function see(watcher: Watcher, id: MessageId): Promise<void> {
  const message = await town.store.messages.get(id);
  await watcher.see(message!, message!.verdict!);
}

/** Stores a judged message. */
export async function keep({ at, channel, author, label, weight = 1 }: Said, n: number): Promise<MessageId> {
  const id = messageId.parse((BigInt(snowflakeAt(at)) + BigInt(n)).toString());
  const message = { id, guildId: guild, channelId: channelId.parse(channel), createdAt: at, content: label };
  await town.store.intake.add([{ ...message, authorId: userId.parse(author.replace('author-', '9')) }]);
  // The probability that weighs so much.
  const sure = label === 'negative' ? 0.5 + weight / 4 : 1;
  const probabilities = { positive: 0, neutral: 1 - sure, negative: 0, [label]: sure };
  const verdict = { label, probabilities, uncertain: false };
  await town.store.queue.tag([
    { id, revision: 1, verdict, model: 't', promptVersion: '1', truncated: false, judgedAt: at },
  ]);
  return id;
}

/** A calm day, then as many negative messages in a few seconds, all judged; resolves with these. */
export async function wave(channel: string, angry: number): Promise<StoredMessage[]> {
  const day = Array.from({ length: 48 }, (_, n) => ({
    at: START + (n * DAY) / 48,
    label: 'neutral' as const,
  }));
  const end = Array.from({ length: angry }, (_, n) => ({
    at: START + DAY + n * 1000,
    label: 'negative' as const,
  }));
  let ids: MessageId[] = [];
  for (const [n, said] of [...day, ...end].entries()) {
    ids = [...ids, await keep({ ...said, channel, author: `author-${n % 7}` }, Number(channel) + n)];
    town.now = said.at;
  }
  const kept = await Promise.all(ids.slice(-angry).map((id) => town.store.messages.get(id)));
  return kept.filter((message) => message !== null);
}

/** Says other words, and judges them. */
export async function rewrite({ id, revision, createdAt }: StoredMessage, label: 'negative' | 'neutral') {
  await town.store.intake.edit(id, `${label} after all`);
  const probabilities = { positive: 0, neutral: 0, negative: 0, [label]: 1 };
  const verdict = { label, probabilities, uncertain: false };
  const judged = { model: 't', promptVersion: '1', truncated: false, judgedAt: createdAt };
  await town.store.queue.tag([{ id, revision: revision + 1, verdict, ...judged }]);
}
