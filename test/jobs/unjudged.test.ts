// Reports of times of which nothing is judged yet.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { channelId, guildId, messageId, snowflakeAt, userId } from '../../src/ids.ts';
import { dailyJob } from '../../src/jobs/daily.ts';
import type { ReportJobOptions } from '../../src/jobs/reportJob.ts';
import { summaryJob } from '../../src/jobs/summary.ts';
import { silentLog } from '../../src/log.ts';
import { HOUR, MINUTE } from '../../src/mood/window.ts';
import { createDailies } from '../../src/pipeline/daily/report.ts';
import { openStage, type Stage } from '../commands/stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
  const reportChannelId = channelId.parse(stage.channels.offtopic);
  await stage.store.settings.update(guildId.parse(stage.guild), (held) => ({ ...held, reportChannelId }));
});
afterEach(() => stage.close());

const options = (): ReportJobOptions => {
  const { client, clock, store, deliveries } = stage;
  return { client, clock, store, deliveries, log: silentLog, judging: { caughtUp: () => Promise.resolve() } };
};
const JOBS = {
  summary: () => summaryJob(options()),
  'daily report': () => dailyJob({ ...options(), dailies: createDailies({ ...options(), writer: null }) }),
};

async function leave(msAgo: number): Promise<void> {
  const { clock, store, channels, people, guild } = stage;
  const createdAt = clock.now() - msAgo;
  await store.intake.add([
    {
      id: messageId.parse(snowflakeAt(createdAt)),
      guildId: guildId.parse(guild),
      channelId: channelId.parse(channels.general),
      authorId: userId.parse(people.ann),
      createdAt,
      content: 'still to be judged',
    },
  ]);
}

async function posted(name: keyof typeof JOBS): Promise<string[]> {
  const { clock, guild, people, channels } = stage;
  const signal = new AbortController().signal;
  await JOBS[name]().run({ guildId: guildId.parse(guild), dueAt: clock.now(), signal });
  const seen = await stage.sees(people.ann, channels.offtopic);
  return seen.filter(({ author }) => author.bot).map(({ text }) => text);
}

it.each([
  ['summary', 20 * MINUTE],
  ['daily report', 20 * HOUR],
] as const)('the %s is posted where messages wait, and says how many', async (name, msAgo) => {
  await leave(msAgo);
  const [text, ...more] = await posted(name);
  expect(text).toContain('Of 1 message, 1 not judged yet');
  expect(more).toEqual([]);
});

it.each(['summary', 'daily report'] as const)(
  'the %s of a time without a message is not posted',
  async (name) => {
    expect(await posted(name)).toEqual([]);
  },
);
