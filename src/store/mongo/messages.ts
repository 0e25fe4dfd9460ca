// Messages: kept before anything else, tagged together with their buckets.
import { MongoBulkWriteError, type WithId } from 'mongodb';
import type { MessageId } from '../../ids.ts';
import type { MessageStore, NewMessage, StoreOptions, Tag } from '../store.ts';
import { padded, unpadded, type Collections, type MessageDocument } from './documents.ts';
import type { Forgetting } from './forgetting.ts';
import { isDuplicate } from './insert.ts';
import { mongoMessageReads } from './reads.ts';
import type { Sketches } from './sketches.ts';
import { talliesOf, type Change, type Tally } from './tally.ts';

const UNJUDGED = { verdict: null, failure: null, status: 'pending' } as const;

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

  const take = async (tag: Tag, within: object): Promise<Change | null> => {
    const { revision, verdict, model, promptVersion, truncated, judgedAt } = tag;
    const details = { model, promptVersion, truncated, judgedAt, failure: null };
    const held = await messages.findOneAndUpdate(
      { _id: padded(tag.id), revision, status: { $in: ['pending', 'failed'] } },
      { $set: { status: 'judged', verdict, ...details, ...withoutContent } },
      within,
    );
    return held && { ...placeOf(held), by: talliesOf(verdict, 1) };
  };

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
      const _id = padded(id);
      const held = await messages.findOne({ _id });
      if (!held || held.content === content) return false;
      return tally.atomically([held], async (within) => {
        const before = await messages.findOneAndUpdate(
          { _id, content: { $ne: content } },
          { $set: { content, ...UNJUDGED }, $inc: { revision: 1 }, $unset: DETAILS },
          { ...within, returnDocument: 'before' },
        );
        if (before?.verdict) {
          const by = talliesOf(before.verdict, -1);
          await tally.apply([{ ...placeOf(before), by }], within);
        }
        return before !== null;
      });
    },
    tag: async (tags) => {
      const open = await unjudged(tags);
      if (open.length === 0) return [];
      await sketches.enter(open);
      const ids = new Set(open.map(({ _id }) => unpadded(_id)));
      return tally.atomically(open, async (within) => {
        const took: MessageId[] = [];
        const changes: Change[] = [];
        for (const tag of tags.filter(({ id }) => ids.has(id))) {
          const change = await take(tag, within);
          if (!change) continue;
          took.push(tag.id);
          changes.push(change);
        }
        await tally.apply(changes, within);
        return took;
      });
    },
    fail: async (failures) => {
      if (failures.length === 0) return;
      await messages.bulkWrite(
        failures.map(({ id, revision, reason }) => ({
          updateOne: {
            filter: { _id: padded(id), revision, status: { $in: ['pending', 'failed'] } },
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

  function unjudged(tags: readonly Tag[]): Promise<WithId<MessageDocument>[]> {
    const revisions = tags.map(({ id, revision }) => ({ _id: padded(id), revision }));
    if (revisions.length === 0) return Promise.resolve([]);
    return messages.find({ $or: revisions, status: { $in: ['pending', 'failed'] } }).toArray();
  }
}

/** What an edit takes away beside the verdict. */
const DETAILS = { model: '', promptVersion: '', truncated: '', judgedAt: '' } as const;

const placeOf = ({ guildId, channelId, createdAt }: MessageDocument) => ({
  guildId,
  channelId,
  createdAt,
});

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
  ...UNJUDGED,
});
