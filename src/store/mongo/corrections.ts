// What moderators said of verdicts: a field of the message.
import type { GuildId } from '../../ids.ts';
import type { Window } from '../../mood/window.ts';
import type { CorrectionStore } from '../corrections.ts';
import { messageOf, padded, type Collections } from './documents.ts';

export function mongoCorrections({ messages }: Pick<Collections, 'messages'>): CorrectionStore {
  return {
    set: async (id, revision, label) => {
      const filter = { _id: padded(id), revision, status: 'judged' as const };
      const { matchedCount } = await (label === null
        ? messages.updateOne(filter, { $unset: { corrected: '' } })
        : messages.updateOne(filter, { $set: { corrected: label } }));
      return matchedCount > 0;
    },
    list: async (guildId, window, limit) => {
      if (limit <= 0) return [];
      const found = messages.find(correctedIn(guildId, window)).sort({ createdAt: -1, _id: -1 });
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
