// The watcher against the pure replay of the same messages, with the program ending wherever it likes.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { messages, randomFrom, type Written } from '../../bench/spike/generator.ts';
import type { Clock } from '../../src/clock.ts';
import { channelId, guildId, messageId, snowflakeAt, userId, type MessageId } from '../../src/ids.ts';
import { replay, type ReplayMessage } from '../../src/mood/replay.ts';
import { DAY, HOUR } from '../../src/mood/window.ts';
import { createStates } from '../../src/pipeline/alerts/states.ts';
import { createWatcher, type Watcher } from '../../src/pipeline/watcher.ts';
import { StoreFullError } from '../../src/store/errors.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import type { Store, StoredMessage } from '../../src/store/store.ts';

const START = 20_000 * DAY;
const guild = guildId.parse('11');
let directory: string;
let store: Store;
let now: number;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'watcher-'));
});
afterEach(() => rm(directory, { recursive: true }));

const always = (): boolean => true;

/** What begins without memory, as after a restart; incidents are kept in the store and shown nowhere. */
function begin({ mayRaise = always, mayResolve = always, odd = '' } = {}, states = createStates()): Watcher {
  const clock: Clock = { now: () => now, wait: () => Promise.resolve() };
  return createWatcher({
    store,
    clock,
    states,
    alerts: {
      async raise({ guildId, channelId, createdAt }, evidence) {
        if (channelId === odd) throw new Error(`channel ${odd} is odd`);
        if (!mayRaise()) throw new StoreFullError('a disk', null);
        const { incident, fresh } = await store.incidents.open({
          guildId,
          channelId,
          openedAt: createdAt,
          evidence,
        });
        if (!fresh) await store.incidents.update(incident.id, evidence);
      },
      async resolve({ id, revision }, at) {
        if (!mayResolve()) throw new StoreFullError('a disk', null);
        const ended = { state: 'resolved', resolvedAt: at } as const;
        await store.incidents.change(id, revision, ended, { act: 'resolved', at, by: null });
      },
    },
  });
}

type Said = Omit<Written, 'weight'> & Pick<ReplayMessage, 'channel'>;

/** As the judging loop hands it over. */
async function see(watcher: Watcher, id: MessageId): Promise<void> {
  const message = await store.messages.get(id);
  await watcher.see(message!, message!.verdict!);
}

/** Stores a judged message. */
async function keep({ at, channel, author, label }: Said, n: number): Promise<MessageId> {
  const id = messageId.parse((BigInt(snowflakeAt(at)) + BigInt(n)).toString());
  const message = { id, guildId: guild, channelId: channelId.parse(channel), createdAt: at, content: label };
  await store.intake.add([{ ...message, authorId: userId.parse(author.replace('author-', '9')) }]);
  const probabilities = { positive: 0, neutral: 0, negative: 0, [label]: 1 };
  const verdict = { label, probabilities, uncertain: false };
  await store.queue.tag([
    { id, revision: 1, verdict, model: 't', promptVersion: '1', truncated: false, judgedAt: at },
  ]);
  return id;
}

/** A calm day, then as many negative messages in a few seconds, all judged; resolves with these. */
async function wave(channel: string, angry: number): Promise<StoredMessage[]> {
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
    now = said.at;
  }
  const kept = await Promise.all(ids.slice(-angry).map((id) => store.messages.get(id)));
  return kept.filter((message) => message !== null);
}

/** Two channels over a day and a half; the mood of the first turns for some hours. */
const chat = (seed: number): (Written & ReplayMessage)[] =>
  (['77', '78'] as const)
    .flatMap((channel, i) => {
      const random = randomFrom(seed + i);
      const calm = { rate: 12, mean: 0.12, rho: 0.016 };
      const turned = [
        ...messages(calm, START, START + 26 * HOUR, random),
        ...messages(
          { ...calm, rate: 30, mean: i === 0 ? 0.8 : 0.12 },
          START + 26 * HOUR,
          START + 29 * HOUR,
          random,
        ),
        ...messages(calm, START + 29 * HOUR, START + 36 * HOUR, random),
      ];
      return turned.map((message) => ({ ...message, channel }));
    })
    .sort((a, b) => a.at - b.at);

/** Before which message the program ends: often while the mood is turned. */
const ending = fc.oneof(fc.nat(1000), fc.integer({ min: 620, max: 860 }));

describe('the watcher', () => {
  it('raises what a replay of the stored history gives, wherever the program ended or missed a verdict', async () => {
    let raised = 0;
    const moments = fc.array(ending, { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.nat(1000), moments, moments, async (seed, ends, misses) => {
        store = openSqliteStore(join(directory, `${seed}-${ends.join('-')}-${raised}.sqlite`), {
          storeContent: false,
        });
        let watcher = begin();
        const all = chat(seed);
        for (const [n, message] of all.entries()) {
          now = message.at;
          if (ends.includes(n)) watcher = begin();
          await watcher.settle();
          const stored = await store.messages.get(await keep(message, n));
          if (misses.includes(n)) watcher.forget([stored!]);
          else await watcher.see(stored!, stored!.verdict!);
        }
        const kept = await store.incidents.recent(guild, 100);
        await store.close();
        const lives = (
          some: readonly { openedAt: number; resolvedAt: number | null }[],
          of: (one: number) => string,
        ) => some.map(({ openedAt, resolvedAt }, i) => [of(i), openedAt, resolvedAt]).sort();
        const wanted = replay(all, { sensitivity: 'normal' });
        expect(lives(kept, (i) => kept[i]!.channelId)).toEqual(lives(wanted, (i) => wanted[i]!.channel));
        raised += kept.length;
      }),
      { numRuns: 12 },
    );
    expect(raised).toBeGreaterThan(4);
  });

  it('raises what could not be raised, though other messages of the channel are seen before it tries again', async () => {
    store = openSqliteStore(join(directory, 'away.sqlite'), { storeContent: false });
    let isAway = true;
    const watcher = begin({ mayRaise: () => !isAway });
    const angry = await wave('77', 14);
    const seen = await Promise.allSettled(angry.map((message) => watcher.see(message, message.verdict!)));
    expect(seen.map(({ status }) => status)).toContain('rejected');
    watcher.forget(angry);
    isAway = false;
    now += 1000;
    const calm = await keep({ at: now, channel: '77', author: 'author-1', label: 'neutral' }, 0);
    await see(watcher, calm);
    expect(await store.incidents.allOpen()).toEqual([]);
    await watcher.settle();
    expect(await store.incidents.allOpen()).toHaveLength(1);
    await store.close();
  });

  it('raises what was not seen in every channel, though it cannot raise it in one', async () => {
    store = openSqliteStore(join(directory, 'odd.sqlite'), { storeContent: false });
    const watcher = begin({ odd: '77' });
    const angry = [...(await wave('77', 14)), ...(await wave('78', 14))];
    watcher.forget(angry);
    await expect(watcher.settle()).rejects.toThrow('channel 77 is odd');
    expect((await store.incidents.allOpen()).map(({ channelId }) => channelId)).toEqual(['78']);
    await store.close();
  });

  it('counts verdicts once that were stored when it looked at the channel anew, and are seen after that', async () => {
    const raised = async (angry: number, looksAnew: boolean) => {
      store = openSqliteStore(join(directory, `${angry}-${looksAnew}.sqlite`), { storeContent: false });
      const watcher = begin();
      const said = await wave('77', angry);
      if (looksAnew) watcher.forget(said.slice(0, 1));
      await watcher.settle();
      for (const message of said) await watcher.see(message, message.verdict!);
      const { length } = await store.incidents.allOpen();
      await store.close();
      return length;
    };
    for (const angry of [4, 8]) expect(await raised(angry, true)).toBe(await raised(angry, false));
  });

  it('ends an incident in the end, though its end could not be stored at first', async () => {
    store = openSqliteStore(join(directory, 'full.sqlite'), { storeContent: false });
    let isFull = true;
    const watcher = begin({ mayResolve: () => !isFull });
    for (const [n, message] of chat(3).entries()) {
      now = message.at;
      const stored = await store.messages.get(await keep(message, n));
      await watcher.see(stored!, stored!.verdict!).catch(() => undefined);
    }
    now += 12 * HOUR;
    await expect(watcher.settle()).rejects.toThrow(StoreFullError);
    expect(await store.incidents.allOpen()).toHaveLength(1);
    isFull = false;
    await watcher.settle();
    expect(await store.incidents.allOpen()).toEqual([]);
    await store.close();
  });

  /** Says other words, and judges them. */
  async function rewrite({ id, revision, createdAt }: StoredMessage, label: 'negative' | 'neutral') {
    await store.intake.edit(id, `${label} after all`);
    const probabilities = { positive: 0, neutral: 0, negative: 0, [label]: 1 };
    const verdict = { label, probabilities, uncertain: false };
    const judged = { model: 't', promptVersion: '1', truncated: false, judgedAt: createdAt };
    await store.queue.tag([{ id, revision: revision + 1, verdict, ...judged }]);
  }

  it('counts a message that was edited before its first verdict', async () => {
    store = openSqliteStore(join(directory, 'edited.sqlite'), { storeContent: true });
    const watcher = begin();
    const calm = await wave('77', 1);
    await see(watcher, calm[0]!.id);
    const angry: MessageId[] = [];
    for (let n = 0; n < 14; n += 1) {
      now += 1000;
      const id = messageId.parse((BigInt(snowflakeAt(now)) + BigInt(n)).toString());
      const place = { guildId: guild, channelId: channelId.parse('77'), createdAt: now };
      await store.intake.add([{ id, ...place, authorId: userId.parse(`9${n % 5}`), content: 'at first' }]);
      await rewrite((await store.messages.get(id))!, 'negative');
      angry.push(id);
    }
    for (const id of angry) await see(watcher, id);
    expect(await store.incidents.allOpen()).toHaveLength(1);
    await store.close();
  });

  it('counts an edited message once, by what it says now', async () => {
    store = openSqliteStore(join(directory, 'again.sqlite'), { storeContent: true });
    const watcher = begin();
    const angry = await wave('77', 7);
    for (const { id } of angry) await see(watcher, id);
    for (const message of angry.slice(0, 6)) {
      await rewrite(message, 'negative');
      await see(watcher, message.id);
    }
    expect(await store.incidents.allOpen()).toEqual([]);
    for (const message of angry.slice(0, 6)) {
      await rewrite((await store.messages.get(message.id))!, 'neutral');
      await see(watcher, message.id);
    }
    for (const message of await wave('77', 6)) await see(watcher, message.id);
    expect(await store.incidents.allOpen()).toEqual([]);
    await store.close();
  });

  it('ends an incident that opened with the first message after a start, and of which nothing more is heard', async () => {
    store = openSqliteStore(join(directory, 'started.sqlite'), { storeContent: false });
    let watcher = begin();
    for (const { id } of await wave('77', 14)) {
      watcher = begin();
      await see(watcher, id);
      if ((await store.incidents.allOpen()).length > 0) break;
    }
    expect(await store.incidents.allOpen()).toHaveLength(1);
    now += 2 * HOUR;
    await watcher.settle();
    expect(await store.incidents.allOpen()).toEqual([]);
    await store.close();
  });

  it('forgets channels that are idle, of many the oldest, and what it forgot changes nothing', async () => {
    store = openSqliteStore(join(directory, 'idle.sqlite'), { storeContent: false });
    const states = createStates(2);
    const watcher = begin({}, states);
    for (const channel of ['77', '78', '79']) {
      const [last] = await wave(channel, 1);
      await see(watcher, last!.id);
    }
    expect(states.size()).toBe(2);
    expect(states.get(channelId.parse('77'))).toBeUndefined();
    now += 3 * HOUR;
    await watcher.settle();
    expect(states.size()).toBe(0);
    await store.close();
  });
});
