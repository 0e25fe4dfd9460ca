// Reports after a change of their schedule, or of whether they are posted at all.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { guildId } from '../../src/ids.ts';
import { dailyJob } from '../../src/jobs/daily.ts';
import type { Job } from '../../src/jobs/job.ts';
import { summaryJob } from '../../src/jobs/summary.ts';
import { silentLog } from '../../src/log.ts';
import { DAY, HOUR, MINUTE } from '../../src/mood/window.ts';
import { openStage, type Stage } from '../commands/stage.ts';
import { say } from './talk.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
  await mod('reports', { channel: stage.channels.offtopic });
});
afterEach(() => stage.close());

const guild = () => guildId.parse(stage.guild);
const mod = (command: string, options: Record<string, string | boolean>) =>
  stage.ask(stage.people.mod, stage.channels.general, `settings ${command}`, options);

const parts = () => {
  const { client, store, clock, deliveries } = stage;
  const judging = { caughtUp: () => Promise.resolve() };
  return { client, store, clock, deliveries, judging, log: silentLog };
};
const summary = () => summaryJob(parts());
const daily = () => dailyJob({ ...parts(), dailies: stage.context.dailies });
const run = (job: Job) =>
  job.run({ guildId: guild(), dueAt: stage.clock.now(), signal: new AbortController().signal });

const posts = async () =>
  (await stage.sees(stage.people.ann, stage.channels.offtopic)).filter(({ author }) => author.bot);

describe('after a change of its schedule the', () => {
  it('summary comes once, from where the last one ended, and is not late', async () => {
    const { general, offtopic } = stage.channels;
    await say(stage, stage.people.ann, general, 'hello', 'neutral', 30);
    await run(summary());
    await stage.clock.advance(40 * MINUTE);
    await mod('summary', { schedule: '1 minute' });
    await say(stage, stage.people.ann, general, 'hello', 'neutral', 20);
    await stage.clock.advance(MINUTE);
    await run(summary());
    expect(await posts()).toHaveLength(2);
    expect((await stage.store.reports.latest(guild(), 'summary'))?.window).toMatchObject({
      from: stage.clock.now() - 41 * MINUTE,
    });
    // A pause that people wanted is not caught up either: by the schedule, then by the channel.
    for (const [off, on] of [
      [() => mod('summary', { schedule: 'off' }), () => mod('summary', { schedule: '0 * * * *' })],
      [() => mod('reports', { off: true }), () => mod('reports', { channel: offtopic })],
    ] as const) {
      await off();
      await stage.clock.advance(3 * DAY);
      await on();
      await stage.clock.advance(HOUR - (stage.clock.now() % HOUR));
      await say(stage, stage.people.ann, general, 'hello', 'neutral', 10);
      const before = (await posts()).length;
      await run(summary());
      expect(await posts()).toHaveLength(before + 1);
    }
    for (const { text } of await posts()) expect(text).not.toContain('Late');
  });

  it('daily report comes once for each day that was not reported, leaves out no day, and is not late', async () => {
    await mod('quiet', { post: 'line' });
    await mod('daily', { time: '8:00' });
    await run(daily());
    // The day was over when the time was changed, and its report had not come yet.
    await stage.clock.advance(19 * HOUR);
    await mod('daily', { time: '00:30' });
    await stage.clock.advance(17.5 * HOUR);
    await run(daily());
    expect(await posts()).toHaveLength(3);
    await mod('daily', { time: 'off' });
    await stage.clock.advance(4 * DAY);
    await mod('daily', { time: '00:30' });
    await stage.clock.advance(DAY);
    await run(daily());
    expect(await posts()).toHaveLength(4);
    for (const { text } of await posts()) expect(text).not.toContain('Late');
  });
});
