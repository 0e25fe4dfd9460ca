// Commands are registered with the local Discord server, and only when they differ from what it holds.
import { ApplicationCommandType, type Client } from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appCommands } from '../../src/commands/index.ts';
import { connect, createClient } from '../../src/discord/client.ts';
import { registerCommands } from '../../src/discord/registering.ts';
import { silentLog } from '../../src/log.ts';
import { hearingLog } from '../pipeline/words.ts';
import { startRig, TOKEN } from '../support/localServer.ts';
import { openOtherServer, refusingCommands } from '../support/otherServer.ts';

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
  expect(await registerCommands(client, wanted, silentLog)).toBe(true);
  const before = await versions();
  expect(before).toHaveLength(wanted.length);
  const other = await connect(createClient(rig.apiUrl), TOKEN);
  expect(await registerCommands(other, wanted, silentLog)).toBe(false);
  expect(await versions()).toEqual(before);
  // Links to commands need their ids.
  expect(other.application.commands.cache.size).toBe(wanted.length);
  await other.destroy();
});

it.each([
  [
    'a command is new',
    [...wanted, { name: 'more', description: 'more', integration_types: [0], contexts: [0] }],
  ],
  ['a command is gone', wanted.slice(1)],
  ['a name in another language changed', renamed()],
  ['who may use it changed', wanted.map((one) => ({ ...one, default_member_permissions: '8' }))],
  [
    'an option lost a subcommand',
    wanted.map((one) => ('options' in one ? { ...one, options: one.options?.slice(1) ?? [] } : one)),
  ],
])('registers anew where %s', async (_, changed) => {
  await registerCommands(client, wanted, silentLog);
  expect(await registerCommands(client, changed, silentLog)).toBe(true);
  expect(await registerCommands(client, changed, silentLog)).toBe(false);
});

describe('a server that refuses the list', () => {
  const isMenu = ({ type }: { type?: number | undefined }) => type === ApplicationCommandType.Message;
  const menusOf = (commands: readonly { type?: number | undefined }[]) => commands.filter(isMenu).length;

  it('because it takes five message menus gets the first five, and all commands', async () => {
    await registerCommands(client, wanted.slice(1), silentLog);
    const other = await openOtherServer(
      rig,
      refusingCommands((commands) => menusOf(commands) <= 5),
    );
    const limited = await connect(createClient(other.apiUrl), TOKEN);
    expect(await registerCommands(limited, wanted, silentLog)).toBe(true);
    const held = await rig.people.commands();
    expect(menusOf(held)).toBe(5);
    expect(held.length - 5).toBe(wanted.length - menusOf(wanted));
    const before = await versions();
    expect(await registerCommands(limited, wanted, silentLog)).toBe(false);
    expect(await versions()).toEqual(before);
    await limited.destroy();
    await other.close();
  });

  it('whatever is in it keeps what it holds, and one line of the log names the mend', async () => {
    await registerCommands(client, wanted.slice(1), silentLog);
    const before = await versions();
    const other = await openOtherServer(
      rig,
      refusingCommands(() => false),
    );
    const refused = await connect(createClient(other.apiUrl), TOKEN);
    const log = hearingLog();
    expect(await registerCommands(refused, wanted, log)).toBe(false);
    expect(await versions()).toEqual(before);
    expect(log.said).toEqual([expect.stringMatching(/commands were refused.*DISCORD_API_URL.*start again/)]);
    await refused.destroy();
    await other.close();
  });
});

function renamed() {
  const [first, ...rest] = wanted;
  return [{ ...first!, name_localizations: { 'zh-CN': '别的' } }, ...rest];
}
