// A new session: measure the gap before letting messages in, then read it back.
import type { Client, Message } from 'discord.js';
import { guildId } from '../ids.ts';
import { claimGaps, fillGaps } from '../pipeline/backfill.ts';
import { enroll, leave } from '../pipeline/enroll.ts';
import { repliesTo } from '../pipeline/replies.ts';
import { isAnswerable } from '../pipeline/replyTarget.ts';
import type { EventContext } from './event.ts';

export async function newSession(context: EventContext, client: Client<true>): Promise<void> {
  const { store, clock, log, intake, replies, background, signal } = context;
  try {
    await claimGaps(client, store, clock);
  } finally {
    intake.open();
  }
  await resumeReplies(context, client);
  await rollCall(context, client);
  const receive = async (messages: Message[]) => {
    await intake.receive(messages);
    for (const message of messages) if (message.inGuild()) await replies.consider(message);
  };
  background.run('reading back a gap', () => fillGaps({ client, store, log, signal, receive }));
}

async function resumeReplies({ store, replies }: EventContext, client: Client<true>): Promise<void> {
  for (const { key } of await store.claims.open()) {
    const place = repliesTo(key);
    if (!place || !isHere(client, place.guildId)) continue;
    const { channelId, messageId } = place;
    const channel = await client.channels.fetch(channelId).catch(() => null);
    const message = channel?.isTextBased() ? await channel.messages.fetch(messageId).catch(() => null) : null;
    await replies.resume(key, message && isAnswerable(message) ? message : null);
  }
}

/** This process serves it: in a fleet, others serve the rest. Direct messages come to shard 0. */
function isHere(client: Client<true>, guild: string | null): boolean {
  return guild === null ? client.ws.shards.has(0) : client.guilds.cache.has(guild);
}

/** Servers joined or left while the bot was away. */
async function rollCall(
  { store, enrollment, onEnrolled, onLeft }: EventContext,
  client: Client<true>,
): Promise<void> {
  for (const guild of client.guilds.cache.values()) {
    await enroll(guild, enrollment);
    await onEnrolled(guild.id);
  }
  for (const id of await store.settings.guilds()) {
    const { leftAt } = await store.settings.get(id);
    if (leftAt === null && !client.guilds.cache.has(guildId.parse(id))) {
      await leave(id, enrollment);
      await onLeft(id);
    }
  }
}
