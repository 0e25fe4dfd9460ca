// Everything that people can use is used twice, late, and with ids that somebody made up: nothing breaks, and what is
// not there any more is not acted on.
import { ChannelType, MessageFlags, PermissionFlagsBits } from 'discord.js';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { appCommands } from '../../src/commands/index.ts';
import { INVITE_PERMISSIONS } from '../../src/discord/invite.ts';
import { channelId, guildId } from '../../src/ids.ts';
import { silentLog } from '../../src/log.ts';
import { MINUTE } from '../../src/mood/window.ts';
import { startReceiver, type Receiver } from '../deliver/receiver.ts';
import { menusOn } from './menus/stage.ts';
import { denyIn } from './rights/effects.ts';
import { BUTTONS, LEAVES, MADE_UP, MENUS, requiredOf, SELECTS } from './rights/pieces.ts';
import { postComponent } from './rights/posting.ts';
import { stateOf } from './rights/state.ts';
import { REFUSED } from './rights/told.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
let receiver: Receiver;
/** What the log calls an error: an interaction that failed. */
const failed: unknown[] = [];
const { judged, use } = menusOn(() => stage);
let category: string;
/** Of an incident that is over. */
let over: string;

beforeAll(async () => {
  const log = { ...silentLog, error: (fault: unknown) => void failed.push(fault) } as typeof silentLog;
  [stage, receiver] = await Promise.all([openStage((context) => ({ ...context, log })), startReceiver()]);
  const { acting, client, guild, channels, store, alerts, background, clock, people } = stage;
  const { ManageChannels, ManageRoles } = PermissionFlagsBits;
  await acting.setBotPermissions(guild, INVITE_PERMISSIONS | ManageChannels | ManageRoles);
  // A server's settings can allow everything to anyone.
  await client.application.commands.set(
    appCommands.map(({ data }) => ({ ...data, default_member_permissions: null })),
  );
  const { channels: places } = client.guilds.cache.get(guild)!;
  ({ id: category } = await places.create({ name: 'support', type: ChannelType.GuildCategory }));
  await stage.tell(channels.general, people.ann, 'negative', 5);
  const where = { guildId: guildId.parse(guild), channelId: channelId.parse(channels.general) };
  const evidence = { negative: 18, total: 40, expected: 6, interval: [2, 10] as const, authors: 5 };
  await alerts.raise({ ...where, createdAt: clock.now() }, { ...evidence, since: clock.now() - MINUTE });
  await background.settled();
  const incident = (await store.incidents.latest(where.guildId, where.channelId))!;
  await alerts.resolve(incident, clock.now(), 'calm');
  over = incident.id;
});
afterAll(async () => {
  await receiver.close();
  await stage.close();
});
afterEach(() => {
  expect(failed.splice(0)).toEqual([]);
});

/** Its answer is streamed as time goes on: ask.test.ts. */
const isStreamed = ({ path }: { path: string }) => path === 'ask';

it.each(LEAVES.filter((leaf) => !isStreamed(leaf)))('/$path can be used twice', async ({ path, options }) => {
  const { people, channels } = stage;
  const wish = requiredOf(options, { channel: channels.general, category, person: people.ben });
  for (const time of ['once', 'again']) {
    const { content, embeds, attachments } = await stage.ask(people.owner, channels.general, path, wish);
    expect(content.length + embeds.length + attachments.length, time).toBeGreaterThan(0);
  }
});

it.each(MENUS)('the menu "$data.name" can be used twice', async ({ data }) => {
  const { people, channels } = stage;
  const message = await judged(people.ann, channels.general, 'the update is awful again');
  const first = await use(people.owner, data.name, message);
  expect((await use(people.owner, data.name, message)).text).toBe(first.text);
});

it.each(MENUS.filter(({ need }) => need.anyOf.length > 0))(
  'the menu "$data.name" is refused to those who lack the right',
  async ({ data, need }) => {
    const { people, channels, acting } = stage;
    const message = await judged(people.ann, channels.general, 'the update is awful again');
    await denyIn(stage, 'general', people.ben, [...need.anyOf]);
    const before = await stateOf(stage, receiver);
    // Read at once: without the right to read history the answer is gone later.
    const { message: told } = await acting.run(
      people.ben,
      channels.general,
      data.name,
      {},
      { targetId: message.id },
    );
    expect([told?.flags, told?.content]).toEqual([MessageFlags.Ephemeral, expect.stringMatching(REFUSED)]);
    expect(await stateOf(stage, receiver)).toBe(before);
  },
);

/** A place of their own, since there are many. */
const place = (name: string) =>
  stage.acting.addChannel({ guildId: stage.guild, name: name.replace(/\W/g, '-').toLowerCase() });

/** Uses the component with each made-up id in turn; nothing may change. */
async function useMadeUp(id: string, values?: string[]): Promise<void> {
  const where = await place(id);
  for (const subject of MADE_UP) {
    const customId = subject === '' ? id : `${id}:${subject}`;
    const message = await postComponent(stage, where, customId, values ? 'menu' : 'button', values?.[0]);
    const before = await stateOf(stage, receiver);
    await stage.press(stage.people.owner, message, customId, values);
    expect(await stateOf(stage, receiver), customId).toBe(before);
  }
}

it.each(BUTTONS)('$id with a made-up id behind it changes nothing', ({ id }) => useMadeUp(id));

it.each(SELECTS.flatMap(({ id }) => ['x', 'negative', 'style-formal'].map((value) => ({ id, value }))))(
  'the list $id, of which "$value" is chosen, with a made-up id behind it changes nothing',
  ({ id, value }) => useMadeUp(id, [value]),
);

it.each(BUTTONS.filter(({ need }) => need.place === 'incident'))(
  '$id pressed twice after the incident is over changes nothing the second time',
  async ({ id }) => {
    const { people } = stage;
    const customId = `${id}:${over}`;
    const message = await postComponent(stage, await place(id), customId);
    await stage.press(people.owner, message, customId);
    const before = await stateOf(stage, receiver);
    await stage.press(people.owner, message, customId);
    expect(await stateOf(stage, receiver)).toBe(before);
  },
);
