import { beforeEach, expect, it } from 'vitest';
import { RehearsalError, type Answer, type Control } from '../../src/demo/control.ts';
import { showReport } from '../../src/demo/morning.ts';
import type { Scene } from '../../src/demo/scene.ts';
import { createSeen } from '../../src/demo/seen.ts';
import type { Stage } from '../../src/demo/stage.ts';
import { CHANNELS } from '../../src/demo/story.ts';
import { createStoryClock } from '../../src/demo/storyClock.ts';
import { manualClock, type ManualClock } from '../manualClock.ts';
import { paperFeed, playOut } from './paper.ts';

const HOUR = 3_600_000;
const REPORT = '5';

let clock: ManualClock;
let warnings: string[];
let captions: unknown[];
let asked: number;

/** The bot posts the report once it answers. `answer`: what comes of the n-th try, from 1. */
async function play(answer: (asked: number) => Answer['outcome']): Promise<void> {
  const seen = createSeen('bot');
  const feed = paperFeed(clock);
  const report = { id: REPORT, channel_id: CHANNELS.reports, author: { id: 'bot' }, embeds: [{}] };
  const control = {
    caption: (caption: unknown) => Promise.resolve(void captions.push(caption)),
    async run() {
      asked += 1;
      const outcome = answer(asked);
      if (outcome === 'failed') return Promise.resolve({ outcome, interactionId: 'x' });
      seen.note({ type: 'message', message: report as never });
      return Promise.resolve({ outcome, interactionId: 'x' });
    },
  } as Partial<Control> as Control;
  const scene = {
    ...{ control, feed, seen, clock, helper: 'wen', star: 'mira' },
    story: createStoryClock(clock, clock.now() - HOUR),
    stage: { channelId: (name: string) => name } as Stage,
    captions: () => ({ en: 'x' }),
    log: { info: () => undefined, warn: (words: string) => void warnings.push(words) },
    signal: new AbortController().signal,
  } as Partial<Scene> as Scene;
  await playOut(clock, showReport(scene, 'UTC'));
  expect(scene.story.behind()).toBe(0);
}

beforeEach(() => {
  clock = manualClock();
  warnings = [];
  captions = [];
  asked = 0;
});

it('the time of the daily report is set again where the bot was too busy to answer', async () => {
  await play((n) => (n < 3 ? 'failed' : 'message'));
  expect(asked).toBe(3);
  expect(warnings).toEqual([]);
  expect(captions.at(-1)).toMatchObject({ show: { channelId: CHANNELS.reports, messageId: REPORT } });
});

it.each([
  ['the bot never answers', (): Answer['outcome'] => 'failed', /\/settings daily: the bot did not answer/],
  [
    'whoever watches took the right to ask for it away',
    (): never => {
      throw new RehearsalError('POST /control/commands', 'Missing Permissions');
    },
    /Missing Permissions/,
  ],
])('the story ends without a daily report where %s, and says so at once', async (_, answer, words) => {
  const begun = clock.now();
  await play(answer);
  expect(warnings[0]).toMatch(words);
  expect(captions.at(-1)).toMatchObject({ show: { channelId: CHANNELS.reports } });
  expect(clock.now() - begun).toBeLessThan(60_000);
});
