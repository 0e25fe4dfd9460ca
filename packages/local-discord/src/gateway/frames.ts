// What a bot may send over the gateway.
import { GatewayOpcodes as Op } from 'discord-api-types/v10';
import type { RawData } from 'ws';
import { z } from 'zod';

const identify = z.object({
  token: z.string(),
  intents: z.int().min(0),
  shard: z.tuple([z.int().min(0), z.int().min(1)]).optional(),
});
export type Identify = z.output<typeof identify>;

const requestMembers = z.object({
  guild_id: z.string(),
  query: z.string().optional(),
  limit: z.int().min(0).optional(),
  user_ids: z.union([z.string(), z.array(z.string())]).optional(),
  nonce: z.string().optional(),
});
export type RequestMembers = z.output<typeof requestMembers>;

const received = z.discriminatedUnion('op', [
  z.object({ op: z.literal(Op.Heartbeat), d: z.int().nullish() }),
  z.object({ op: z.literal(Op.Identify), d: identify }),
  z.object({
    op: z.literal(Op.Resume),
    d: z.object({ token: z.string(), session_id: z.string(), seq: z.int() }),
  }),
  z.object({ op: z.literal(Op.RequestGuildMembers), d: requestMembers }),
  z.object({ op: z.literal(Op.PresenceUpdate), d: z.unknown() }),
  z.object({ op: z.literal(Op.VoiceStateUpdate), d: z.unknown() }),
]);
export type Received = z.output<typeof received>;

/** Undefined where the text is not a frame of the gateway. */
export function readFrame(data: RawData): Received | undefined {
  const bytes = Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer);
  try {
    return received.safeParse(JSON.parse(bytes.toString('utf8'))).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
