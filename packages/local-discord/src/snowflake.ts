// Discord's ids (snowflakes): numbers in strings that begin with the moment they were made.
import { DiscordSnowflake, Snowflake } from '@sapphire/snowflake';
import { z } from 'zod';

/** The source of a regular expression for one id. */
export const SNOWFLAKE = String.raw`\d{1,20}`;

export const snowflake = z.string().regex(new RegExp(`^${SNOWFLAKE}$`));

/** The moment an id was made, in milliseconds since 1970. */
export const timeOf = (id: string): number => Number(DiscordSnowflake.deconstruct(id).timestamp);

/** The smallest id of a moment (milliseconds since 1970, not before 2015). */
export const snowflakeAt = (at: number): bigint =>
  DiscordSnowflake.generate({
    timestamp: Math.max(Math.trunc(at), DiscordSnowflake.epochNumber),
    increment: 0n,
    workerId: 0n,
    processId: 0n,
  });

/** Negative, zero or positive, as sort() wants it. */
export const compareIds = (a: string, b: string): number => Snowflake.compare(a, b);
