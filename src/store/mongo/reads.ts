// Reads of messages.
import type { Filter } from 'mongodb';
import { addCounts, countsOf, NO_COUNTS, type Counts } from '../../mood/counts.ts';
import type { ChannelId, UserId } from '../../ids.ts';
import type { Verdict } from '../../mood/verdict.ts';
import type { Window } from '../../mood/window.ts';
import type { MessageReads, Scope } from '../messages.ts';
import { messageOf, padded, unpadded, type Collections, type MessageDocument } from './documents.ts';

const NEWEST_FIRST = { createdAt: -1, _id: -1 } as const;

export function mongoMessageReads({ messages }: Pick<Collections, 'messages'>): MessageReads {
  return {
    get: async (id) => {
      const document = await messages.findOne({ _id: padded(id) });
      return document && messageOf(document);
    },
    among: async (ids) => (await messages.find({ _id: { $in: ids.map(padded) } }).toArray()).map(messageOf),
    recent: async (scope, limit, only = {}) => {
      if (limit <= 0) return [];
      const found = messages.find(judgedIn(scope, only.window, only.authorId)).sort(NEWEST_FIRST);
      return (await found.limit(limit).toArray()).map(messageOf);
    },
    countsOfAuthor: async (scope, authorId, window) => {
      const groups = await messages
        .aggregate<{ _id: Pick<Verdict, 'label' | 'uncertain'>; count: number }>([
          { $match: judgedIn(scope, window, authorId) },
          {
            $group: {
              _id: { label: '$verdict.label', uncertain: '$verdict.uncertain' },
              count: { $sum: 1 },
            },
          },
        ])
        .toArray();
      return groups.map(({ _id, count }) => timesCounts(countsOf(_id), count)).reduce(addCounts, NO_COUNTS);
    },
    waiting: async (guildId, { from, to }, authorId) => {
      const groups = await messages
        .aggregate<{ _id: ChannelId; total: number }>([
          {
            $match: {
              guildId,
              status: 'pending',
              createdAt: { $gte: from, $lt: to },
              ...(authorId !== undefined && { authorId }),
            },
          },
          { $group: { _id: '$channelId', total: { $sum: 1 } } },
        ])
        .toArray();
      return groups.map(({ _id, total }) => ({ channelId: _id, total }));
    },
    newestId: async (channelId) => {
      const newest = await messages.findOne({ channelId }, { sort: NEWEST_FIRST });
      return newest && unpadded(newest._id);
    },
  };
}

/** Judged messages of a scope. */
export function judgedIn(
  { guildId, channelId }: Scope,
  window?: Window,
  authorId?: UserId,
): Filter<MessageDocument> {
  return {
    guildId,
    ...(channelId === null ? {} : { channelId }),
    ...(authorId === undefined ? {} : { authorId }),
    ...(window === undefined ? {} : { createdAt: { $gte: window.from, $lt: window.to } }),
    status: 'judged',
  };
}

function timesCounts(counts: Counts, times: number): Counts {
  return {
    total: counts.total * times,
    positive: counts.positive * times,
    neutral: counts.neutral * times,
    negative: counts.negative * times,
    uncertain: counts.uncertain * times,
  };
}
