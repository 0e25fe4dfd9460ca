// A new session: finds which messages were missed before new ones are handled, then fetches them.
import type { Client, Guild } from 'discord.js';
import { reasonOf } from '../errors.ts';
import type { GuildId } from '../ids.ts';
import { eachOf } from '../pipeline/each.ts';
import { enroll, leave } from '../pipeline/enroll.ts';
import { untilStoreAnswers } from '../pipeline/storeAway.ts';
import { resumeReplies } from '../pipeline/unfinished.ts';
import type { EventContext } from './event.ts';

/** Names of those who hold new messages back: the first session, or a shard that lost its session. */
export const FIRST = 'the first session';
export const ofShard = (id: number) => `shard ${id}`;

export async function newSession(context: EventContext, client: Client<true>, holder: string): Promise<void> {
  const { replies, log, background } = context;
  const { claims } = context.store;
  const measured = measureGaps(context, client.guilds.cache.values());
  context.intake.open(holder);
  try {
    await measured;
  } finally {
    background.run('unfinished answers', () =>
      untilStoreAnswers('unfinished answers', () => resumeReplies(client, { claims, replies, log }), context),
    );
    background.run('servers joined and left', () =>
      untilStoreAnswers('servers joined and left', () => syncMembership(context, client), context),
    );
  }
}

/**
 * Finds the gaps in these servers, where messages may have been missed, and fetches them in the background. New
 * messages wait until the gaps are known, even if the session changes meanwhile.
 */
export async function measureGaps(context: EventContext, guilds: Iterable<Guild>): Promise<void> {
  const { intake, backfill, background } = context;
  const all = [...guilds];
  const measuring = Symbol('measuring');
  intake.hold(measuring);
  try {
    await untilStoreAnswers('measuring a gap', () => backfill.measure(all), context);
  } finally {
    intake.open(measuring);
    background.run('reading back a gap', () => backfill.fill());
  }
}

/** Handles servers that were joined or left while the bot was away. */
async function syncMembership(
  { store, log, enrollment, onEnrolled, onLeft }: EventContext,
  client: Client<true>,
): Promise<void> {
  const joined = async (guild: Guild) => {
    await enroll(guild, enrollment);
    await onEnrolled(guild.id);
  };
  const left = async (id: GuildId) => {
    const { leftAt } = await store.settings.get(id);
    if (leftAt !== null || client.guilds.cache.has(id)) return;
    await leave(id, enrollment);
    await onLeft(id);
  };
  const failed = (error: unknown, id: string) =>
    log.error({ guildId: id, reason: reasonOf(error) }, 'a server could not be brought in line');
  await eachOf(client.guilds.cache.values(), joined, (error, { id }) => failed(error, id));
  await eachOf(await store.settings.guilds(), left, failed);
}
