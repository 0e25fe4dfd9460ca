// Whom a message mentions, as far as its sender allowed it.
import { PermissionFlagsBits as P } from 'discord-api-types/v10';
import type { AllowedMentions } from '../bodies/message.ts';
import { permissionsIn } from '../permissions.ts';
import { SNOWFLAKE } from '../snowflake.ts';
import type { Channel, Post } from './entities.ts';
import type { World } from './world.ts';

const USER = new RegExp(`<@!?(${SNOWFLAKE})>`, 'g');
const ROLE = new RegExp(`<@&(${SNOWFLAKE})>`, 'g');

export interface Mentions {
  readonly users: string[];
  readonly roles: string[];
  readonly everyone: boolean;
}

interface Said {
  readonly channel: Channel;
  readonly authorId: string;
  readonly content: string;
  /** Absent: everything may be mentioned. */
  readonly allowed: AllowedMentions | null | undefined;
  readonly repliedTo: Post | undefined;
}

export function mentionsOf(world: World, { channel, authorId, content, allowed, repliedTo }: Said): Mentions {
  const may = (kind: 'users' | 'roles' | 'everyone') => !allowed || allowed.parse?.includes(kind) === true;
  const named = (pattern: RegExp) => [...new Set([...content.matchAll(pattern)].flatMap((m) => m[1] ?? []))];

  const users = named(USER)
    .filter((id) => world.people.has(id))
    .filter((id) => may('users') || allowed?.users?.includes(id));
  const author = repliedTo?.message.author.id;
  const pinged = !allowed || allowed.replied_user === true;
  if (author && pinged && author !== authorId && !users.includes(author) && world.people.has(author))
    users.push(author);

  const guild = channel.guildId === undefined ? undefined : world.guild(channel.guildId);
  const roles = named(ROLE)
    .filter((id) => guild?.roles.some((role) => role.id === id))
    .filter((id) => may('roles') || allowed?.roles?.includes(id));
  const everyone =
    guild !== undefined &&
    may('everyone') &&
    /@(?:everyone|here)\b/.test(content) &&
    (permissionsIn(world, channel, authorId) & P.MentionEveryone) !== 0n;
  return { users, roles, everyone };
}
