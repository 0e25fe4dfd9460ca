import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { figuresOf } from '../../src/figures/mood.ts';
import { channelId, guildId, messageId, snowflakeAt, userId } from '../../src/ids.ts';
import type { Label } from '../../src/mood/verdict.ts';
import { HOUR, MINUTE } from '../../src/mood/window.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import type { Store } from '../../src/store/store.ts';

const GUILD = guildId.parse('1');
const CHANNEL = channelId.parse('2');
const ANN = userId.parse('3');
const BEN = userId.parse('4');
const START = Date.UTC(2026, 2, 15, 12);
const NOW = START + 2 * HOUR;
const scope = { guildId: GUILD, channelId: CHANNEL };

let directory: string;
let store: Store;

async function write(at: number, authorId: typeof ANN, label: Label) {
  const id = messageId.parse((BigInt(snowflakeAt(at)) + BigInt(Math.trunc(at % 4000))).toString());
  await store.intake.add([
    { id, guildId: GUILD, channelId: CHANNEL, authorId, createdAt: at, content: label },
  ]);
  const probabilities = { positive: 0.1, neutral: 0.1, negative: 0.1, [label]: 0.8 };
  await store.queue.tag([
    {
      id,
      revision: 1,
      verdict: { label, probabilities, uncertain: false, ...(label === 'negative' && { kind: 'worry' }) },
      model: 'test',
      promptVersion: '1',
      truncated: false,
      judgedAt: at,
    },
  ]);
}

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'figures-'));
  store = openSqliteStore(join(directory, 'store.db'), { storeContent: true });
  // An hour of joy, then an hour of anger.
  for (const n of [0, 1, 2, 3]) await write(START + n * MINUTE, n % 2 ? ANN : BEN, 'positive');
  for (const n of [0, 1, 2]) await write(START + HOUR + n * MINUTE, ANN, 'negative');
});
afterAll(async () => {
  await store.close();
  rmSync(directory, { recursive: true });
});

describe('the figures behind /mood', () => {
  it('count the kinds of negative messages, and never of one person', async () => {
    const window = { from: START, to: START + 2 * HOUR };
    const periods = [
      { kind: 'window', window, previous: window },
      { kind: 'messages', count: 5 },
    ] as const;
    for (const period of periods) {
      const kindsOf = async (author: typeof ANN | null) =>
        (await figuresOf(store, scope, period, author, NOW)).counts.kinds;
      expect(await kindsOf(null)).toMatchObject({ worry: 3 });
      expect(await kindsOf(ANN)).toBeUndefined();
    }
  });

  it('compare a window with the one before it', async () => {
    const window = { from: START + HOUR, to: START + 2 * HOUR };
    const period = { kind: 'window', window, previous: { from: START, to: START + HOUR } } as const;
    const { counts, before, authors } = await figuresOf(store, scope, period, null, NOW);
    expect(counts).toMatchObject({ total: 3, negative: 3 });
    expect(before).toMatchObject({ total: 4, positive: 4 });
    expect(authors).toBe(1);
  });

  it('compare the last messages with as many before them', async () => {
    const { counts, before, authors, window } = await figuresOf(
      store,
      scope,
      { kind: 'messages', count: 4 },
      null,
      NOW,
    );
    expect(counts).toMatchObject({ total: 4, negative: 3, positive: 1 });
    expect(before).toMatchObject({ total: 3, positive: 3 });
    expect(authors).toBe(1);
    expect(window).toEqual({ from: START + 3 * MINUTE, to: START + HOUR + 2 * MINUTE });
  });

  it('hold one person alone where they ask for themselves', async () => {
    const window = { from: START, to: START + 2 * HOUR };
    const previous = { from: START - 2 * HOUR, to: START };
    const whole = { guildId: GUILD, channelId: null };
    const ben = await figuresOf(store, whole, { kind: 'window', window, previous }, BEN, NOW);
    expect(ben.counts).toMatchObject({ total: 2, positive: 2 });
    const recent = await figuresOf(store, whole, { kind: 'messages', count: 10 }, BEN, NOW);
    expect(recent.counts).toEqual(ben.counts);
  });

  it('are all zero where nobody has written', async () => {
    const empty = { guildId: guildId.parse('9'), channelId: null };
    const { counts, before, window } = await figuresOf(
      store,
      empty,
      { kind: 'messages', count: 10 },
      null,
      NOW,
    );
    expect([counts.total, before.total, window]).toEqual([0, 0, null]);
  });
});
