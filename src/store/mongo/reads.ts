// What is read of messages.
import type { Filter } from 'mongodb';
import { addCounts, countsOf, NO_COUNTS, type Counts } from '../../mood/counts.ts';
import type { GuildId, UserId } from '../../ids.ts';
import type { Verdict } from '../../mood/verdict.ts';
import type { Window } from '../../mood/window.ts';
import type { MessageStore, Scope } from '../store.ts';
import { messageOf, padded, unpadded, type Collections, type MessageDocument } from './documents.ts';

type Reads = Pick<
  MessageStore,
  'pending' | 'countPending' | 'get' | 'recent' | 'countsOfAuthor' | 'newestId'
>;

const NEWEST_FIRST = { createdAt: -1, _id: -1 } as const;

export function mongoMessageReads({ messages }: Pick<Collections, 'messages'>): Reads {
  return {
    get: async (id) => {
      const document = await messages.findOne({ _id: padded(id) });
      return document && messageOf(document);
    },
    pending: async (limit, after, guilds) => {
      const later = after === undefined ? {} : { _id: { $gt: padded(after) } };
      const found = messages.find({ ...pendingIn(guilds), ...later }).sort({ _id: 1 });
      return (await found.limit(limit).toArray()).map(messageOf);
    },
    countPending: (guilds) => messages.countDocuments(pendingIn(guilds)),
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
    newestId: async (channelId) => {
      const newest = await messages.findOne({ channelId }, { sort: NEWEST_FIRST });
      return newest && unpadded(newest._id);
    },
  };
}

function pendingIn(guilds: readonly GuildId[] | undefined): Filter<MessageDocument> {
  return { status: 'pending', ...(guilds && { guildId: { $in: guilds } }) };
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
