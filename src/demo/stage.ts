// Finds or makes the server, channels and people of the rehearsal.
import { PermissionFlagsBits as P } from 'discord-api-types/v10';
import type { State } from 'local-discord';
import type { Control } from './control.ts';
import { ALL_CHANNELS, CAST, GUILD_NAME, type CastMember } from './story.ts';

export interface Stage {
  readonly botId: string;
  readonly guildId: string;
  /** By name, without the #. */
  channelId(name: string): string;
  /** By user name. */
  userId(name: string): string;
}

const MODERATOR = P.ManageGuild | P.ManageChannels | P.ManageMessages | P.ModerateMembers | P.Administrator;

type Guild = State['guilds'][number];

export async function setStage(control: Control): Promise<Stage> {
  const before = await control.state();
  const found = before.guilds.find(({ name, hasBot }) => name === GUILD_NAME && hasBot);
  const guildId = found?.id ?? (await foundGuild(control, before));
  const guild = guildIn(await control.state(), guildId);

  const channels = new Map(guild.channels.map(({ name, id }) => [name ?? '', id]));
  for (const { name, isPrivate = false } of ALL_CHANNELS) {
    if (!channels.has(name)) channels.set(name, await control.newChannel({ guildId, name, isPrivate }));
  }
  const users = new Map(guild.members.map(({ user }) => [user.username, user.id]));
  for (const member of CAST) {
    if (!users.has(member.username))
      users.set(member.username, await control.newUser(newcomer(member, guildId)));
  }
  return {
    botId: before.bot.id,
    guildId,
    channelId: (name) => known(channels, name),
    userId: (name) => known(users, name),
  };
}

async function foundGuild(control: Control, { users }: State): Promise<string> {
  const [owner] = CAST;
  if (!owner) throw new Error('the cast is empty');
  const ownerId =
    users.find(({ username }) => username === owner.username)?.id ?? (await control.newUser(newcomer(owner)));
  return control.newGuild({ name: GUILD_NAME, ownerId, channels: [...ALL_CHANNELS] });
}

function newcomer({ username, displayName, locale, moderates }: CastMember, guildId?: string) {
  return {
    username,
    displayName,
    locale,
    ...(guildId !== undefined && { guildIds: [guildId] }),
    ...(moderates && guildId !== undefined && { permissions: MODERATOR.toString() }),
  };
}

function guildIn({ guilds }: State, guildId: string): Guild {
  const guild = guilds.find(({ id }) => id === guildId);
  if (!guild) throw new Error(`the local server lost its guild ${guildId}`);
  return guild;
}

function known(ids: ReadonlyMap<string, string>, name: string): string {
  const id = ids.get(name);
  if (id === undefined) throw new Error(`the story names "${name}", which is not on the stage`);
  return id;
}
