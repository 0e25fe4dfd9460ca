// Every command, suggestion, button and form is used by people who lack the right: one polite refusal, no effect.
import {
  type APIApplicationCommandOption,
  ApplicationCommandOptionType as Type,
  ApplicationCommandType,
  ChannelType,
  PermissionFlagsBits,
} from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import { INVITE_PERMISSIONS } from '../../src/discord/invite.ts';
import { channelId, guildId, userId } from '../../src/ids.ts';
import { MINUTE } from '../../src/mood/window.ts';
import { startReceiver, type Receiver } from '../deliver/receiver.ts';
import {
  BUTTONS,
  COMPLETED,
  FORMS,
  isOfCategories,
  LEAVES,
  PERSONAL,
  requiredOf,
  RESTRICTED,
} from './rights/pieces.ts';
import { denyIn, overwritesOf, withoutEffect, type Right } from './rights/effects.ts';
import { postComponent } from './rights/posting.ts';
import { stateOf } from './rights/state.ts';
import { GONE, NOT_YOURS, REFUSED, UNSEEN } from './rights/told.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
let receiver: Receiver;
/** Holds every right that is asked for in the server, but sees no private channel. */
let mia: string;
/** A category of the server. */
let category: string;
/** A category that only the owner sees. */
let closed: string;
/** The owner of another server, and a channel there. */
let stranger: { userId: string; channelId: string };
const subjects: Record<string, string> = {};
/** Of /setup, begun by the owner. */
const draft = '99';

beforeAll(async () => {
  stage = await openStage();
  receiver = await startReceiver();
  const { client, guild, channels, people, acting, store } = stage;
  const { ManageGuild, ManageRoles, ManageChannels, ManageThreads, ManageMessages, ModerateMembers } =
    PermissionFlagsBits;
  const permissions = ManageGuild | ManageChannels | ManageThreads | ManageMessages | ModerateMembers;
  mia = await acting.addUser({
    username: 'mia',
    guildIds: [guild],
    permissions: permissions.toString(),
  });
  await acting.setBotPermissions(guild, INVITE_PERMISSIONS | ManageChannels | ManageRoles);
  // A server's settings can allow every command to anyone.
  await client.application.commands.set(
    commands.map(({ data }) => ({ ...data, default_member_permissions: null })),
  );
  await deny('general', guild, ['CreatePublicThreads']);
  const { channels: places } = client.guilds.cache.get(guild)!;
  ({ id: category } = await places.create({ name: 'support', type: ChannelType.GuildCategory }));
  const unseen = [{ id: guild, deny: ['ViewChannel'] as const }];
  const team = { name: 'team', type: ChannelType.GuildCategory, permissionOverwrites: unseen } as const;
  ({ id: closed } = await places.create(team));

  const id = guildId.parse(guild);
  const owner = await acting.addUser({ username: 'zed' });
  const other = await acting.addGuild({ name: 'Elsewhere', ownerId: owner, channels: [{ name: 'lobby' }] });
  const { guilds } = await acting.state();
  stranger = { userId: owner, channelId: guilds.find((one) => one.id === other)!.channels[0]!.id };

  const webhook = { id: 'abc123', form: 'json', to: receiver.url, secret: null, events: 'all' } as const;
  const job = { slot: 1, role: 'x', channelId: channelId.parse(channels.general), of: null } as const;
  const roleJobs = [{ ...job, schedule: '1 hour', since: 0 }];
  await store.settings.update(id, (held) => ({ ...held, webhooks: [webhook], roleJobs }));
  await store.events.add({ guildId: id, text: 'a release', at: stage.clock.now(), lasts: 0 });
  await stage.tell(channels.general, people.ann, 'negative', 5);
  for (const where of ['general', 'staff'] as const) {
    const place = { guildId: id, channelId: channelId.parse(channels[where]) };
    const evidence = { negative: 18, total: 40, expected: 6, interval: [2, 10] as const, authors: 5 };
    const since = stage.clock.now() - 10 * MINUTE;
    await stage.alerts.raise({ ...place, createdAt: stage.clock.now() }, { ...evidence, since });
    await stage.background.settled();
    subjects[where] = (await store.incidents.latest(id, place.channelId))!.id;
  }
  await store.deliveries.add([
    { key: 'k', guildId: id, target: webhook.id, letter: '{}', at: stage.clock.now() },
  ]);
  await store.deliveries.bury('k', stage.clock.now(), 'it answers 404');
});
afterAll(async () => {
  await receiver.close();
  await stage.close();
});

const deny = (where: keyof Stage['channels'], who: string, rights: Right[]) =>
  denyIn(stage, where, who, rights);
const state = () => stateOf(stage, receiver);
const answerWithoutEffect = (who: string, where: string, act: () => Promise<{ content: string }>) =>
  withoutEffect(stage, receiver, who, where, act);

const required = (options: readonly APIApplicationCommandOption[]) =>
  requiredOf(options, { channel: stage.channels.general, category, person: stage.people.ben });

/** What follows the id of a button: an incident of the channel, or what the button is about. */
const customIdOf = (id: string, where: 'general' | 'staff' = 'general') => {
  const about: Record<string, string> = {
    'alert:page': '0',
    'webhook-test': 'abc123',
    'watch-save': `off:${category}`,
    'privacy-delete': stage.people.ann,
    'privacy-opt-out': stage.people.ann,
    'chat:stop': `${stage.people.ben}:1`,
    'ask:stop': `${stage.people.ben}:1`,
    'alert-private-off': stage.guild,
    'chat:more': `${stage.people.ann}:1`,
  };
  if (id.startsWith('setup:')) return `${id}:${draft}`;
  return `${id}:${about[id] ?? subjects[where]}`;
};

const postButton = (where: string, customId: string, kind?: 'button' | 'menu') =>
  postComponent(stage, where, customId, kind);

describe('commands', () => {
  it.each(RESTRICTED)('/$path is refused to those who lack the right', async ({ path, options }) => {
    const { people, channels } = stage;
    const ask = (who: string) => stage.ask(who, channels.general, path, required(options));
    const told = await answerWithoutEffect(people.ann, channels.general, () => ask(people.ann));
    expect(told).toMatch(REFUSED);
  });

  it.each(LEAVES.filter(({ options }) => options.some(({ type }) => type === Type.Channel)))(
    '/$path tells of no channel that the person cannot see',
    async ({ path, options }) => {
      const { channels } = stage;
      const option = options.find(({ type }) => type === Type.Channel)!;
      const wish = { ...required(options), [option.name]: isOfCategories(option) ? closed : channels.staff };
      const ask = () => stage.ask(mia, channels.general, path, wish);
      expect(await answerWithoutEffect(mia, channels.general, ask)).toBe(UNSEEN);
    },
  );

  it.each(COMPLETED)('suggests nothing for $name of /$path without the right', async ({ path, name }) => {
    expect(await stage.complete(stage.people.ann, path, name, '')).toEqual([]);
    expect(await stage.complete(mia, path, name, '')).not.toEqual([]);
  });

  it('are all of the kind that these tests walk', () => {
    const kinds = commands.map(({ data }) => data.type ?? ApplicationCommandType.ChatInput);
    expect(new Set(kinds)).toEqual(new Set([ApplicationCommandType.ChatInput]));
    expect(RESTRICTED.length).toBeGreaterThan(20);
  });
});

describe('buttons', () => {
  it.each(BUTTONS.filter(({ need }) => need.anyOf.length > 0))(
    '$id is refused to those who lack the right',
    async ({ id }) => {
      const { people, channels } = stage;
      const message = await postButton(channels.general, customIdOf(id));
      const press = () => stage.press(people.ann, message, customIdOf(id));
      expect(await answerWithoutEffect(people.ann, channels.general, press)).toMatch(REFUSED);
    },
  );

  it.each(BUTTONS.filter(({ need }) => need.place === 'incident'))(
    '$id is refused to those who cannot see the channel of the incident',
    async ({ id }) => {
      const { channels } = stage;
      const message = await postButton(channels.general, customIdOf(id, 'staff'));
      const press = () => stage.press(mia, message, customIdOf(id, 'staff'));
      expect(await answerWithoutEffect(mia, channels.general, press)).toBe(UNSEEN);
    },
  );

  it.each(BUTTONS)('$id does nothing here when it is pressed in another server', async ({ id, need }) => {
    const message = await postButton(stranger.channelId, customIdOf(id));
    const before = await state();
    const { content, isEphemeral } = await stage.press(stranger.userId, message, customIdOf(id));
    expect(await state()).toBe(before);
    if (need.place === 'incident') expect([content, isEphemeral]).toEqual([GONE, true]);
  });

  it.each(PERSONAL)('$id, which is for one person, does nothing for another', async ({ id }) => {
    const { people, channels } = stage;
    const customId = customIdOf(id);
    const message = await postButton(channels.general, customId);
    const press = () => stage.press(people.ben, message, customId);
    expect([GONE, NOT_YOURS]).toContain(await answerWithoutEffect(people.ben, channels.general, press));
  });

  it('cannot be replaced by a menu of the same id', async () => {
    const { people, channels, acting } = stage;
    const customId = customIdOf('alert:ack');
    const message = await postButton(channels.general, customId, 'menu');
    const choose = async () => {
      await acting.click(people.owner, message, customId, ['x']);
      return (await stage.sees(people.owner, channels.general)).at(-1)!;
    };
    expect(await answerWithoutEffect(people.owner, channels.general, choose)).toBe(GONE);
  });

  it.each(BUTTONS)('$id works for those who have the right', async ({ id }) => {
    const { people, channels } = stage;
    keepDraft();
    const who = PERSONAL.some((one) => one.id === id) ? people.ann : people.owner;
    const message = await postButton(channels.general, customIdOf(id));
    const { content } = await stage.press(who, message, customIdOf(id));
    expect(content).not.toMatch(REFUSED);
    expect([UNSEEN, GONE, NOT_YOURS]).not.toContain(content);
  });
});

/** Begun by the owner, who has every right. */
const keepDraft = () =>
  stage.context.drafts.keep(draft, {
    ...{ guild: guildId.parse(stage.guild), by: userId.parse(stage.people.owner), at: stage.clock.now() },
    ...{ choices: {}, guess: null, done: [], shown: { on: [], off: [] } },
  });

describe('forms', () => {
  it.each(FORMS.filter(({ id }) => !id.startsWith('setup:')))(
    '$id is refused to those who lost the right while they wrote',
    async ({ id }) => {
      const { acting, channels } = stage;
      // This button opens the only other form.
      expect(id).toBe('alert:reason');
      const customId = customIdOf('alert:false');
      const message = await postButton(channels.general, customId);
      const { interactionId, modal } = await acting.click(mia, message, customId);
      expect(modal?.custom_id).toBe(customIdOf(id));
      const rights = ['ManageMessages', 'ModerateMembers'] as const;
      await deny('general', mia, [...rights]);
      const submit = (interaction: string) =>
        stage.submit(mia, channels.general, interaction, { reason: 'a match' });
      const told = await answerWithoutEffect(mia, channels.general, () => submit(interactionId));
      expect(told).toMatch(REFUSED);
      await (await overwritesOf(stage, 'general')).delete(mia);
      const { interactionId: again } = await acting.click(mia, message, customId);
      await submit(again);
      const { state: judged } = (await stage.store.incidents.get(subjects['general']!))!;
      expect(judged).toBe('false alarm');
    },
  );
});
