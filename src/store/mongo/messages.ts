// Messages: kept before anything else, tagged together with their buckets.
import { MongoBulkWriteError } from 'mongodb';
import type { MessageStore, NewMessage, StoreOptions, Tag } from '../store.ts';
import type { Within } from './connection.ts';
import { asRead, padded, UNJUDGED, type Collections, type MessageDocument } from './documents.ts';
import type { Forgetting } from './forgetting.ts';
import { isDuplicate } from './insert.ts';
import { mongoMessageReads } from './reads.ts';
import type { Sketches } from './sketches.ts';
import { changesOf, type Tally } from './tally.ts';

interface Tagging {
  readonly tag: Tag;
  readonly held: MessageDocument;
}

/** Some of the messages were judged, edited or deleted since they were read. */
class TooLate extends Error {}

const PENDING = { verdict: null, failure: null, status: 'pending' } as const;

export function mongoMessages(
  collections: Collections,
  tally: Tally,
  sketches: Sketches,
  forgetting: Forgetting,
  options: StoreOptions,
): MessageStore {
  const { messages, people } = collections;
  const withoutContent = options.storeContent ? {} : { content: null };

  const optedOut = async (added: readonly NewMessage[]) => {
    const keys = new Set(added.map(({ guildId, authorId }) => `${guildId}/${authorId}`));
    const found = await people.find({ _id: { $in: [...keys] } }).toArray();
    return new Set(found.map(({ _id }) => _id));
  };
  const welcome = async (added: readonly NewMessage[]) => {
    const refused = await optedOut(added);
    return added.filter(({ guildId, authorId }) => !refused.has(`${guildId}/${authorId}`));
  };

  const judged = ({ verdict, model, promptVersion, truncated, judgedAt }: Tag) => {
    const details = { model, promptVersion, truncated, judgedAt, failure: null };
    return { $set: { status: 'judged' as const, verdict, ...details, ...withoutContent } };
  };
  /** Those that took their tag: one request for all where a transaction can be given up when some were too late. */
  const take = async (open: readonly Tagging[], within: Within, together: boolean) => {
    if (within.session && together) {
      const updates = open.map(({ tag, held }) => ({
        updateOne: { filter: asRead(held), update: judged(tag) },
      }));
      const { matchedCount } = await messages.bulkWrite(updates, within);
      if (matchedCount < open.length) throw new TooLate();
      return open;
    }
    const took: Tagging[] = [];
    for (const one of open) {
      const { matchedCount } = await messages.updateOne(asRead(one.held), judged(one.tag), within);
      if (matchedCount > 0) took.push(one);
    }
    return took;
  };
  const rewrite = (held: MessageDocument, content: string) =>
    tally.atomically([held], async (within) => {
      const change = { $set: { content, ...PENDING }, $inc: { revision: 1 }, $unset: DETAILS };
      const { matchedCount } = await messages.updateOne(asRead(held), change, within);
      if (matchedCount > 0) await tally.apply(changesOf([held], -1), within);
      return matchedCount > 0;
    });

  return {
    ...mongoMessageReads(collections),
    remove: forgetting.remove,
    removeChannel: (guildId, channelId) => forgetting.removeAll({ guildId, channelId }),
    expire: forgetting.expire,
    add: async (added) => {
      const taken = await welcome(added);
      if (taken.length === 0) return [];
      const fresh = await inserted(taken);
      // Someone may have opted out between the look and the write.
      const kept = new Set((await welcome(fresh)).map(({ id }) => id));
      const late = fresh.filter(({ id }) => !kept.has(id)).map(({ id }) => id);
      if (late.length > 0) await forgetting.remove(late);
      return fresh.map(({ id }) => id).filter((id) => kept.has(id));
    },
    edit: async (id, content) => {
      for (;;) {
        const held = await messages.findOne({ _id: padded(id) });
        if (!held || held.content === content) return false;
        // Not written: it was judged or edited since it was read.
        if (await rewrite(held, content)) return true;
      }
    },
    tag: async (tags) => {
      const tagging = await unjudged(tags);
      if (tagging.length === 0) return [];
      const open = tagging.map(({ held }) => held);
      await sketches.enter(open);
      const tagAll = (together: boolean) =>
        tally.atomically(open, async (within) => {
          const took = await take(tagging, within, together);
          const counted = took.map(({ tag, held }) => ({ ...held, verdict: tag.verdict }));
          await tally.apply(changesOf(counted, 1), within);
          return took.map(({ tag }) => tag.id);
        });
      try {
        return await tagAll(true);
      } catch (error) {
        if (error instanceof TooLate) return await tagAll(false);
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

  async function inserted(taken: readonly NewMessage[]): Promise<readonly NewMessage[]> {
    try {
      await messages.insertMany(taken.map(documentOf), { ordered: false });
      return taken;
    } catch (error) {
      if (!(error instanceof MongoBulkWriteError)) throw error;
      const errors = [error.writeErrors].flat();
      if (error.result.getWriteConcernError() || errors.some(({ code }) => !isDuplicate(code))) {
        throw error;
      }
      const held = new Set(errors.map(({ index }) => index));
      return taken.filter((_, index) => !held.has(index));
    }
  }

  /** The tags whose message still waits for one, at that revision. */
  async function unjudged(tags: readonly Tag[]): Promise<Tagging[]> {
    if (tags.length === 0) return [];
    const _id = { $in: tags.map(({ id }) => padded(id)) };
    const found = await messages.find({ _id, status: { $in: [...UNJUDGED] } }).toArray();
    const byId = new Map(found.map((held) => [held._id, held]));
    return tags.flatMap((tag): Tagging[] => {
      const held = byId.get(padded(tag.id));
      return held?.revision === tag.revision ? [{ tag, held }] : [];
    });
  }
}

/** What an edit takes away beside the verdict. */
const DETAILS = { model: '', promptVersion: '', truncated: '', judgedAt: '' } as const;

const documentOf = ({
  id,
  guildId,
  channelId,
  authorId,
  createdAt,
  content,
}: NewMessage): MessageDocument => ({
  _id: padded(id),
  guildId,
  channelId,
  authorId,
  createdAt,
  content,
  revision: 1,
  ...PENDING,
});
