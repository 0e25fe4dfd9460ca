import { ChannelType, Events } from 'discord.js';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { INVITE_PERMISSIONS } from '../../../src/discord/invite.ts';
import { channelId, guildId, userId } from '../../../src/ids.ts';
import { silentLog } from '../../../src/log.ts';
import { HOUR, MINUTE } from '../../../src/mood/window.ts';
import { createAlerts } from '../../../src/pipeline/alerts.ts';
import { alertButtonId } from '../../../src/report/alertButtons.ts';
import { onAlertStage } from './stage.ts';

const { stage, grant, moderator, other, raise, alert, latest, press, choose, slowness } = onAlertStage();

async function setSlowness(seconds: number) {
  const channel = await stage().client.channels.fetch(stage().channels.general);
  const known = new Promise((resolve) => stage().client.once(Events.ChannelUpdate, resolve));
  if (channel && 'setRateLimitPerUser' in channel) await channel.setRateLimitPerUser(seconds);
  await known;
}
/** Something happens just before the next act reaches the store. */
function meanwhile(happens: () => Promise<unknown>) {
  const { alerts } = stage();
  const act: typeof alerts.act = alerts.act.bind(alerts);
  vi.spyOn(alerts, 'act').mockImplementationOnce(async (...wish) => {
    await happens();
    return await act(...wish);
  });
}
async function refreshed(ms: number) {
  await stage().clock.advance(ms);
  await stage().alerts.refresh();
  await stage().background.settled();
}

describe('slow mode', () => {
  beforeEach(() => raise());

  it('is set once a time is chosen, said on the card, and undone to what was', async () => {
    await setSlowness(5);
    expect(await press('slow')).toContain('10 s between two messages of one person. For how long?');
    expect(slowness()).toBe(5);
    expect(await choose('slowOpen')).toContain('until someone ends it');
    expect(slowness()).toBe(10);
    expect((await alert()).text).toContain('turned on slow mode: 10 s');
    expect((await alert()).text).toContain('moderators too, unless they have **Bypass Slowmode**');
    await press('unslow');
    expect(slowness()).toBe(5);
    expect((await alert()).text).toContain('undid slow mode');
    expect((await alert()).text).not.toContain('Bypass');
  });

  it('ends by itself after the chosen time, also where the bot was started anew meanwhile and the incident is over', async () => {
    await setSlowness(5);
    await press('slow');
    const until = (stage().clock.now() + 15 * MINUTE) / 1000;
    expect(await choose('slow15')).toContain(`until <t:${until}:f>`);
    expect((await alert()).text).toContain(`turned on slow mode: 10 s until <t:${until}:f>`);
    await refreshed(14 * MINUTE);
    expect(slowness()).toBe(10);
    await stage().alerts.resolve(await latest(), stage().clock.now(), 'calm');
    await stage().background.settled();
    expect((await alert()).text).toContain(`Slow mode is still on: 10 s until <t:${until}:f>`);
    const { client, store, clock, background, deliveries } = stage();
    const anew = createAlerts({ client, store, clock, log: silentLog, background, deliveries });
    await clock.advance(MINUTE);
    await anew.refresh();
    await background.settled();
    expect(slowness()).toBe(5);
    expect((await alert()).text).toContain('The time of slow mode is over');
    expect((await alert()).text).not.toContain('still on');
    expect((await latest()).slowMode).toBeNull();
  });

  it('is refused where other channels joined the incident after the question', async () => {
    await press('slow');
    const asked = (await stage().sees(moderator(), stage().channels.offtopic)).at(-1)!;
    for (const where of ['staff', 'offtopic'] as const) await raise(where);
    const answer = await stage().press(moderator(), asked, alertButtonId('slow15', (await latest()).id));
    expect(answer.text).toContain('about several channels');
    expect(slowness()).toBe(0);
  });

  it('stays on while the bot lacks the right, and ends once it has it', async () => {
    await press('slow');
    await choose('slow60');
    await grant(INVITE_PERMISSIONS);
    await refreshed(61 * MINUTE);
    expect(slowness()).toBe(10);
    expect((await latest()).slowMode).not.toBeNull();
    await grant(INVITE_PERMISSIONS | 16n);
    await refreshed(MINUTE);
    expect(slowness()).toBe(0);
  });

  it('ends too where the channel is not cached, and is over where the channel was deleted', async () => {
    const { client, channels } = stage();
    await press('slow');
    await choose('slow15');
    client.channels.cache.delete(channels.general);
    await refreshed(16 * MINUTE);
    expect(slowness()).toBe(0);
    expect((await latest()).slowMode).toBeNull();
    await press('slow');
    await choose('slow15');
    const channel = await client.channels.fetch(channels.general);
    await channel?.delete();
    await refreshed(16 * MINUTE);
    expect((await latest()).slowMode).toBeNull();
  });

  it('stays on while the server is unavailable, and in a thread while that is archived', async () => {
    const { client, guild, channels, store, clock } = stage();
    await grant(INVITE_PERMISSIONS | 16n | (1n << 34n) | (1n << 35n));
    const parent = client.channels.cache.get(channels.general);
    if (parent?.type !== ChannelType.GuildText) throw new Error('no text channel');
    const thread = await parent.threads.create({ name: 'heated' });
    await thread.setRateLimitPerUser(10);
    const place = { guildId: guildId.parse(guild), channelId: channelId.parse(thread.id) };
    const { evidence } = await latest();
    const { incident } = await store.incidents.open({ ...place, openedAt: clock.now(), evidence });
    await store.incidents.change(
      incident.id,
      incident.revision,
      { slowMode: { before: 0, set: 10, until: clock.now() } },
      { act: 'slow mode', at: clock.now(), by: null },
    );
    const held = async () => (await store.incidents.get(incident.id))?.slowMode;
    const server = client.guilds.cache.get(guild)!;
    server.available = false;
    await refreshed(MINUTE);
    expect(await held()).not.toBeNull();
    server.available = true;
    await thread.setArchived(true);
    client.channels.cache.delete(thread.id);
    await refreshed(MINUTE);
    expect(await held()).not.toBeNull();
    const found = await client.channels.fetch(thread.id);
    if (!found?.isThread()) throw new Error('no thread');
    await found.setArchived(false);
    await refreshed(MINUTE);
    expect([await held(), found.rateLimitPerUser]).toEqual([null, 0]);
  });

  it('is left alone by its end where people changed it meanwhile', async () => {
    await press('slow');
    await choose('slow240');
    await setSlowness(60);
    await refreshed(5 * HOUR);
    expect(slowness()).toBe(60);
    expect((await latest()).slowMode).toBeNull();
  });

  it('is set once where two people choose a time, and is refused once the incident is over', async () => {
    await press('slow');
    await press('slow', other());
    await choose('slow15');
    expect(await choose('slow60', other())).toContain('That has already been done');
    expect((await latest()).history.map(({ act }) => act)).toEqual(['slow mode']);
    await press('unslow');
    await press('slow');
    await stage().alerts.resolve(await latest(), stage().clock.now(), 'calm');
    await stage().background.settled();
    expect(await choose('slow15')).toContain('This incident is over');
    expect(slowness()).toBe(0);
  });

  it('is taken back where the incident ended meanwhile, and nobody is told of a time', async () => {
    await setSlowness(5);
    await press('slow');
    meanwhile(async () => stage().alerts.resolve(await latest(), stage().clock.now(), 'calm'));
    const told = await choose('slow15');
    expect(told).toContain('This incident is over');
    expect(slowness()).toBe(5);
    expect((await latest()).slowMode).toBeNull();
  });

  it('stays as it was stored where somebody else chose a time at the same moment', async () => {
    const until = stage().clock.now() + HOUR;
    await press('slow');
    const by = userId.parse(other());
    const { alerts } = stage();
    const act: typeof alerts.act = alerts.act.bind(alerts);
    const slowMode = { before: 0, set: 10, until };
    meanwhile(async () => act((await latest()).id, { act: 'slow mode', slowMode }, by));
    const told = await choose('slow15');
    expect(told).toContain('That has already been done');
    expect(slowness()).toBe(10);
    expect((await latest()).slowMode).toEqual(slowMode);
    const seen = (await stage().sees(moderator(), stage().channels.offtopic)).map(({ text }) => text);
    expect(seen.join()).not.toContain('has slow mode at 10 s until');
  });

  it('says on an alert that is over that it is still on, and its button ends it', async () => {
    await press('slow');
    await choose('slowOpen');
    await stage().alerts.resolve(await latest(), stage().clock.now() + HOUR, 'silence');
    await stage().background.settled();
    expect((await alert()).text).toContain('Over: nobody wrote for an hour');
    expect((await alert()).text).toContain('Slow mode is still on: 10 s');
    await press('unslow');
    expect(slowness()).toBe(0);
    expect((await alert()).text).not.toContain('still on');
  });

  it('leaves alone what people changed meanwhile', async () => {
    await press('slow');
    await choose('slowOpen');
    await setSlowness(60);
    expect(await press('unslow')).toContain('I left it at 60 s');
    expect(slowness()).toBe(60);
    expect(await press('slow')).toContain('already has slow mode at 60 s');
  });

  it('says which right the bot lacks', async () => {
    await grant(INVITE_PERMISSIONS);
    expect(await press('slow')).toMatch(/I need \*\*Manage Channels\*\* in <#\d+>/);
  });
});
