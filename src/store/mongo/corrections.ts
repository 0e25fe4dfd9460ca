// What moderators said of verdicts: a field of the message. Its kind goes out of the buckets with it.
import type { GuildId } from '../../ids.ts';
import type { Label } from '../../mood/verdict.ts';
import type { Window } from '../../mood/window.ts';
import type { CorrectionStore } from '../corrections.ts';
import type { StoredMessage } from '../messages.ts';
import { asRead, messageOf, padded, type Collections, type MessageDocument } from './documents.ts';
import { changesOf, type Tally } from './tally.ts';

export function mongoCorrections({ messages }: Pick<Collections, 'messages'>, tally: Tally): CorrectionStore {
  /** False where it was judged, edited, deleted or corrected since it was read. */
  const correct = (held: MessageDocument, label: Label | null) =>
    tally.atomically([held], async (within) => {
      const update = label === null ? { $unset: { corrected: '' as const } } : { $set: { corrected: label } };
      const { matchedCount } = await messages.updateOne(asRead(held), update, within);
      if (matchedCount === 0) return false;
      const now = { ...held, corrected: label ?? undefined };
      await tally.apply([...changesOf([held], -1), ...changesOf([now], 1)], within);
      return true;
    });
  return {
    set: async (id, revision, label) => {
      for (;;) {
        const held = await messages.findOne({ _id: padded(id), revision, status: 'judged' });
        if (!held) return false;
        if (await correct(held, label)) return true;
      }
    },
    list: async (guildId, window, limit, after) => {
      if (limit <= 0) return [];
      const where = { ...correctedIn(guildId, window), ...(after && olderThan(after, window)) };
      const found = messages.find(where).sort({ createdAt: -1, _id: -1 });
      return (await found.limit(limit).toArray()).map(messageOf);
    },
    count: (guildId, window) => messages.countDocuments(correctedIn(guildId, window)),
  };
}

const correctedIn = (guildId: GuildId, { from, to }: Window) => ({
  guildId,
  corrected: { $exists: true },
  createdAt: { $gte: from, $lt: to },
});

/** Messages of the same millisecond are told apart by their ids. */
const olderThan = ({ id, createdAt }: Pick<StoredMessage, 'id' | 'createdAt'>, { from, to }: Window) => ({
  createdAt: { $gte: from, $lt: Math.min(to, createdAt + 1) },
  $or: [{ createdAt: { $lt: createdAt } }, { _id: { $lt: padded(id) } }],
});
