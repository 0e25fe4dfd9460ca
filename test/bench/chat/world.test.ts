// The server that the bench talks on is what its conversations ask about.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorld, type World } from '../../../bench/chat/world.ts';
import { moodOf } from '../../../src/mood/mood.ts';
import { DAY, HOUR } from '../../../src/mood/window.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const countsIn = (channelId: string, from: number, to: number) =>
  world.store.buckets
    .byChannel(world.guildId, { from, to })
    .then((rows) => rows.find((row) => row.channelId === channelId)!.counts);

it('has enough messages in each of its four channels, today and yesterday, to tell the mood', async () => {
  expect(world.channels).toHaveLength(4);
  const now = world.clock.now();
  for (const { id, name } of world.channels) {
    for (const from of [now - 2 * DAY, now - DAY]) {
      const counts = await countsIn(id, from, from + DAY);
      expect(counts.total, name).toBeGreaterThan(30);
      expect(moodOf(counts), name).not.toBeNull();
    }
  }
});

it('has one incident, which is over: the evening before, in one channel', async () => {
  const { store, guildId, channels, clock } = world;
  const [incident, ...others] = await store.incidents.recent(guildId, 10);
  expect(others).toEqual([]);
  expect(channels.find(({ id }) => id === incident!.channelId)?.name).toBe('開團');
  expect(incident!.state).toBe('resolved');
  expect(clock.now() - incident!.openedAt).toBeGreaterThan(DAY);
  expect(clock.now() - incident!.openedAt).toBeLessThan(DAY + 4 * HOUR);
  expect(incident!.evidence.negative).toBeGreaterThan(incident!.evidence.interval[1]);
});

it('is the same each time', async () => {
  const again = await openWorld();
  const window = { from: again.clock.now() - 2 * DAY, to: again.clock.now() };
  const scope = { guildId: world.guildId, channelId: null };
  expect(await again.store.buckets.counts(scope, window)).toEqual(
    await world.store.buckets.counts(scope, window),
  );
  await again.close();
});
