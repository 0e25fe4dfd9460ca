// Reports that Discord refuses: they are posted in a plainer form or given up, and later reports still come.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { INVITE_PERMISSIONS } from '../../src/discord/invite.ts';
import { channelId, guildId } from '../../src/ids.ts';
import { cloudJob } from '../../src/jobs/cloud.ts';
import { dailyJob } from '../../src/jobs/daily.ts';
import type { Job } from '../../src/jobs/job.ts';
import { summaryJob } from '../../src/jobs/summary.ts';
import { silentLog } from '../../src/log.ts';
import type { Label } from '../../src/mood/verdict.ts';
import { DAY, HOUR, MINUTE } from '../../src/mood/window.ts';
import { createDailies } from '../../src/pipeline/daily/report.ts';
import { createPainter, type Painter } from '../../src/report/charts/painter.ts';
import type { ReportKind } from '../../src/store/store.ts';
import { openStage, type Stage } from '../commands/stage.ts';
import { say as sayOn } from './talk.ts';

let stage: Stage;
let painter: Painter;
beforeAll(() => {
  painter = createPainter({ log: silentLog, clock: systemClock });
});
afterAll(() => painter.close());
beforeEach(async () => {
  stage = await openStage();
  await settle({
    summarySchedule: '1 hour',
    dailySchedule: '0 9 * * *',
    cloudSchedule: '0 * * * *',
    reportChannelId: channelId.parse(stage.channels.offtopic),
    webhooks: [{ id: 'a1', form: 'json', to: 'http://127.0.0.1:9/x', secret: null, events: 'all' }],
  });
});
afterEach(() => stage.close());

const guild = () => guildId.parse(stage.guild);

async function settle(more: object) {
  await stage.store.settings.update(guild(), (held) => ({ ...held, ...more }));
}

const say = (who: string, content: string, label: Label, minutesAgo: number) =>
  sayOn(stage, who, stage.channels.general, content, label, minutesAgo);

/** Three people about one thing. */
async function outage(minutesAgo: number, apart = 1) {
  const { ann, ben, lin } = stage.people;
  await say(ann, 'the launcher crash again after patch, refund 服务器', 'negative', minutesAgo);
  await say(ben, 'same launcher crash here, bad patch, refund 服务器', 'negative', minutesAgo - apart);
  await say(lin, 'launcher crash, patch broken, refund now', 'negative', minutesAgo - 2 * apart);
}

function jobOf(kind: ReportKind): Job {
  const { client, store, clock, deliveries } = stage;
  const judging = { caughtUp: () => Promise.resolve() };
  const options = { client, store, clock, deliveries, judging, log: silentLog };
  if (kind === 'summary') return summaryJob({ ...options, painter });
  if (kind === 'cloud') return cloudJob({ ...options, painter });
  const dailies = createDailies({ client, store, clock, log: silentLog, writer: null, painter });
  return dailyJob({ ...options, dailies });
}

const run = (kind: ReportKind) =>
  jobOf(kind).run({ guildId: guild(), dueAt: stage.clock.now(), signal: new AbortController().signal });
const posts = async () =>
  (await stage.sees(stage.people.ann, stage.channels.offtopic)).filter(({ author }) => author.bot);
const latest = (kind: ReportKind) => stage.store.reports.latest(guild(), kind);
const letters = () => stage.store.deliveries.take(stage.clock.now(), stage.clock.now() + 1, 99);
const mute = (right: bigint) => stage.acting.setBotPermissions(stage.guild, INVITE_PERMISSIONS & ~right);

const SEND_MESSAGES = 2048n;
const QUOTE = 'launcher crash again after';
const LINK = 'https://discord.com/channels/';

describe('a report that Discord refuses for its content', () => {
  it.each([
    ['summary', 30, 1],
    ['daily', 15 * 60, 60],
  ] as const)('comes without quotes, without links, then as bare figures: %s', async (kind, ago, apart) => {
    await outage(ago, apart);
    const forms: string[] = [];
    const pictures: boolean[] = [];
    for (const texts of [[], [QUOTE], [QUOTE, LINK], [QUOTE, LINK, `<#${stage.channels.general}>`]]) {
      await stage.acting.filter({ texts });
      await stage.store.reports.prune(Infinity);
      await stage.store.claims.prune(Infinity);
      expect(await run(kind)).toEqual({ kind: 'done' });
      const post = (await posts()).at(-1)!;
      expect((await latest(kind))?.messageId).toBe(post.id);
      forms.push(post.text);
      pictures.push(post.embeds.some(({ image }) => image !== undefined));
    }
    const holds = (text: string) => forms.map((form) => form.includes(text));
    expect(holds(QUOTE)).toEqual([true, false, false, false]);
    expect(holds(LINK)).toEqual([true, true, false, false]);
    expect(holds('launcher')).toEqual([true, true, true, false]);
    // A machine under load may fail to draw one in time.
    expect(pictures.slice(0, 3)).toContain(true);
    expect(pictures[3]).toBe(false);
    expect(holds('100%')).toEqual([true, true, true, true]);
  });

  it('shows a word cloud as a picture alone where its words are refused as text', async () => {
    await outage(30);
    await stage.acting.filter({ texts: ['launcher'] });
    expect(await run('cloud')).toEqual({ kind: 'done' });
    const [post] = await posts();
    expect(post?.embeds[0]?.image?.description).toMatch(/^Word cloud of \d+ words$/);
    expect(post?.attachments).toEqual([]);
  });

  it.each(['summary', 'daily', 'cloud'] as const)(
    'is given up where every form is refused, once, and the next comes: %s',
    async (kind) => {
      await outage(kind === 'daily' ? 15 * 60 : 30);
      await stage.acting.filter({ texts: ['UTC'] }); // in every footer
      expect(await run(kind)).toEqual({ kind: 'done' });
      expect(await run(kind)).toEqual({ kind: 'done' });
      expect(await posts()).toEqual([]);
      const [report, ...more] = await stage.store.reports.givenUp(guild(), 0, 9);
      expect(more).toEqual([]);
      expect(report).toMatchObject({ kind, settledAt: stage.clock.now(), messageId: null });
      expect(report?.reason).toContain('filter');
      expect((await stage.store.claims.unsettled()).map(({ key }) => key)).toEqual([]);

      await stage.acting.filter({ texts: [] });
      await stage.clock.advance({ summary: HOUR, daily: DAY, cloud: 2 * DAY }[kind]);
      await outage(kind === 'daily' ? 15 * 60 : 30);
      expect(await run(kind)).toEqual({ kind: 'done' });
      expect(await posts()).toHaveLength(1);
      expect((await latest(kind))?.messageId).toBe((await posts())[0]?.id);
    },
  );

  it('is named by /status with the reason, for those who manage the server', async () => {
    await outage(30);
    await stage.acting.filter({ texts: ['UTC'] });
    await run('summary');
    await stage.acting.filter({ texts: [] });
    const ask = () => stage.ask(stage.people.mod, stage.channels.general, 'status');
    expect((await ask()).text).toMatch(/Reports not posted.*Summary of <t:\d+:f>, gave up .*content filter/);
    await stage.clock.advance(8 * DAY);
    expect((await ask()).text).not.toContain('Reports not posted');
  });

  it('is told to other places all the same, whole and once', async () => {
    await outage(30);
    await stage.acting.filter({ texts: ['UTC'] });
    await run('summary');
    await run('summary');
    const [letter, ...more] = await letters();
    expect(more).toEqual([]);
    expect(letter?.letter).toContain(QUOTE);
  });

  it('does not take a fuller form that stands for a plainer one', async () => {
    await outage(30);
    const { store } = stage;
    await stage.acting.filter({ texts: [QUOTE] });
    // The plainer form stands, and the run dies before it knows.
    const settle = () => Promise.reject(new Error('killed'));
    const dying = { ...store, claims: { ...store.claims, settle } };
    const judging = { caughtUp: () => Promise.resolve() };
    const job = summaryJob({ ...stage, store: dying, judging, log: silentLog });
    const order = { guildId: guild(), dueAt: stage.clock.now(), signal: new AbortController().signal };
    expect(await job.run(order)).toMatchObject({ kind: 'retry', reason: 'killed' });
    expect(await run('summary')).toEqual({ kind: 'done' });
    const [post, ...more] = await posts();
    expect(more).toEqual([]);
    expect(post?.text).not.toContain(QUOTE);
    expect((await latest('summary'))?.messageId).toBe(post?.id);
  });
});

describe('a report that Discord cannot take now', () => {
  it('is told to other places at once, once, and posted when it can be', async () => {
    await outage(30);
    await mute(SEND_MESSAGES);
    for (let tries = 0; tries < 2; tries += 1) {
      expect(await run('summary')).toMatchObject({
        kind: 'retry',
        reason: expect.stringContaining('the summary could not be posted') as string,
      });
    }
    expect(await letters()).toHaveLength(1);
    await mute(0n);
    expect(await run('summary')).toEqual({ kind: 'done' });
    expect(await posts()).toHaveLength(1);
    await stage.clock.advance(MINUTE);
    expect(await letters()).toHaveLength(1);
  });

  it('is told to other places where its channel is gone, without the words of other channels', async () => {
    await outage(30);
    await settle({ reportChannelId: channelId.parse('1') });
    for (let tries = 0; tries < 2; tries += 1) {
      expect(await run('summary')).toMatchObject({
        kind: 'retry',
        reason: expect.stringContaining('/settings reports') as string,
      });
    }
    const [letter, ...more] = await letters();
    expect(more).toEqual([]);
    expect(letter?.letter).not.toContain('launcher');
  });

  it('does not keep the later ones from coming, whatever ails it', async () => {
    await outage(30);
    // A code that is not about content, for the first window alone.
    await stage.acting.filter({ texts: ['11:00–12:00'], code: 40_333 });
    expect(await run('summary')).toMatchObject({ kind: 'retry' });
    for (let hours = 0; hours < 3; hours += 1) {
      await stage.clock.advance(HOUR);
      await outage(30);
      await run('summary');
    }
    expect(await posts()).toHaveLength(3);
    expect(await stage.store.reports.waiting(guild(), 'summary')).toEqual([]);
    const [report, ...more] = await stage.store.reports.givenUp(guild(), 0, 9);
    expect(more).toEqual([]);
    expect(report?.reason).toContain('newer reports');
  });

  it('comes out in order once it can', async () => {
    await mute(SEND_MESSAGES);
    for (let hours = 0; hours < 2; hours += 1) {
      await outage(30);
      await run('summary');
      await stage.clock.advance(HOUR);
    }
    await mute(0n);
    expect(await run('summary')).toEqual({ kind: 'done' });
    const hours = (await posts()).map(({ embeds }) => /\d\d:00–\d\d:00/.exec(JSON.stringify(embeds))?.[0]);
    expect(hours).toEqual(['11:00–12:00', '12:00–13:00']);
  });
});
