// Deletes messages that people deleted or that are old, in steps of bounded length.
import type { Filter, FindOptions } from 'mongodb';
import type { MessageId } from '../../ids.ts';
import { asRead, padded, type Collections, type MessageDocument } from './documents.ts';
import { changesOf, type Tally } from './tally.ts';

/** Messages in one atomic step. */
const STEP = 100;

export interface Forgetting {
  readonly remove: (ids: readonly MessageId[]) => Promise<number>;
  /** Removes all matching messages, step by step; returns how many. */
  readonly removeAll: (filter: Filter<MessageDocument>) => Promise<number>;
  readonly expire: (contentBefore: number, rowsBefore: number, limit: number) => Promise<number>;
}

export function mongoForgetting({ messages }: Collections, tally: Tally): Forgetting {
  /**
   * Removes at most STEP matching messages; null when none matches. Those that changed since they were read stay for
   * the next step.
   */
  const removeStep = async (filter: Filter<MessageDocument>): Promise<number | null> => {
    const held = await messages.find(filter).limit(STEP).toArray();
    if (held.length === 0) return null;
    return tally.atomically(held, async (within) => {
      const gone: MessageDocument[] = [];
      for (const message of held) {
        const { deletedCount } = await messages.deleteOne(asRead(message), within);
        if (deletedCount > 0) gone.push(message);
      }
      await tally.apply(changesOf(gone, -1), within);
      return gone.length;
    });
  };
  const removeAll = async (filter: Filter<MessageDocument>): Promise<number> => {
    for (let removed = 0; ;) {
      const step = await removeStep(filter);
      if (step === null) return removed;
      removed += step;
    }
  };
  const idsOf = async (filter: Filter<MessageDocument>, limit: number, index: FindOptions = {}) => {
    if (limit <= 0) return [];
    const found = messages.find(filter, index).limit(limit).project<{ _id: string }>({ _id: 1 });
    return (await found.toArray()).map(({ _id }) => _id);
  };

  return {
    remove: (ids) => removeAll({ _id: { $in: ids.map(padded) } }),
    removeAll,
    expire: async (contentBefore, rowsBefore, limit) => {
      const rows = await idsOf({ createdAt: { $lt: rowsBefore } }, limit);
      if (rows.length > 0) await messages.deleteMany({ _id: { $in: rows } });
      const held = { createdAt: { $lt: contentBefore }, content: { $type: 'string' as const } };
      // The index is named: MongoDB might choose one that also holds the messages without content.
      const _id = { $in: await idsOf(held, limit - rows.length, { hint: 'with_content' }) };
      if (_id.$in.length > 0) {
        const failure = 'expired before it was judged';
        const given = { status: 'failed', failure, content: null } as const;
        await messages.updateMany({ _id, status: 'pending' }, { $set: given });
        await messages.updateMany({ _id }, { $set: { content: null } });
      }
      return rows.length + _id.$in.length;
    },
  };
}
