// A new session: measure the gap before letting messages in, then read it back.
import type { Client, Guild } from 'discord.js';
import { reasonOf } from '../errors.ts';
import { guildId } from '../ids.ts';
import { enroll, leave } from '../pipeline/enroll.ts';
import { whenStored } from '../pipeline/storeAway.ts';
import { resumeReplies } from '../pipeline/unfinished.ts';
import { StoreUnavailableError } from '../store/errors.ts';
import type { EventContext } from './event.ts';

/** Who holds messages back: the first session, or a shard that lost its own. */
export const FIRST = 'the first session';
export const ofShard = (id: number) => `shard ${id}`;

export async function newSession(context: EventContext, client: Client<true>, holder: string): Promise<void> {
  const measured = letIn(context, client.guilds.cache.values());
  context.intake.open(holder);
  await measured;
  const { replies, log } = context;
  const { claims } = context.store;
  await whenStored('unfinished answers', () => resumeReplies(client, { claims, replies, log }), context);
  await whenStored('servers joined and left', () => rollCall(context, client), context);
}

/** Messages of these servers may have been missed: what is new waits until it is known, whatever happens to the session. */
export async function letIn(context: EventContext, guilds: Iterable<Guild>): Promise<void> {
  const { intake, backfill, background } = context;
  const all = [...guilds];
  const measuring = Symbol('measuring');
  intake.hold(measuring);
  try {
    await whenStored('measuring a gap', () => backfill.measure(all), context);
  } finally {
    intake.open(measuring);
  }
  background.run('reading back a gap', () => backfill.fill());
}

/** Servers joined or left while the bot was away. */
async function rollCall(
  { store, log, enrollment, onEnrolled, onLeft }: EventContext,
  client: Client<true>,
): Promise<void> {
  for (const guild of client.guilds.cache.values()) {
    try {
      await enroll(guild, enrollment);
    } catch (error) {
      if (error instanceof StoreUnavailableError) throw error;
      log.warn({ guildId: guild.id, reason: reasonOf(error) }, 'the notice could not be posted');
    }
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
