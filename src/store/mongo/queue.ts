// The messages that wait for a verdict; verdicts are written together with their buckets.
import type { Filter } from 'mongodb';
import type { GuildId } from '../../ids.ts';
import type { JudgingQueue, Tag } from '../messages.ts';
import type { StoreOptions } from '../store.ts';
import type { Within } from './connection.ts';
import { asRead, messageOf, padded, UNJUDGED, type Collections, type MessageDocument } from './documents.ts';
import type { Sketches } from './sketches.ts';
import { changesOf, type Tally } from './tally.ts';

interface Tagging {
  readonly tag: Tag;
  readonly held: MessageDocument;
}

/** Some of the messages were judged, edited or deleted since they were read. */
class TooLate extends Error {}

export function mongoQueue(
  { messages }: Pick<Collections, 'messages'>,
  tally: Tally,
  sketches: Sketches,
  { storeContent }: StoreOptions,
): JudgingQueue {
  const withoutContent = storeContent ? {} : { content: null };
  const verdicts = verdictWrites(messages, withoutContent);
  const tagAll = (open: readonly Tagging[], together: boolean) =>
    tally.atomically(
      open.map(({ held }) => held),
      async (within) => {
        // Without a transaction there is nothing to give up.
        const write = within.session && together ? verdicts.writeTogether : verdicts.writeEach;
        const taken = await write(open, within);
        const counted = taken.map(({ tag, held }) => ({ ...held, verdict: tag.verdict }));
        await tally.apply(changesOf(counted, 1), within);
        return taken.map(({ tag }) => tag.id);
      },
    );

  return {
    pending: async (limit, after, guilds) => {
      const later = after === undefined ? {} : { _id: { $gt: padded(after) } };
      const found = messages.find({ ...pendingIn(guilds), ...later }).sort({ _id: 1 });
      return (await found.limit(limit).toArray()).map(messageOf);
    },
    countPending: (guilds) => messages.countDocuments(pendingIn(guilds)),
    tag: async (tags) => {
      const open = await verdicts.unjudged(tags);
      if (open.length === 0) return [];
      await sketches.enter(open.map(({ held }) => held));
      try {
        return await tagAll(open, true);
      } catch (error) {
        if (error instanceof TooLate) return await tagAll(open, false);
        throw error;
      }
    },
    fail: async (failures) => {
      if (failures.length === 0) return;
      await messages.bulkWrite(
        failures.map(({ id, revision, reason }) => ({
          updateOne: {
            filter: { _id: padded(id), revision, status: { $in: [...UNJUDGED] } },
            update: { $set: { status: 'failed', failure: reason, ...withoutContent } },
          },
        })),
      );
    },
  };
}

/** Writes verdicts into messages. `withoutContent`: what else a verdict sets. */
function verdictWrites(messages: Collections['messages'], withoutContent: { content?: null }) {
  const judged = ({ verdict, model, promptVersion, truncated, judgedAt }: Tag) => {
    const details = { model, promptVersion, truncated, judgedAt, failure: null };
    return { $set: { status: 'judged' as const, verdict, ...details, ...withoutContent } };
  };
  return {
    /** The tags whose message still waits for one, at that revision. */
    unjudged: async (tags: readonly Tag[]): Promise<Tagging[]> => {
      if (tags.length === 0) return [];
      const _id = { $in: tags.map(({ id }) => padded(id)) };
      const found = await messages.find({ _id, status: { $in: [...UNJUDGED] } }).toArray();
      const byId = new Map(found.map((held) => [held._id, held]));
      return tags.flatMap((tag): Tagging[] => {
        const held = byId.get(padded(tag.id));
        return held?.revision === tag.revision ? [{ tag, held }] : [];
      });
    },
    /** Writes all tags in one request. @throws TooLate where a message changed: the transaction is then given up */
    writeTogether: async (open: readonly Tagging[], within: Within) => {
      const updates = open.map(({ tag, held }) => ({
        updateOne: { filter: asRead(held), update: judged(tag) },
      }));
      const { matchedCount } = await messages.bulkWrite(updates, within);
      if (matchedCount < open.length) throw new TooLate();
      return open;
    },
    /** Writes tag by tag; returns those that were taken. */
    writeEach: async (open: readonly Tagging[], within: Within) => {
      const taken: Tagging[] = [];
      for (const one of open) {
        const { matchedCount } = await messages.updateOne(asRead(one.held), judged(one.tag), within);
        if (matchedCount > 0) taken.push(one);
      }
      return taken;
    },
  };
}

function pendingIn(guilds: readonly GuildId[] | undefined): Filter<MessageDocument> {
  return { status: 'pending', ...(guilds && { guildId: { $in: guilds } }) };
}
