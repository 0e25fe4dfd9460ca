import { Events } from 'discord.js';
import { beforeEach, describe, expect, it } from 'vitest';
import { INVITE_PERMISSIONS } from '../../../src/discord/invite.ts';
import { guildId, roleId, userId } from '../../../src/ids.ts';
import { silentLog } from '../../../src/log.ts';
import { HOUR, MINUTE } from '../../../src/mood/window.ts';
import { createAlerts } from '../../../src/pipeline/alerts.ts';
import { onAlertStage } from './stage.ts';

const { stage, grant, moderator, other, raise, alerts, latest, press } = onAlertStage();

const guild = () => guildId.parse(stage().guild);
const ask = (path: string, options = {}, who = moderator()) =>
  stage().ask(who, stage().channels.general, path, options);
async function refreshed(ms: number) {
  await stage().clock.advance(ms);
  await stage().alerts.refresh();
  await stage().background.settled();
}
const calls = async () => (await alerts()).slice(1).map(({ content }) => content);

describe('an alert that nobody takes up', () => {
  beforeEach(async () => {
    const secondCall = { roleId: roleId.parse('88'), afterMinutes: 15 };
    await stage().store.settings.update(guild(), (held) => ({ ...held, secondCall }));
  });

  it('calls the second role once, also where the bot was started anew meanwhile', async () => {
    await raise();
    await refreshed(14 * MINUTE);
    expect(await calls()).toEqual([]);
    await stage().clock.advance(MINUTE);
    const { client, store, clock, background, deliveries } = stage();
    const anew = () => createAlerts({ client, store, clock, log: silentLog, background, deliveries });
    for (let n = 0; n < 3; n += 1) {
      await anew().refresh();
      await background.settled();
    }
    await refreshed(10 * MINUTE);
    const [first, call, ...more] = await alerts();
    expect(more).toEqual([]);
    expect(call?.content).toMatch(/^<@&88> Nobody has taken this up for 15 min\. ⚠️ <#\d+>: 18 of 40/);
    expect(call?.message_reference?.message_id).toBe(first?.id);
    expect(first?.text).toContain('Nobody took it up, so <@&88> was mentioned');
    expect((await latest()).state).toBe('open');
  });

  it.each(['ack', 'snooze', 'thread'] as const)('does not after "%s" was pressed', async (button) => {
    await raise();
    await press(button);
    await refreshed(2 * HOUR);
    expect((await latest()).history.map(({ act }) => act)).not.toContain('escalated');
  });

  it('does not once it is over, nor after a false alarm', async () => {
    await raise();
    await stage().alerts.act(
      (await latest()).id,
      { act: 'false alarm', reason: '' },
      userId.parse(moderator()),
    );
    await raise('staff');
    await stage().alerts.resolve(await latest('staff'), stage().clock.now(), 'calm');
    await refreshed(HOUR);
    expect((await alerts()).filter(({ content }) => content.includes('<@&88>'))).toEqual([]);
  });

  it('waits for the end of quiet hours', async () => {
    // It is noon.
    await stage().store.settings.update(guild(), (held) => ({ ...held, quietHours: { from: 700, to: 780 } }));
    await raise();
    await refreshed(50 * MINUTE);
    expect(await calls()).toEqual([]);
    await refreshed(11 * MINUTE);
    // Not the minutes that are set: the time since it opened.
    expect(await calls()).toEqual([
      expect.stringMatching(/^<@&88> Nobody has taken this up for 1 h 1 min\./),
    ]);
  });

  it('is chosen with /settings second-role, and only a role whose members are notified', async () => {
    const { acting, people } = stage();
    const { roles } = (await acting.state()).guilds.find(({ id }) => id === stage().guild)!;
    const member = roles.find(({ name, managed }) => name !== '@everyone' && !managed)!.id;
    const set = async (options: Record<string, string | number | boolean>) =>
      (await ask('settings second-role', options, people.owner)).content;
    expect(await set({ off: true })).toContain('<@&88> after 15 min → nobody');
    expect(await set({ minutes: 5 })).toContain('Choose the role');
    expect(await set({ role: stage().guild })).toContain("@everyone can't be the role");
    expect(await set({ role: member })).toContain("I can't mention");
    const granted = new Promise((resolve) => stage().client.once(Events.GuildRoleUpdate, resolve));
    await grant(INVITE_PERMISSIONS | (1n << 17n));
    await granted.catch(() => undefined);
    expect(await set({ role: member })).toContain(`nobody → <@&${member}> after 15 min`);
    expect(await set({ minutes: 5 })).toContain(`after 15 min → <@&${member}> after 5 min`);
  });
});

describe('/alerts assign', () => {
  beforeEach(() => raise());
  const assign = async (member: string, who = moderator(), incident?: string) =>
    (await ask('alerts assign', { incident: incident ?? (await latest()).id, member }, who)).content;

  it('asks a moderator once, says so on the card, and counts as acknowledged', async () => {
    expect(await assign(other())).toContain(`is with <@${other()}> now`);
    await stage().background.settled();
    expect((await latest()).state).toBe('acknowledged');
    const [first, call, ...more] = await alerts();
    expect(more).toEqual([]);
    expect(first?.text).toContain(`<@${moderator()}> asked <@${other()}> to look into it`);
    expect(call?.content).toMatch(new RegExp(`^<@${other()}> <@${moderator()}> asks you to look into this`));
    expect(call?.mentions.map(({ id }) => id)).toEqual([other()]);
    expect(await assign(other())).toContain('already been done');
    await refreshed(5 * MINUTE);
    expect(await alerts()).toHaveLength(2);
  });

  it('promises no mention where none comes: for oneself, and where no alert is posted', async () => {
    const own = await assign(moderator());
    expect(own).toContain(`is with <@${moderator()}> now. It counts as acknowledged.`);
    await stage().background.settled();
    expect(await alerts()).toHaveLength(1);
    await stage().store.settings.update(guild(), (held) => ({ ...held, alertChannelId: null }));
    await raise('offtopic');
    const unposted = await assign(other(), moderator(), (await latest('offtopic')).id);
    expect(unposted).toMatch(/counts as acknowledged\.$/);
  });

  it('offers the open incidents of channels that the person can see', async () => {
    await raise('staff');
    const offered = await stage().complete(moderator(), 'alerts assign', 'incident', '');
    expect(offered.map(({ name }) => name)).toEqual([expect.stringMatching(/^[0-9A-Z]{4} · #general$/)]);
    expect(await stage().complete(moderator(), 'alerts assign', 'incident', 'nothing like it')).toEqual([]);
  });

  it('is refused for who cannot work on it, a bot, and incidents that are over, hidden or made up', async () => {
    const { people, client } = stage();
    expect(await assign(people.ann)).toContain(`<@${people.ann}> can't work on it`);
    expect(await assign(client.user.id)).toContain('who is no bot');
    expect(await assign(other(), moderator(), '404')).toContain('has expired');
    await raise('staff');
    expect(await assign(other(), moderator(), (await latest('staff')).id)).toContain(
      "can't see that channel",
    );
    await stage().alerts.resolve(await latest(), stage().clock.now(), 'calm');
    expect(await assign(other())).toContain('This incident is over');
    await expect(assign(other(), people.ann)).rejects.toThrow('Missing Permissions');
    expect((await latest()).history.map(({ act }) => act)).not.toContain('assigned');
  });
});
