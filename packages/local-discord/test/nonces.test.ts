// A message is a repetition if author, channel and nonce are the same, within a few minutes.
import { describe, expect, it } from 'vitest';
import { manualClock } from '../src/testing/index.ts';
import type { Post } from '../src/world/entities.ts';
import { Nonces } from '../src/world/nonces.ts';

const post = (id: string) => ({ message: { id }, reactions: [] }) as unknown as Post;
const nonce = { authorId: '1', channelId: '2', nonce: 'n' };

describe('a nonce', () => {
  it('finds what was sent with it, for five minutes', async () => {
    const clock = manualClock();
    const nonces = new Nonces(clock);
    const first = post('10');
    nonces.remember(nonce, first);
    await clock.advance(5 * 60_000 - 1);
    expect(nonces.find(nonce)).toBe(first);
    await clock.advance(1);
    expect(nonces.find(nonce)).toBeUndefined();
  });

  it('is its author’s and its channel’s own', () => {
    const nonces = new Nonces(manualClock());
    nonces.remember(nonce, post('10'));
    expect(nonces.find({ ...nonce, authorId: '3' })).toBeUndefined();
    expect(nonces.find({ ...nonce, channelId: '3' })).toBeUndefined();
  });
});
