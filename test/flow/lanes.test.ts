import { describe, expect, it } from 'vitest';
import { createLanes } from '../../src/flow/lanes.ts';

describe('lanes', () => {
  it('do one thing after the other in a lane, whatever fails, and lanes do not wait for each other', async () => {
    const lanes = createLanes();
    const order: string[] = [];
    let finish = () => {};
    const first = lanes.enter('a', () => new Promise<void>((resolve) => (finish = resolve)), 9);
    const failing = lanes.enter('a', () => Promise.reject(new Error('broken')), 9);
    const last = lanes.enter('a', () => Promise.resolve(order.push('a')), 9);
    await lanes.enter('b', () => Promise.resolve(order.push('b')), 9);
    finish();
    await first;
    await expect(failing).rejects.toThrow('broken');
    await last;
    expect(order).toEqual(['b', 'a']);
  });

  it('refuse what is too much, and take again when there is room', async () => {
    const lanes = createLanes();
    let finish = () => {};
    const first = lanes.enter('a', () => new Promise<void>((resolve) => (finish = resolve)), 1);
    expect(lanes.enter('b', () => Promise.resolve(), 1)).toBeNull();
    expect(lanes.enter('a', () => Promise.resolve(), 2)).not.toBeNull();
    await new Promise((resolve) => setImmediate(resolve));
    finish();
    await first;
    await new Promise((resolve) => setImmediate(resolve));
    expect(lanes.enter('b', () => Promise.resolve(), 1)).not.toBeNull();
  });
});
