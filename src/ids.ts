// Discord ids (snowflakes) as branded strings, so that a channel is never passed for a guild.
import { z } from 'zod';

declare const brand: unique symbol;
type Id<Name extends string> = string & { readonly [brand]: Name };

export type GuildId = Id<'guild'>;
export type ChannelId = Id<'channel'>;
export type UserId = Id<'user'>;
export type RoleId = Id<'role'>;
export type MessageId = Id<'message'>;

/** What a signed integer of 64 bits holds, as databases store ids; Discord gets there in the year 2084. */
const LARGEST = '9223372036854775807';
/** An id of whatever kind. */
export const snowflake = z
  .string()
  .regex(/^\d{1,19}$/)
  .refine((text) => text.length < LARGEST.length || text <= LARGEST);
const idOf = <T extends Id<string>>() => snowflake.transform((text) => text as T);

export const guildId = idOf<GuildId>();
export const channelId = idOf<ChannelId>();
export const userId = idOf<UserId>();
export const roleId = idOf<RoleId>();
export const messageId = idOf<MessageId>();

const DISCORD_EPOCH = 1_420_070_400_000n;

/** When a snowflake was made, in milliseconds since 1970. */
export function timeOf(id: string): number {
  return Number((BigInt(id) >> 22n) + DISCORD_EPOCH);
}

/** The smallest snowflake of a moment (milliseconds since 1970; moments before 2015 give "0"). */
export function snowflakeAt(at: number): string {
  const since = BigInt(Math.trunc(at)) - DISCORD_EPOCH;
  return (since < 0n ? 0n : since << 22n).toString();
}

/** Compares snowflakes as numbers: negative where `a` is smaller, 0 where they are equal. */
export function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

/** The greatest of these snowflakes, which is the newest; null where there are none. */
export function newestOf(ids: readonly string[]): string | null {
  return ids.reduce<string | null>(
    (newest, id) => (newest === null || compareIds(id, newest) > 0 ? id : newest),
    null,
  );
}
