import type { GuildTextBasedChannel } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../src/mood/window.ts';
import { ownPost, postOnce, type Post } from '../../src/pipeline/postOnce.ts';
import { openStage, type Stage } from '../commands/stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

const KEY = 'summary:1:2';

function post(more: Partial<Post> = {}): Post {
  const channel = stage.client.channels.cache.get(stage.channels.general) as GuildTextBasedChannel;
  return {
    key: KEY,
    send: (nonce) => channel.send({ embeds: [{ footer: { text: KEY } }], nonce, enforceNonce: true }),
    find: (since) => ownPost(channel, KEY, since),
    ...more,
  };
}

const once = (more?: Partial<Post>, shift = 0) =>
  postOnce(stage.store.claims, { ...stage.clock, now: () => stage.clock.now() + shift }, post(more));

const posts = async () =>
  (await stage.sees(stage.people.ann, stage.channels.general)).filter(({ author }) => author.bot);

/** Posts, and dies before it knows. */
async function dieAfterPosting(): Promise<void> {
  const dying = async (nonce: string) => {
    await post().send(nonce);
    throw new Error('killed');
  };
  await expect(once({ send: dying })).rejects.toThrow('killed');
}

describe('posting once', () => {
  it('answers with the same post whoever asks again', async () => {
    const first = await once();
    expect(await once()).toBe(first);
    expect(await posts()).toHaveLength(1);
  });

  it.each([
    ['soon after', 30_000],
    ['when Discord has forgotten the nonce', 2 * HOUR],
    ['after the clock was set back', -3 * HOUR],
  ])('finds what a run that died had posted, %s', async (_when, later) => {
    await dieAfterPosting();
    const calls: string[] = [];
    const asked = { ...post() };
    const found = await once(
      {
        find: (since) => {
          calls.push('find');
          return asked.find(since);
        },
        send: (nonce) => {
          calls.push('send');
          return asked.send(nonce);
        },
      },
      later,
    );
    expect((await posts()).map(({ id }) => id)).toEqual([found]);
    // Within the two minutes the nonce does it; else the channel is asked, and nothing is sent at all.
    expect(calls).toEqual(later >= 0 && later < 2 * MINUTE ? ['send'] : ['find']);
  });

  it('finds it below everything that people wrote since', async () => {
    await dieAfterPosting();
    for (let n = 0; n < 110; n += 1) {
      await stage.acting.post(stage.people.ann, stage.channels.general, `message ${n}`);
    }
    const sent: string[] = [];
    const send = (nonce: string) => {
      sent.push(nonce);
      return post().send(nonce);
    };
    expect(await once({ send }, 2 * HOUR)).not.toBeNull();
    expect(sent).toEqual([]);
  });
});
