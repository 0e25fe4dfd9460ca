import { beforeEach, describe, expect, it } from 'vitest';
import type { Control } from '../../src/demo/control.ts';
import { createSeen, type Seen } from '../../src/demo/seen.ts';
import type { Stage } from '../../src/demo/stage.ts';
import type { Line } from '../../src/demo/story.ts';
import { createTelling, type Telling } from '../../src/demo/telling.ts';
import { manualClock, type ManualClock } from '../manualClock.ts';
import { paperFeed, type PaperFeed } from './paper.ts';

const PACE_MS = 1_000;
const lines: Line[] = ['one', 'two', 'three', 'four', 'five'].map((text) => ({
  channel: 'c',
  by: 'a',
  text,
}));

let clock: ManualClock;
let seen: Seen;
let said: Parameters<Control['say']>[0][];
let skipped: number[];
let feed: PaperFeed;
let telling: Telling;

/** Moves on until nothing happens any more without a verdict. */
const pass = async (ms = 10 * PACE_MS) => {
  for (let at = 0; at < ms; at += PACE_MS) await clock.advance(PACE_MS);
};

const judge = async (n: number) => {
  seen.note({ type: 'tag', tag: { channelId: 'c', messageId: String(n) } });
  feed.wake();
  await pass();
};

beforeEach(() => {
  clock = manualClock();
  seen = createSeen('bot');
  said = [];
  skipped = [];
  feed = paperFeed(clock);
  telling = createTelling({
    control: {
      say: (message: Parameters<Control['say']>[0]) => Promise.resolve(String(said.push(message))),
    } as Control,
    stage: { channelId: (name: string) => `#${name}`, userId: (name: string) => `@${name}` } as Stage,
    feed,
    seen,
    clock,
    story: { skip: (ms: number) => skipped.push(ms) },
    signal: new AbortController().signal,
  });
});

describe('the people of the story', () => {
  it('write no faster than the bot judges: two messages may wait for their verdict', async () => {
    const telt = telling.tell(lines, { paceMs: PACE_MS, skipMs: (n) => n });
    await pass();
    expect(said.map(({ content }) => content)).toEqual(['one', 'two', 'three']);
    await judge(1);
    expect(said).toHaveLength(4);
    await judge(2);
    await judge(3);
    await telt;
    expect(said).toHaveLength(5);
    expect(skipped).toEqual([1, 2, 3, 4, 5]);
  });

  it('write one after the other, a pause apart, where judging keeps up', async () => {
    const telt = telling.tell(lines.slice(0, 2), { paceMs: PACE_MS, skipMs: () => 0 });
    await clock.advance(PACE_MS - 1);
    expect(said).toHaveLength(1);
    await clock.advance(1);
    expect(said).toHaveLength(2);
    await pass();
    await telt;
  });

  it('go on after a while when no verdict comes at all', async () => {
    const telt = telling.tell(lines, { paceMs: PACE_MS, skipMs: () => 0 });
    await pass(600_000);
    await telt;
    expect(said).toHaveLength(5);
    const judged = telling.judged();
    await pass(100_000);
    expect(await judged).toBe(false);
  });

  it('answer and mention each other, and can have written in the past', async () => {
    await telling.say({ channel: 'c', by: 'a', text: 'hi {b}, see {#d}' }, Date.UTC(2026, 0, 1));
    await telling.say({ channel: 'c', by: 'b', text: 'yes', answers: 1 });
    expect(said).toEqual([
      { channelId: '#c', authorId: '@a', content: 'hi <@@b>, see <##d>', at: '2026-01-01T00:00:00.000Z' },
      { channelId: '#c', authorId: '@b', content: 'yes', replyTo: '1' },
    ]);
  });
});
