import { describe, expect, it } from 'vitest';
import { createClosing } from '../../src/compose/closing.ts';
import { silentLog } from '../../src/log.ts';
import { manualClock } from '../manualClock.ts';

describe('closing', () => {
  it('goes in the reverse order of opening, once', async () => {
    const closing = createClosing(silentLog, manualClock());
    const order: string[] = [];
    for (const what of ['lock', 'store', 'bot']) closing.add(what, () => order.push(what));
    expect(await Promise.all([closing.all(), closing.all()])).toEqual([true, true]);
    expect(order).toEqual(['bot', 'store', 'lock']);
  });

  it('closes the rest when one fails, and says that not all went well', async () => {
    const closing = createClosing(silentLog, manualClock());
    let released = false;
    closing.add('the lock', () => (released = true));
    closing.add('the store', () => Promise.reject(new Error('gone')));
    expect(await closing.all()).toBe(false);
    expect(released).toBe(true);
  });

  it('leaves behind what does not close in its time', async () => {
    const clock = manualClock();
    const closing = createClosing(silentLog, clock);
    let released = false;
    closing.add('the lock', () => (released = true));
    closing.add('the model', () => new Promise(() => undefined), 3000);
    const all = closing.all();
    await clock.advance(2999);
    expect(released).toBe(false);
    await clock.advance(1);
    expect(await all).toBe(true);
    expect(released).toBe(true);
  });
});
