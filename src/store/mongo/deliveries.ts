// The outbox. `dueAt` is set while a delivery waits; `settledAt` when it arrived, or (with a reason) was given up.
import type { GuildId } from '../../ids.ts';
import type { DeadLetter, Delivery, DeliveryStore } from '../deliveries.ts';
import type { Collections, DeliveryDocument } from './documents.ts';
import { insertFresh } from './insert.ts';

const DEAD = { dead: true } as const;
const ofThese = (guilds?: readonly GuildId[]) => (guilds ? { guildId: { $in: [...guilds] } } : {});

export function mongoDeliveries({ deliveries }: Pick<Collections, 'deliveries'>): DeliveryStore {
  return {
    add: async (all) => {
      let added = 0;
      for (const { key, ...facts } of all) {
        if (await insertFresh(deliveries, { _id: key, ...facts, tries: 0, dueAt: facts.at })) added += 1;
      }
      return added;
    },
    take: async (now, until, limit, guilds) => {
      const due = deliveries.find({ dueAt: { $gt: 0, $lte: now }, ...ofThese(guilds) }).sort({ dueAt: 1 });
      const taken: Delivery[] = [];
      for (const one of await due.limit(limit).toArray()) {
        // Only if it is as it was read: another process may have taken it meanwhile.
        const asRead = { _id: one._id, dueAt: one.dueAt ?? now };
        const { modifiedCount } = await deliveries.updateOne(asRead, { $set: { dueAt: until } });
        if (modifiedCount > 0) taken.push(deliveryOf(one));
      }
      return taken;
    },
    nextDue: async (guilds) => {
      const waiting = { dueAt: { $gt: 0 }, ...ofThese(guilds) };
      const next = await deliveries.findOne(waiting, { sort: { dueAt: 1 } });
      return next?.dueAt ?? null;
    },
    markArrived: async (key, at) => {
      const $set = { settledAt: at, letter: '' };
      const $unset = { dueAt: '', dead: '', reason: '' } as const;
      await deliveries.updateOne({ _id: key }, { $set, $unset, $inc: { tries: 1 } });
    },
    postpone: async (key, dueAt) => {
      const waiting = { _id: key, dueAt: { $gt: 0 } };
      await deliveries.updateOne(waiting, { $set: { dueAt }, $inc: { tries: 1 } });
    },
    bury: async (key, at, reason) => {
      const died = { settledAt: at, reason, ...DEAD };
      await deliveries.updateOne({ _id: key }, { $set: died, $unset: { dueAt: '' }, $inc: { tries: 1 } });
    },
    deadLetters: async (guildId, limit) => {
      const found = deliveries.find({ guildId, ...DEAD }).sort({ settledAt: -1 });
      return (await found.limit(limit).toArray()).map(deadOf);
    },
    revive: async (guildId, key, now) => {
      const { modifiedCount } = await deliveries.updateOne(
        { _id: key, guildId, ...DEAD },
        { $set: { dueAt: now, tries: 0 }, $unset: { settledAt: '', dead: '', reason: '' } },
      );
      return modifiedCount > 0;
    },
    dropTarget: async (guildId, target) => {
      const unsettled = [{ dueAt: { $gt: 0 } }, DEAD];
      return (await deliveries.deleteMany({ guildId, target, $or: unsettled })).deletedCount;
    },
    prune: async (before) =>
      (await deliveries.deleteMany({ settledAt: { $gt: 0, $lt: before } })).deletedCount,
  };
}

function deliveryOf({ _id, guildId, target, letter, at, tries }: DeliveryDocument): Delivery {
  return { key: _id, guildId, target, letter, at, tries };
}

function deadOf(document: DeliveryDocument): DeadLetter {
  const { settledAt = 0, reason = '' } = document;
  return { ...deliveryOf(document), failedAt: settledAt, reason };
}
