import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../src/log.ts';
import { createBackground } from '../../src/pipeline/background.ts';
import { createTypingSigns, type TypingSigns } from '../../src/pipeline/typing.ts';
import { manualClock, type ManualClock } from '../manualClock.ts';

let clock: ManualClock;
let stopping: AbortController;
let signs: TypingSigns;
let sent: string[];
const background = createBackground(silentLog);

beforeEach(() => {
  clock = manualClock();
  stopping = new AbortController();
  signs = createTypingSigns({ clock, log: silentLog, background, signal: stopping.signal });
  sent = [];
});
afterEach(async () => {
  stopping.abort();
  await background.settled();
});

const show = (channel: string) => signs.show(channel, () => Promise.resolve(sent.push(channel)));

describe('the sign that an answer is coming', () => {
  it('is shown at once, and again before Discord takes it away after ten seconds', async () => {
    show('a');
    expect(sent).toEqual(['a']);
    await clock.advance(9_999);
    expect(sent).toEqual(['a', 'a']);
    await clock.advance(70_000);
    expect(sent).toHaveLength(10);
  });

  it('costs one request in eight seconds, however many wait in a channel', async () => {
    for (let person = 0; person < 8; person += 1) show('a');
    await clock.advance(80_000);
    expect(sent.length).toBeLessThanOrEqual(11);
  });

  it('stays while anybody waits there, and ends with the last', async () => {
    const first = show('a');
    const second = show('a');
    first();
    first();
    await clock.advance(10_000);
    expect(sent).toHaveLength(2);
    second();
    await clock.advance(60_000);
    expect(sent).toHaveLength(2);
    show('a');
    expect(sent).toHaveLength(3);
  });

  it('is given up where Discord refuses it', async () => {
    let tries = 0;
    signs.show('a', () => Promise.reject(new Error(`refused ${(tries += 1)} times`)));
    await clock.advance(60_000);
    expect(tries).toBe(1);
  });

  it('ends when the program stops', async () => {
    show('a');
    await clock.advance(1000);
    stopping.abort();
    await background.settled();
    await clock.advance(60_000);
    expect(sent).toHaveLength(1);
  });
});
