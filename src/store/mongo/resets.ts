// Where conversations with the bot begin anew.
import { snowflakeAt } from '../../ids.ts';
import type { ResetStore, Talk } from '../resets.ts';
import { padded, unpadded, type Collections } from './documents.ts';

const keyOf = ({ channelId, userId }: Talk) => `${channelId}/${userId}`;

export function mongoResets({ resets }: Pick<Collections, 'resets'>): ResetStore {
  return {
    set: async (talk, at) => {
      const change = { $setOnInsert: talk, $max: { at: padded(at) } };
      await resets.updateOne({ _id: keyOf(talk) }, change, { upsert: true });
    },
    get: async (talk) => {
      const held = await resets.findOne({ _id: keyOf(talk) });
      return held && unpadded(held.at);
    },
    of: async (guildId, userId) => {
      const found = resets.find({ guildId, userId }).sort({ _id: 1 });
      return (await found.toArray()).map(({ channelId, at }) => ({ channelId, at: unpadded(at) }));
    },
    prune: async (before) =>
      (await resets.deleteMany({ at: { $lt: padded(snowflakeAt(before)) } })).deletedCount,
  };
}
