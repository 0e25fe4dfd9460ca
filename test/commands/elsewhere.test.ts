// What belongs to one server is named, opened and sent off from another: lists, forms and components of menus.
import type { APIMessage } from 'discord-api-types/v10';
import { MessageFlags, PermissionFlagsBits } from 'discord.js';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { appCommands } from '../../src/commands/index.ts';
import { INVITE_PERMISSIONS } from '../../src/discord/invite.ts';
import { channelId, guildId, userId } from '../../src/ids.ts';
import { silentLog } from '../../src/log.ts';
import { MINUTE } from '../../src/mood/window.ts';
import { startReceiver, type Receiver } from '../deliver/receiver.ts';
import { menusOn } from './menus/stage.ts';
import { COMPLETED, FORMS, LEAVES, MADE_UP, MENUS, requiredOf } from './rights/pieces.ts';
import { postComponent } from './rights/posting.ts';
import { stateOf } from './rights/state.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
let receiver: Receiver;
/** May do everything here, and owns another server. */
let zed: string;
/** A channel of that other server. */
let lobby: string;
/** In that other server only. */
let stranger: string;
/** Of this server. */
let incident: string;
const draft = '99';
const { judged, use } = menusOn(() => stage);
/** What the log calls an error: an interaction that failed. */
const failed: unknown[] = [];

beforeAll(async () => {
  const log = { ...silentLog, error: (fault: unknown) => void failed.push(fault) } as typeof silentLog;
  [stage, receiver] = await Promise.all([openStage((context) => ({ ...context, log })), startReceiver()]);
  const { acting, client, guild, channels, store, alerts, background, clock, people } = stage;
  const { Administrator, ManageChannels } = PermissionFlagsBits;
  await acting.setBotPermissions(guild, INVITE_PERMISSIONS | ManageChannels);
  // A server's settings can allow everything to anyone.
  await client.application.commands.set(
    appCommands.map(({ data }) => ({ ...data, default_member_permissions: null })),
  );
  zed = await acting.addUser({ username: 'zed', guildIds: [guild], permissions: Administrator.toString() });
  const other = await acting.addGuild({ name: 'Elsewhere', ownerId: zed, channels: [{ name: 'lobby' }] });
  lobby = (await acting.state()).guilds.find(({ id }) => id === other)!.channels[0]!.id;
  stranger = await acting.addUser({
    username: 'eve',
    guildIds: [other],
    permissions: Administrator.toString(),
  });

  const id = guildId.parse(guild);
  const general = channelId.parse(channels.general);
  const webhook = { id: 'abc123', form: 'json', to: receiver.url, secret: null, events: 'all' } as const;
  const job = { slot: 1, role: 'gist', channelId: general, of: null, schedule: '1 hour', since: 0 } as const;
  await store.settings.update(id, (held) => ({ ...held, webhooks: [webhook], roleJobs: [job] }));
  await store.events.add({ guildId: id, text: 'a release', at: clock.now(), lasts: 0 });
  await stage.tell(channels.general, people.ann, 'negative', 5);
  const evidence = { negative: 18, total: 40, expected: 6, interval: [2, 10] as const, authors: 5 };
  const where = { guildId: id, channelId: general, createdAt: clock.now() };
  await alerts.raise(where, { ...evidence, since: clock.now() - MINUTE });
  await background.settled();
  incident = (await store.incidents.latest(id, general))!.id;
});
afterAll(async () => {
  await receiver.close();
  await stage.close();
});
afterEach(() => {
  expect(failed.splice(0)).toEqual([]);
});

/** Also what a manager has chosen and not saved. */
const state = async () => JSON.stringify([await stateOf(stage, receiver), stage.context.drafts.get(draft)]);

/** What the list of an option offers to a person in a channel. */
async function offered(who: string, where: string, path: string, option: string): Promise<unknown[]> {
  const [name = '', ...subcommands] = path.split(' ');
  const typing = { name, subcommands, options: { [option]: '' }, focused: option };
  const choices = await stage.acting.complete({ channelId: where, userId: who, ...typing });
  return choices.map(({ value }) => value);
}

/** Options that name what a server has: what is offered here is not offered there. */
const OURS = [
  'alerts assign incident',
  'event remove event',
  'settings role-job remove job',
  'settings webhooks remove webhook',
  'settings webhooks test webhook',
];

it('a list offers nothing of another server, and the options that name something of a server are known', async () => {
  const own = [];
  for (const { path, name } of COMPLETED) {
    const here = await offered(zed, stage.channels.general, path, name);
    const there = new Set(await offered(zed, lobby, path, name));
    if (here.length > 0 && !here.some((value) => there.has(value))) own.push(`${path} ${name}`);
  }
  expect(own.toSorted()).toEqual(OURS);
});

it.each(COMPLETED.filter(({ path, name }) => OURS.includes(`${path} ${name}`)))(
  '/$path does nothing with the $name of another server',
  async ({ path, name }) => {
    const [ours] = await offered(zed, stage.channels.general, path, name);
    const { options } = LEAVES.find((leaf) => leaf.path === path)!;
    const wish = {
      ...requiredOf(options, { channel: lobby, category: lobby, person: zed }),
      [name]: String(ours),
    };
    const before = await state();
    const told = await stage.ask(zed, lobby, path, wish);
    expect(await state()).toBe(before);
    expect(told.isEphemeral).toBe(true);
    expect(told.content).toMatch(/^(This has expired|There is no|This server has no)/);
  },
);

/** The button that opens a form. */
const openerOf = (form: string) => (form === 'alert:reason' ? 'alert:false' : form);
const subjectOf = (form: string) => (form === 'alert:reason' ? incident : draft);

/** Begun by who may do everything. */
const keepDraft = () =>
  stage.context.drafts.keep(draft, {
    ...{ guild: guildId.parse(stage.guild), by: userId.parse(zed), at: stage.clock.now() },
    ...{ choices: {}, guess: null, done: [], shown: { on: [], off: [] } },
  });

/** Opens the form here; resolves with the interaction that it answers. */
async function opened(form: string): Promise<string> {
  keepDraft();
  const customId = `${openerOf(form)}:${subjectOf(form)}`;
  const message = await postComponent(stage, stage.channels.offtopic, customId);
  const { interactionId, modal } = await stage.acting.click(zed, message, customId);
  expect(modal?.custom_id).toBe(`${form}:${subjectOf(form)}`);
  return interactionId;
}

/** Opens a form with that id, whoever made it up; resolves with the interaction that it answers. */
async function openedAs(customId: string, who: string, where: string): Promise<string> {
  stage.forged.add(customId);
  const message = await postComponent(stage, where, customId);
  const { interactionId } = await stage.acting.click(who, message, customId);
  stage.forged.delete(customId);
  return interactionId;
}

const LATE = /^This (has expired|set-up was saved)/;

it.each(FORMS)('$id that is opened here and sent off in another server changes nothing', async ({ id }) => {
  const interaction = await opened(id);
  const before = await state();
  const told = await stage.submit(zed, lobby, interaction, {});
  expect([told.isEphemeral, told.content]).toEqual([true, expect.stringMatching(LATE)]);
  expect(await state()).toBe(before);
});

it.each(FORMS)('$id that a stranger makes up in another server changes nothing', async ({ id }) => {
  keepDraft();
  const before = await state();
  const interaction = await openedAs(`${id}:${subjectOf(id)}`, stranger, lobby);
  const told = await stage.submit(stranger, lobby, interaction, { reason: 'x' });
  expect([told.isEphemeral, told.content]).toEqual([true, expect.stringMatching(LATE)]);
  expect(await state()).toBe(before);
});

it.each(FORMS)('$id with a made-up id behind it changes nothing', async ({ id }) => {
  keepDraft();
  const where = await stage.acting.addChannel({ guildId: stage.guild, name: id.replace(':', '-') });
  for (const subject of MADE_UP) {
    const customId = subject === '' ? id : `${id}:${subject}`;
    const before = await state();
    const interaction = await openedAs(customId, zed, where);
    const told = await stage.submit(zed, where, interaction, { reason: 'x' });
    expect([told.isEphemeral, told.content], customId).toEqual([true, expect.stringMatching(LATE)]);
    expect(await state(), customId).toBe(before);
  }
});

it.each(FORMS.filter(({ id }) => id !== 'alert:reason'))(
  '$id that is sent off after the setup was dropped changes nothing',
  async ({ id }) => {
    const interaction = await opened(id);
    stage.context.drafts.drop(draft);
    const before = await state();
    const told = await stage.submit(zed, stage.channels.offtopic, interaction, {});
    expect([told.isEphemeral, told.content]).toEqual([true, expect.stringMatching(LATE)]);
    expect(await state()).toBe(before);
  },
);

it.each(FORMS)('$id that is sent off twice changes nothing the second time', async ({ id }) => {
  const interaction = await opened(id);
  const before = await state();
  await stage.submit(zed, stage.channels.offtopic, interaction, {});
  const once = await state();
  expect(once).not.toBe(before);
  await stage.submit(zed, stage.channels.offtopic, interaction, {});
  expect(await state()).toBe(once);
});

/** Buttons and lists of an answer: their ids, and a value of each list. */
function piecesOf({ components = [] }: APIMessage) {
  const pieces: { customId: string; values: string[] | undefined }[] = [];
  for (const row of components) {
    for (const piece of 'components' in row ? row.components : []) {
      if (!('custom_id' in piece)) continue;
      const values = 'options' in piece ? [piece.options[0]!.value] : undefined;
      pieces.push({ customId: piece.custom_id, values });
    }
  }
  return pieces;
}

it.each(MENUS)('the menu "$data.name" works on no message that a stranger cannot see', async ({ data }) => {
  const { people, channels } = stage;
  const message = await judged(people.ann, channels.general, 'the update is awful again');
  await expect(use(stranger, data.name, message)).rejects.toThrow('Missing Access');
  await expect(use(stranger, data.name, { ...message, channel_id: lobby })).rejects.toThrow(
    'cannot be aimed at',
  );
});

it.each(MENUS)('what the menu "$data.name" answers with does nothing in another server', async ({ data }) => {
  const { people, channels } = stage;
  const message = await judged(people.ann, channels.general, 'the update is awful again');
  const answers = [await use(zed, data.name, message)];
  const [list] = piecesOf(answers[0]!);
  // A list is followed by what can be done after it.
  if (list) answers.push(await stage.press(zed, answers[0]!, list.customId, list.values));
  const before = await state();
  for (const { customId, values } of answers.flatMap(piecesOf)) {
    const posted = await postComponent(stage, lobby, customId, values ? 'menu' : 'button', values?.[0]);
    const told = await stage.press(stranger, posted, customId, values);
    expect((told.flags ?? 0) & MessageFlags.Ephemeral, customId).not.toBe(0);
    expect(told.text, customId).not.toContain('awful');
    expect(told.content, customId).toMatch(/is gone|nothing was changed/);
  }
  expect(await state()).toBe(before);
});
