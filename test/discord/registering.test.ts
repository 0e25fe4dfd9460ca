// Commands are registered with the local Discord server, and only when they differ from what it holds.
import type { Client } from 'discord.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { appCommands } from '../../src/commands/index.ts';
import { connect, createClient } from '../../src/discord/client.ts';
import { registerCommands } from '../../src/discord/registering.ts';
import { startRig, TOKEN } from '../support/localServer.ts';

const wanted = appCommands.map(({ data }) => data);

let rig: Awaited<ReturnType<typeof startRig>>;
let client: Client<true>;
beforeAll(async () => {
  rig = await startRig();
  client = await connect(createClient(rig.apiUrl), TOKEN);
});
afterAll(async () => {
  await client.destroy();
  await rig.close();
});

const versions = async () => (await rig.people.commands()).map(({ version }) => version);

it('registers commands and message menus once, and nothing on the next start', async () => {
  expect(await registerCommands(client, wanted)).toBe(true);
  const before = await versions();
  expect(before).toHaveLength(wanted.length);
  const other = await connect(createClient(rig.apiUrl), TOKEN);
  expect(await registerCommands(other, wanted)).toBe(false);
  expect(await versions()).toEqual(before);
  // Links to commands need their ids.
  expect(other.application.commands.cache.size).toBe(wanted.length);
  await other.destroy();
});

it.each([
  ['a command is new', [...wanted, { name: 'more', description: 'more' }]],
  ['a command is gone', wanted.slice(1)],
  ['a name in another language changed', renamed()],
  ['who may use it changed', wanted.map((one) => ({ ...one, default_member_permissions: '8' }))],
  [
    'an option lost a subcommand',
    wanted.map((one) => ('options' in one ? { ...one, options: one.options?.slice(1) ?? [] } : one)),
  ],
])('registers anew where %s', async (_, changed) => {
  await registerCommands(client, wanted);
  expect(await registerCommands(client, changed)).toBe(true);
  expect(await registerCommands(client, changed)).toBe(false);
});

function renamed() {
  const [first, ...rest] = wanted;
  return [{ ...first!, name_localizations: { 'zh-CN': '别的' } }, ...rest];
}
