import { HARBOUR, startLocalServer } from 'local-discord';
import { People } from 'local-discord/testing';
import { expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { playDemo } from '../../src/demo/play.ts';
import { ALL_CHANNELS, CALM, CAST, EVENING, OUTAGE, STARS } from '../../src/demo/story.ts';
import { createStoryClock } from '../../src/demo/storyClock.ts';
import { silentLog } from '../../src/log.ts';
import { manualClock } from '../manualClock.ts';
import { playOut } from './paper.ts';

test('the story is of a dozen people in three channels, every name in it exists, and it can be told in half a minute', () => {
  const lines = [...CALM, ...OUTAGE, ...EVENING];
  expect(new Set(lines.map(({ channel }) => channel))).toEqual(new Set(['general', '中文闲聊', 'support']));
  const names = new Set(CAST.map(({ username }) => username));
  expect(names.size).toBeGreaterThanOrEqual(12);
  for (const { by, text, channel } of lines) {
    expect(names).toContain(by);
    expect(ALL_CHANNELS.map(({ name }) => name)).toContain(channel);
    for (const [, name] of text.matchAll(/\{(\w+)\}/g)) expect(names).toContain(name);
    for (const [, name] of text.matchAll(/\{#(\S+?)\}/g))
      expect(ALL_CHANNELS.map((one) => one.name)).toContain(name);
  }
  expect(CALM.every(({ minutesBefore }) => minutesBefore < 26 * 60)).toBe(true);
  expect(OUTAGE.length + EVENING.length).toBeLessThan(50);
});

test('two of its people are moderators, and each leads it in a language of their own', () => {
  for (const [language, name] of Object.entries(STARS)) {
    const star = CAST.find(({ username }) => username === name);
    expect(star?.moderates).toBe(true);
    expect(star?.locale.startsWith(language)).toBe(true);
  }
});

test('it stops at once when it is told to', async () => {
  const server = await startLocalServer();
  const stop = new AbortController();
  const playing = playDemo({
    url: server.url,
    timeZone: 'UTC',
    language: 'en',
    clock: systemClock,
    story: createStoryClock(systemClock, systemClock.now()),
    captions: (name) => ({ en: name }),
    onReady: () => undefined,
    log: silentLog,
    signal: stop.signal,
  });
  stop.abort(new Error('enough'));
  await expect(playing).rejects.toThrow('enough');
  await server.close();
});

test('where it cannot go on it says why and takes its caption away, and the program lives', async () => {
  const server = await startLocalServer();
  const people = new People(server.url);
  const seen = await people.watch(HARBOUR.people.wen);
  await people.caption({ step: 1, of: 5, texts: { en: 'It begins here.' } });
  await seen.next('caption', ({ caption }) => caption !== null);
  const clock = manualClock();
  const story = createStoryClock(clock, clock.now() - 3_600_000);
  const warnings: unknown[] = [];
  // No bot ever comes.
  const playing = playDemo({
    ...{ url: server.url, timeZone: 'UTC', language: 'en', clock, story },
    captions: (name) => ({ en: name }),
    onReady: () => undefined,
    log: { info: () => undefined, warn: (words: unknown) => void warnings.push(words) },
    signal: new AbortController().signal,
  });
  await playOut(clock, playing);
  expect(warnings).toEqual([
    expect.stringMatching(/stopped at \/settings: .+ Run npm run demo again\. The bot runs on\.$/),
  ]);
  await seen.next('caption', ({ caption }) => caption === null);
  expect(story.behind()).toBe(0);
  people.close();
  await server.close();
});
