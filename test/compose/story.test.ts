// The demo at the press of a button, beside a person's own local server: nothing of theirs is touched.
import { readdirSync } from 'node:fs';
import { HARBOUR } from 'local-discord';
import { People } from 'local-discord/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { createStory } from '../../src/compose/story.ts';
import { parseConfig } from '../../src/config.ts';
import { guildId } from '../../src/ids.ts';
import { silentLog } from '../../src/log.ts';
import { openStoryRig, type StoryRig } from './storyRig.ts';

const STORY_MS = 240_000;
const { people: ids, channels } = HARBOUR;
const GUILD = guildId.parse(HARBOUR.guild);

describe('the story beside the own server', () => {
  let rig: StoryRig;
  beforeAll(async () => {
    rig = await openStoryRig(silentLog);
  });
  afterAll(() => rig.close());

  const press = () => fetch(`${rig.url}/story/`, { method: 'POST' });
  const ask = (locale = 'en-GB') =>
    fetch(`${rig.url}/story/`, { redirect: 'manual', headers: { 'accept-language': locale } });
  /** Its page, as the waiting page finds it: by asking again. */
  async function page(): Promise<string> {
    for (;;) {
      const answer = await ask();
      const address = answer.headers.get('location');
      if (address !== null) return new URL(address, rig.url).origin;
      expect([answer.status, answer.headers.get('refresh')]).toEqual([503, '1']);
      await systemClock.wait(20);
    }
  }
  const folders = () => readdirSync(rig.temporary).filter((name) => name.startsWith('barometer-demo-'));
  const ownMessages = async () =>
    (await Promise.all(Object.values(channels).map((channel) => rig.people.read(ids.mira, channel)))).flat();

  it('leads to the own page while none is played', async () => {
    expect((await ask()).headers.get('location')).toBe('/');
  });

  it(
    'is told to its end by a bot of its own, and the own server has no message, verdict or setting of it',
    async () => {
      const { settings, queue, incidents } = rig.copy.store;
      const before = await settings.get(GUILD);
      const messages = await ownMessages();
      expect((await press()).status).toBe(202);
      const waiting = await ask('zh-TW');
      expect(await waiting.text()).toBe('正在準備故事，馬上會在這裡開啟。');
      const url = await page();
      expect(url).not.toBe(rig.url);

      const people = new People(url);
      const seen = await people.watch(ids.mira);
      for (const step of [1, 2, 3, 4, 5]) await seen.next('caption', ({ caption }) => caption?.step === step);
      await seen.next('caption', ({ caption }) => caption?.texts['en'].includes('topics') ?? false);
      const { bot } = await people.state();
      const mention = () => people.post(ids.mira, channels.general, `<@${bot.id}> how are you?`);
      await people.answerTo(mention, ({ channel_id }) => channel_id === channels.general);
      people.close();

      expect(await ownMessages()).toEqual(messages);
      expect(await queue.countPending()).toBe(0);
      expect(await incidents.recent(GUILD, 1)).toEqual([]);
      expect(await settings.get(GUILD)).toEqual(before);
    },
    STORY_MS,
  );

  it('is played from its start at another press, and the one before is gone', async () => {
    await press();
    const first = await page();
    const before = new People(first);
    const seen = await before.watch(ids.mira);
    await seen.next('caption', ({ caption }) => caption?.step === 2);
    await press();
    const second = await page();
    expect(second).not.toBe(first);
    await expect(fetch(`${first}/control/state`)).rejects.toThrow();
    expect(folders()).toHaveLength(1);
    before.close();
    const people = new People(second);
    const again = await people.watch(ids.mira);
    const { caption } = await again.next('caption');
    expect(caption?.step).toBe(1);
    people.close();
  });

  it('ends once nobody looks at it, and leaves nothing behind', async () => {
    await press();
    const url = await page();
    const people = new People(url);
    const seen = await people.watch(ids.wen);
    await seen.next('caption', ({ caption }) => caption?.step === 1);
    people.close();
    await expect.poll(folders, { timeout: 30_000 }).toEqual([]);
    await expect(fetch(`${url}/control/state`)).rejects.toThrow();
    expect((await ask()).headers.get('location')).toBe('/');
  });

  it('is stopped with the bot, also while it is being set up', async () => {
    await press();
    await rig.story.close();
    expect(folders()).toEqual([]);
    expect((await ask()).headers.get('location')).toBe('/');
  });
});

it('a story that cannot be played says why', async () => {
  const brain = Promise.reject(new Error('the weights are gone'));
  const own = createStory({
    ...{ brain, log: silentLog, clock: systemClock },
    config: parseConfig({}),
  });
  const story = (init?: RequestInit) => own.mounts['/story']!(new Request('http://127.0.0.1/story/', init));
  await story({ method: 'POST' });
  await expect.poll(async () => (await story()).status).toBe(500);
  expect(await (await story()).text()).toBe(
    'The story could not be played (the weights are gone). Press the button again.',
  );
  await own.close();
});
