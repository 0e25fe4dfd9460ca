// Writes what people wrote, changed and deleted.
import { MongoBulkWriteError } from 'mongodb';
import type { MessageIntake, NewMessage } from '../messages.ts';
import { asRead, padded, PENDING, personKey, type Collections, type MessageDocument } from './documents.ts';
import type { Forgetting } from './forgetting.ts';
import { isDuplicate } from './insert.ts';
import { changesOf, type Tally } from './tally.ts';

export function mongoIntake(
  { messages, people }: Collections,
  tally: Tally,
  forgetting: Forgetting,
): MessageIntake {
  /** Those whose author did not opt out. */
  const withoutOptedOut = async (added: readonly NewMessage[]) => {
    const keys = new Set(added.map(({ guildId, authorId }) => personKey(guildId, authorId)));
    const found = await people.find({ _id: { $in: [...keys] } }).toArray();
    const optedOut = new Set(found.map(({ _id }) => _id));
    return added.filter(({ guildId, authorId }) => !optedOut.has(personKey(guildId, authorId)));
  };
  /** Inserts; returns those that were not there before. */
  const insertNew = async (added: readonly NewMessage[]): Promise<readonly NewMessage[]> => {
    try {
      await messages.insertMany(added.map(documentOf), { ordered: false });
      return added;
    } catch (error) {
      const held = duplicatesIn(error);
      return added.filter((_, index) => !held.has(index));
    }
  };
  const rewrite = (held: MessageDocument, content: string) =>
    tally.atomically([held], async (within) => {
      const change = { $set: { content, ...PENDING }, $inc: { revision: 1 }, $unset: DETAILS };
      const { matchedCount } = await messages.updateOne(asRead(held), change, within);
      if (matchedCount > 0) await tally.apply(changesOf([held], -1), within);
      return matchedCount > 0;
    });

  return {
    add: async (added) => {
      const taken = await withoutOptedOut(added);
      if (taken.length === 0) return [];
      const fresh = await insertNew(taken);
      // Someone may have opted out between the look and the write.
      const kept = new Set((await withoutOptedOut(fresh)).map(({ id }) => id));
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
    remove: forgetting.remove,
    removeChannel: (guildId, channelId) => forgetting.removeAll({ guildId, channelId }),
  };
}

/** The positions of documents that were there already. Throws the error where anything else went wrong. */
function duplicatesIn(error: unknown): Set<number> {
  if (!(error instanceof MongoBulkWriteError)) throw error;
  const errors = [error.writeErrors].flat();
  if (error.result.getWriteConcernError() || errors.some(({ code }) => !isDuplicate(code))) throw error;
  return new Set(errors.map(({ index }) => index));
}

/** What an edit takes away beside the verdict. */
const DETAILS = { corrected: '', model: '', promptVersion: '', truncated: '', judgedAt: '' } as const;

const documentOf = ({ id, ...facts }: NewMessage): MessageDocument => ({
  _id: padded(id),
  guildId: facts.guildId,
  channelId: facts.channelId,
  authorId: facts.authorId,
  createdAt: facts.createdAt,
  content: facts.content,
  revision: 1,
  ...PENDING,
});
