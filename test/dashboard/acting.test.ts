// What the incident inbox of the mood view does beyond decisions: slow mode and threads, each with the rights of the moment.
import { OverwriteType, PermissionFlagsBits as P } from 'discord.js';
import { beforeEach, describe, expect, it } from 'vitest';
import { INVITE_PERMISSIONS } from '../../src/discord/invite.ts';
import { REMEDY_PERMISSIONS } from '../../src/discord/remedies.ts';
import { channelId, guildId } from '../../src/ids.ts';
import { HOUR, MINUTE } from '../../src/mood/window.ts';
import { calmWeek, outage, stage } from '../pipeline/alerts/rig.ts';
import { actOn, grant, next, person } from './pressing.ts';
import { mood, useMood } from './rig.ts';

/** May set slow mode and open threads. */
let lead: string;

useMood();
beforeEach(async () => {
  await grant(INVITE_PERMISSIONS | REMEDY_PERMISSIONS);
  lead = await person(P.ModerateMembers | P.ManageChannels);
  await calmWeek();
  await outage();
});
const incident = async () => (await stage.store.incidents.recent(guildId.parse(stage.guild), 1))[0]!;
const row = async (as: string) => (await mood.view(as)).inbox!.incidents[0]!;
const offered = async (as: string) => (await row(as)).acts.map(({ act }) => act);
const act = async (as: string, name: string) => actOn((await incident()).id, as, name);
async function slowness() {
  const channel = await stage.client.channels.fetch(stage.channels.general, { force: true });
  return channel && 'rateLimitPerUser' in channel ? channel.rateLimitPerUser : null;
}

describe('slow mode from the mood view', () => {
  it('asks for how long, says until when, and is undone', async () => {
    const { acts } = await row(lead);
    expect(acts.find((one) => one.act === 'slow')!.asks!.times.map((time) => time.label)).toEqual([
      '15 min',
      '1 h',
      '4 h',
      'Until someone ends it',
    ]);
    const done = await act(lead, 'slow60');
    expect(done).toMatchObject({
      status: 200,
      told: expect.stringContaining('#general has slow mode') as string,
    });
    expect(await slowness()).toBe(10);
    expect((await incident()).slowMode).toMatchObject({ set: 10, until: stage.clock.now() + HOUR });
    const { slow } = await row(lead);
    expect(slow).toMatch(/#general has slow mode at 10 s until Mon 5 Jan, 13:\d\d/);
    expect(await act(lead, 'slow15')).toMatchObject({ status: 409, error: 'That has already been done.' });
    expect(await offered(lead)).toContain('unslow');
    expect((await act(lead, 'unslow')).status).toBe(200);
    expect(await slowness()).toBe(0);
    expect((await row(lead)).slow).toBe('');
  });

  it('is refused where another channel joined the incident after the look', async () => {
    expect(await offered(lead)).toContain('slow');
    const { id, guildId: guild, evidence } = await incident();
    const other = await stage.store.incidents.open({
      guildId: guild,
      channelId: channelId.parse(stage.channels.offtopic),
      openedAt: stage.clock.now(),
      evidence,
    });
    const { id: second, revision } = other.incident;
    const joined = { act: 'joined', at: stage.clock.now(), by: null } as const;
    await stage.store.incidents.change(second, revision, { leadId: id }, joined);
    for (const one of [id, second]) {
      expect(await actOn(one, lead, 'slow15')).toMatchObject({
        status: 409,
        error: expect.stringContaining('several channels') as string,
      });
    }
    expect(await slowness()).toBe(0);
  });

  it('ends by itself at its end', async () => {
    await act(lead, 'slow15');
    await stage.clock.advance(15 * MINUTE);
    await stage.alerts.refresh();
    expect(await slowness()).toBe(0);
  });

  it('is neither offered to nor done for those who may not manage the channel at that moment', async () => {
    const watcher = await person(P.ModerateMembers);
    const acts = ['ack', 'assign', 'snooze', 'snoozeDay', 'false', 'thread', 'why'];
    expect(await offered(watcher)).toEqual(acts);
    expect((await act(watcher, 'slow60')).status).toBe(403);
    // The right is taken between the look and the press.
    expect(await offered(lead)).toContain('slow');
    const { guilds } = await stage.acting.state();
    const held = guilds.find(({ id }) => id === stage.guild)!.members.find(({ user }) => user.id === lead)!;
    await stage.acting.takeRole(stage.guild, lead, held.roles.at(-1)!);
    expect((await act(lead, 'slow60')).status).toBe(403);
    expect((await act(lead, 'ack')).status).toBe(403);
    expect(await slowness()).toBe(0);
  });

  it('is not offered where the bot lacks the right, and says which', async () => {
    await grant(INVITE_PERMISSIONS);
    expect(await offered(lead)).toEqual(['ack', 'assign', 'snooze', 'snoozeDay', 'false', 'why']);
    const refused = await act(lead, 'slow60');
    expect(refused).toMatchObject({
      status: 409,
      error: expect.stringContaining('Manage Channels') as string,
    });
  });
});

describe('a thread from the mood view', () => {
  it('opens on the alert once, and is linked then', async () => {
    expect((await row(lead)).thread).toBeNull();
    const { shortId, messageId } = { shortId: (await row(lead)).name, ...(await incident()) };
    const thread = { name: `Incident ${shortId} · general`, link: `/#${messageId}` };
    const told = { status: 200, told: `Discuss it here: #${thread.name}`, link: thread.link };
    expect(await act(lead, 'thread')).toEqual(told);
    expect((await incident()).history.at(-1)).toMatchObject({ act: 'thread', by: lead });
    expect(await row(lead)).toMatchObject({ thread });
    expect(await offered(lead)).not.toContain('thread');
    const threads = (await stage.acting.state()).guilds.flatMap(({ channels }) =>
      channels.filter((channel) => 'thread_metadata' in channel),
    );
    expect(threads.map(({ name }) => name)).toEqual([expect.stringContaining('general')]);
    expect(await act(lead, 'thread')).toEqual(told);
  });

  it('is offered again once the bot has forgotten it, as it does with old ones, and is found then', async () => {
    const first = await act(lead, 'thread');
    await stage.background.settled();
    // What Discord tells of the thread itself has come before this.
    await grant(INVITE_PERMISSIONS | REMEDY_PERMISSIONS | P.Connect);
    const { messageId } = await incident();
    stage.client.channels.cache.delete(messageId!);
    stage.client.guilds.cache.get(stage.guild)!.channels.cache.delete(messageId!);
    expect((await row(lead)).thread).toBeNull();
    expect(await offered(lead)).toContain('thread');
    expect(await act(lead, 'thread')).toEqual(first);
    expect((await row(lead)).thread).toMatchObject({ link: first.link });
  });

  it('needs the right in the channel of the alert', async () => {
    await grant(P.Administrator);
    const channel = await stage.client.channels.fetch(stage.channels.offtopic);
    if (!channel || channel.isDMBased() || channel.isThread()) throw new Error('no channel');
    const changed = next('channelUpdate');
    await channel.permissionOverwrites.create(
      lead,
      { CreatePublicThreads: false },
      { type: OverwriteType.Member },
    );
    await changed;
    expect(await offered(lead)).not.toContain('thread');
    expect((await act(lead, 'thread')).status).toBe(403);
  });
});
