import { ChannelType, Events } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { channelId, guildId, messageId } from '../../src/ids.ts';
import { expireJob } from '../../src/jobs/expire.ts';
import { summaryJob } from '../../src/jobs/summary.ts';
import { silentLog } from '../../src/log.ts';
import { DAY, HOUR, MINUTE } from '../../src/mood/window.ts';
import type { Judging } from '../../src/pipeline/judging.ts';
import { openStage, type Stage } from '../commands/stage.ts';
import { say as sayOn } from './talk.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
  await settle({});
});
afterEach(() => stage.close());

const idle: Judging = {
  wake: () => {},
  caughtUp: () => Promise.resolve(),
  stats: () => ({ judged: 0, perMinute: 0, waitsFor: null }),
  stop: () => Promise.resolve(),
};

async function settle(more: object) {
  const guild = guildId.parse(stage.guild);
  const settings = await stage.store.settings.get(guild);
  await stage.store.settings.update(guild, () => ({
    ...settings,
    reportChannelId: channelId.parse(stage.channels.offtopic),
    ...more,
  }));
}

function run(dueAt = stage.clock.now(), store = stage.store) {
  const { client, clock, deliveries } = stage;
  const job = summaryJob({ client, store, clock, judging: idle, deliveries, log: silentLog });
  return job.run({ guildId: guildId.parse(stage.guild), dueAt, signal: new AbortController().signal });
}

const posts = async () =>
  (await stage.sees(stage.people.ann, stage.channels.offtopic)).filter(({ author }) => author.bot);
const latest = () => stage.store.reports.latest(guildId.parse(stage.guild), 'summary');

async function someMessages(minutesAgo = 30) {
  const { channels, people } = stage;
  await stage.tell(channels.general, people.ann, 'positive', minutesAgo);
  await stage.tell(channels.general, people.ben, 'negative', minutesAgo - 1);
  await stage.tell(channels.general, people.ann, 'neutral', minutesAgo - 2);
  await stage.tell(channels.general, people.lin, 'negative', minutesAgo - 3);
}

describe('the hourly summary', () => {
  it('posts the last full hour in the report channel, and remembers that it did', async () => {
    await someMessages();
    expect(await run()).toEqual({ kind: 'done' });
    const [post] = await posts();
    const report = await latest();
    expect(report?.window).toEqual({ from: stage.clock.now() - HOUR, to: stage.clock.now() });
    expect(report?.messageId).toBe(post?.id);
    expect(post?.text).toContain('50');
  });

  it('posts a window once, however often it runs', async () => {
    await someMessages();
    await run();
    await run();
    await stage.clock.advance(20 * MINUTE);
    await run();
    expect(await posts()).toHaveLength(1);
  });

  it('finishes the post of a run that died after its claim, without a second one', async () => {
    await someMessages();
    const { store, clock } = stage;
    const settle = () => Promise.reject(new Error('killed between posting and settling'));
    expect(await run(clock.now(), { ...store, claims: { ...store.claims, settle } })).toMatchObject({
      kind: 'retry',
      reason: 'killed between posting and settling',
    });
    expect(await posts()).toHaveLength(1);
    await clock.advance(10 * MINUTE);
    await run();
    const [sent, ...more] = await posts();
    expect(more).toEqual([]);
    expect((await latest())?.messageId).toBe(sent?.id);
  });

  it('says in words what it may not embed, and is found again so after a crash', async () => {
    await someMessages();
    const channel = await stage.client.channels.fetch(stage.channels.offtopic);
    if (channel?.type !== ChannelType.GuildText) throw new Error('no channel');
    const changed = new Promise((resolve) => stage.client.once(Events.ChannelUpdate, resolve));
    await channel.permissionOverwrites.set([
      { id: stage.client.user.id, deny: ['EmbedLinks', 'AttachFiles'] },
    ]);
    await changed;
    const { store, clock } = stage;
    const settle = () => Promise.reject(new Error('killed between posting and settling'));
    expect(await run(clock.now(), { ...store, claims: { ...store.claims, settle } })).toMatchObject({
      kind: 'retry',
      reason: 'killed between posting and settling',
    });
    await clock.advance(10 * MINUTE);
    expect(await run()).toEqual({ kind: 'done' });
    const [post, ...more] = await posts();
    expect(more).toEqual([]);
    expect(post?.embeds).toEqual([]);
    expect(post?.content).toContain('50');
    expect((await latest())?.messageId).toBe(post?.id);
  });

  it('is written down for the webhooks of the server, once, with its facts', async () => {
    await someMessages();
    const hook = { id: 'a1', form: 'json', to: 'http://127.0.0.1:9/x', secret: null, events: 'all' };
    const deaf = { ...hook, id: 'b2', events: 'alerts' };
    await settle({ webhooks: [hook, deaf] });
    await run();
    await run();
    const waiting = await stage.store.deliveries.take(stage.clock.now(), stage.clock.now() + HOUR, 9);
    const key = `summary:${stage.guild}:${stage.clock.now() - HOUR}/a1`;
    expect(waiting.map((one) => one.key)).toEqual([key]);
    const facts = { total: 4, positive: 1, neutral: 1, negative: 2, ratio: 0.5 };
    expect(JSON.parse(waiting[0]!.letter)).toMatchObject({ facts, guild: { name: 'Harbour' } });
  });

  it('quotes no message whose verdict a moderator corrected, and counts it as it was judged', async () => {
    const { people, channels, store } = stage;
    const say = (who: string, text: string, minutesAgo: number) =>
      sayOn(stage, who, channels.general, text, 'negative', minutesAgo);
    const first = await say(people.ann, 'the login fails again', 30);
    const third = await say(people.lin, 'servers lag all evening', 28);
    await store.corrections.set(first, 1, 'neutral');
    await run();
    const text = (await posts())[0]?.text ?? '';
    expect(text).not.toContain('login fails');
    expect(text).toContain('100% negative');
    expect(text).toContain(third);
    expect(text).toContain('servers lag');
  });

  it('catches up on missed windows, oldest first, and says that they are late', async () => {
    await someMessages(90);
    await run(stage.clock.now() - HOUR);
    await stage.clock.advance(3 * HOUR);
    for (const ago of [30, 90])
      await stage.tell(stage.channels.general, stage.people.ann, 'neutral', ago - 180);
    await run();
    const keys = (await posts()).map(({ text }) => /<t:(\d+):t>/.exec(text)?.[1]);
    expect(keys).toEqual([...keys].sort());
    expect(keys.length).toBeGreaterThan(1);
    expect((await posts())[1]?.text).toMatch(/late/i);
  });

  it('passes over a quiet hour without posting it', async () => {
    await run();
    expect(await posts()).toEqual([]);
    expect(await latest()).toMatchObject({ settledAt: stage.clock.now(), messageId: null, reason: null });
  });

  it('leaves nothing of what people said in the store, and is forgotten by its age', async () => {
    await someMessages();
    await run();
    const held = Object.keys((await latest())!).toSorted();
    expect(held).toEqual(['createdAt', 'guildId', 'kind', 'messageId', 'reason', 'settledAt', 'window']);
    const { store, clock } = stage;
    const expire = expireJob({ store, clock, retentionDays: 30, historyDays: 730 });
    const kept: boolean[] = [];
    for (const days of [729, 2]) {
      await clock.advance(days * DAY);
      await expire.run({ guildId: null, dueAt: clock.now(), signal: new AbortController().signal });
      kept.push((await latest()) !== null);
    }
    expect(kept).toEqual([true, false]);
  });

  it('does nothing when it is off', async () => {
    await someMessages();
    await settle({ summarySchedule: 'off' });
    await run();
    expect(await latest()).toBeNull();
  });

  it('asks to be retried, naming the mend, when the report channel is gone', async () => {
    await someMessages();
    await settle({ reportChannelId: channelId.parse('1') });
    expect(await run()).toMatchObject({
      kind: 'retry',
      reason: expect.stringContaining('/settings reports') as string,
    });
    expect(messageId.safeParse((await latest())?.messageId).success).toBe(false);
  });
});
