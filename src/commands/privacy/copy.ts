// The copy of everything stored about a person: one JSON file, compressed where it is large.
import { gzipSync } from 'node:zlib';
import { timeOf, type ChannelId, type GuildId, type UserId } from '../../ids.ts';
import { rounded } from '../../mood/rounded.ts';
import type { StoredMessage } from '../../store/store.ts';

/** In bytes. A bot may send 10 MiB in one request, including everything beside the file. */
const LARGEST = 9 * 1024 * 1024;

export interface Held {
  readonly guildId: GuildId;
  readonly userId: UserId;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly optedOut: boolean;
  /** They asked to be told of alerts in a direct message. */
  readonly told: boolean;
  readonly messages: readonly StoredMessage[];
  /** Where the bot was asked to forget a conversation; `at` is a snowflake. */
  readonly resets: readonly { readonly channelId: ChannelId; readonly at: string }[];
}

/** The file, or null where it has more than `largest` bytes even when compressed. */
export function copyOf(held: Held, largest = LARGEST): { name: string; attachment: Buffer } | null {
  const { messages, resets, ...about } = held;
  const json = Buffer.from(
    `${JSON.stringify(
      {
        ...about,
        at: new Date(held.at).toISOString(),
        messages: messages.map((message) => ({
          ...message,
          verdict: rounded(message.verdict),
          createdAt: new Date(message.createdAt).toISOString(),
        })),
        resets: resets.map(({ channelId, at }) => ({ channelId, at: new Date(timeOf(at)).toISOString() })),
      },
      null,
      1,
    )}\n`,
  );
  const name = `barometer-${held.guildId}-${held.userId}.json`;
  if (json.length <= largest) return { name, attachment: json };
  const packed = gzipSync(json);
  return packed.length <= largest ? { name: `${name}.gz`, attachment: packed } : null;
}
