// What the REST routes share.
import type { Context } from 'hono';
import { type APIMessage, MessageFlags } from 'discord-api-types/v10';
import { missingAccess } from '../apiError.ts';
import { withoutContent } from '../gateway/privacy.ts';
import type { Interactions } from '../interactions/interactions.ts';
import type { CommandRegistry } from '../interactions/registry.ts';
import type { Guild, Post } from '../world/entities.ts';
import { messagePayload } from '../world/payloads.ts';
import type { World } from '../world/world.ts';
import type { RestRequest } from './requests.ts';

export interface RestSetup {
  readonly world: World;
  readonly token: string;
  readonly rateLimits: boolean;
  readonly messageContentIntent: boolean;
  readonly commands: CommandRegistry;
  readonly interactions: Interactions;
  /** How many shards the gateway recommends. */
  readonly shards: number;
  readonly onRequest: ((request: RestRequest) => void) | undefined;
}

/** A server that the bot has joined. Throws "Unknown Guild", or "Missing Access" where it has not joined. */
export function joinedGuild(world: World, guildId: string): Guild {
  const guild = world.guild(guildId);
  if (!world.memberOf(guild, world.botId)) throw missingAccess();
  return guild;
}

/** A message as the bot may read it over REST. */
export function messageForBot({ world, messageContentIntent }: RestSetup, post: Post): APIMessage {
  const message = messagePayload(world, post, world.botId);
  return messageContentIntent ? message : withoutContent(world, message);
}

export const noContent = (c: Context) => c.body(null, 204);

/** Components of a V2 message stay V2 when its edit leaves the flag out. */
export function withFlagsOf(post: Post, body: unknown): unknown {
  const layout = (post.message.flags ?? 0) & MessageFlags.IsComponentsV2;
  if (!layout || typeof body !== 'object' || body === null) return body;
  const flags = 'flags' in body && typeof body.flags === 'number' ? body.flags : 0;
  return { ...body, flags: flags | layout };
}
