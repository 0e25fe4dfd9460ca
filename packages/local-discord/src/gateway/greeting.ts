// What a new session is told: who the bot is, its servers, and on request their members.
import { GatewayDispatchEvents as Event } from 'discord-api-types/v10';
import { memberPayload } from '../world/payloads.ts';
import type { World } from '../world/world.ts';
import { guildFor } from './dispatches.ts';
import type { RequestMembers } from './frames.ts';
import type { Session } from './session.ts';

const CHUNK = 1000;

export function greet(world: World, session: Session): void {
  const guilds = [...world.guilds.values()].filter(
    (guild) => world.memberOf(guild, world.botId) && session.serves(guild.id),
  );
  session.send({
    t: Event.Ready,
    d: {
      v: 10,
      user: { ...world.bot.user, verified: true, mfa_enabled: false, email: null },
      guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: `${world.baseUrl.replace(/^http/, 'ws')}/gateway`,
      session_type: 'normal',
      private_channels: [],
      relationships: [],
      shard: session.shard,
      application: { id: world.botId, flags: 0 },
    },
  });
  for (const guild of guilds)
    session.send({ t: Event.GuildCreate, d: guildFor(world, guild, session), guildId: guild.id });
}

export function sendMembers(world: World, session: Session, wanted: RequestMembers): void {
  const guild = world.guilds.get(wanted.guild_id);
  const asked = typeof wanted.user_ids === 'string' ? [wanted.user_ids] : wanted.user_ids;
  const members = (guild?.members ?? [])
    .filter(({ userId }) => asked === undefined || asked.includes(userId))
    .filter(({ userId }) => world.person(userId).user.username.startsWith(wanted.query ?? ''))
    .slice(0, wanted.limit || undefined);
  const chunks = Math.max(1, Math.ceil(members.length / CHUNK));
  for (let index = 0; index < chunks; index += 1)
    session.send({
      t: Event.GuildMembersChunk,
      d: {
        guild_id: wanted.guild_id,
        members: members
          .slice(index * CHUNK, (index + 1) * CHUNK)
          .map((member) => memberPayload(world, member)),
        chunk_index: index,
        chunk_count: chunks,
        not_found: (asked ?? []).filter((id) => !members.some(({ userId }) => userId === id)),
        ...(wanted.nonce !== undefined && { nonce: wanted.nonce }),
      },
    });
}
