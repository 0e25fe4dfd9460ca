// A new session: measure the gap before letting messages in, then read it back.
import type { Client, Guild } from 'discord.js';
import { guildId } from '../ids.ts';
import { enroll, leave } from '../pipeline/enroll.ts';
import { whenStored } from '../pipeline/storeAway.ts';
import { resumeReplies } from '../pipeline/unfinished.ts';
import type { EventContext } from './event.ts';

/** Who holds messages back: the first session, or a shard that lost its own. */
export const FIRST = 'the first session';
export const ofShard = (id: number) => `shard ${id}`;

export async function newSession(context: EventContext, client: Client<true>, holder: string): Promise<void> {
  await letIn(context, holder, client.guilds.cache.values());
  const { replies, log } = context;
  const { claims } = context.store;
  await whenStored('unfinished answers', () => resumeReplies(client, { claims, replies, log }), context);
  await whenStored('servers joined and left', () => rollCall(context, client), context);
}

/** Messages of these servers may have been missed. */
export async function letIn(context: EventContext, holder: string, guilds: Iterable<Guild>): Promise<void> {
  const { intake, backfill, background } = context;
  const all = [...guilds];
  try {
    await whenStored('measuring a gap', () => backfill.measure(all), context);
  } finally {
    intake.open(holder);
  }
  background.run('reading back a gap', () => backfill.fill());
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
