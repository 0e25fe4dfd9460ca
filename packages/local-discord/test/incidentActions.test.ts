// A server can switch invites off for a day at most, with Manage Server; the gateway tells of it.
import { Events, PermissionFlagsBits } from 'discord.js';
import { expect, it } from 'vitest';
import { DEFAULT_BOT } from '../src/world/open.ts';
import { client, HARBOUR, TOKEN, rig, useRig } from './rig.ts';

const HOUR = 3_600_000;
useRig();

const put = async (body: object) => {
  const response = await fetch(`${rig.apiUrl}/v10/guilds/${HARBOUR.guild}/incident-actions`, {
    method: 'PUT',
    headers: { Authorization: `Bot ${TOKEN}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};
const inHours = (hours: number) => new Date(Date.now() + hours * HOUR).toISOString();

it('needs Manage Server', async () => {
  const { status, body } = await put({ invites_disabled_until: inHours(1) });
  expect([status, body['code']]).toEqual([403, 50013]);
});

it('holds until its end or until it is taken back, and leaves what is not named as it is', async () => {
  const rights = DEFAULT_BOT.permissions | PermissionFlagsBits.ManageGuild;
  await rig.people.setBotPermissions(HARBOUR.guild, rights);
  const guild = client.guilds.cache.get(HARBOUR.guild)!;
  const told = new Promise((resolve) => client.once(Events.GuildUpdate, resolve));
  const until = inHours(2);
  expect((await put({ invites_disabled_until: until })).body).toEqual({
    invites_disabled_until: until,
    dms_disabled_until: null,
  });
  await told;
  expect(guild.incidentsData?.invitesDisabledUntil?.toISOString()).toBe(until);
  await put({ dms_disabled_until: until });
  expect((await put({ invites_disabled_until: null })).body).toEqual({
    invites_disabled_until: null,
    dms_disabled_until: until,
  });
});

it.each([
  ['more than a day', inHours(25)],
  ['no time', 'soon'],
  ['a number', 5],
])('is refused with %s', async (_, until) => {
  const { status, body } = await put({ invites_disabled_until: until });
  expect([status, body['code']]).toEqual([400, 50035]);
});
