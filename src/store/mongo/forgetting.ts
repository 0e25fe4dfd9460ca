// Messages that go: deleted by people, or old. In steps of bounded length.
import type { Filter } from 'mongodb';
import type { MessageId } from '../../ids.ts';
import { padded, type Collections, type MessageDocument } from './documents.ts';
import { talliesOf, type Change, type Tally } from './tally.ts';

/** Messages in one atomic step. */
const STEP = 100;

export interface Forgetting {
  readonly remove: (ids: readonly MessageId[]) => Promise<number>;
  /** Removes what matches, step by step. */
  readonly removeAll: (filter: Filter<MessageDocument>) => Promise<number>;
  readonly expire: (contentBefore: number, rowsBefore: number, limit: number) => Promise<number>;
}

export function mongoForgetting({ messages }: Collections, tally: Tally): Forgetting {
  const removeStep = async (filter: Filter<MessageDocument>): Promise<number> => {
    const held = await messages.find(filter).limit(STEP).toArray();
    if (held.length === 0) return 0;
    return tally.atomically(held, async (within) => {
      let removed = 0;
      const changes: Change[] = [];
      for (const { _id } of held) {
        const gone = await messages.findOneAndDelete({ _id }, within);
        if (!gone) continue;
        removed++;
        const { guildId, channelId, createdAt, verdict } = gone;
        if (verdict) changes.push({ guildId, channelId, createdAt, by: talliesOf(verdict, -1) });
      }
      await tally.apply(changes, within);
      return removed;
    });
  };
  const oldest = async (filter: Filter<MessageDocument>, limit: number) =>
    limit <= 0
      ? []
      : (await messages.find(filter).limit(limit).project<{ _id: string }>({ _id: 1 }).toArray()).map(
          ({ _id }) => _id,
        );

  return {
    remove: async (ids) => {
      let removed = 0;
      for (let start = 0; start < ids.length; start += STEP) {
        removed += await removeStep({ _id: { $in: ids.slice(start, start + STEP).map(padded) } });
      }
      return removed;
    },
    removeAll: async (filter) => {
      for (let removed = 0; ;) {
        const step = await removeStep(filter);
        if (step === 0) return removed;
        removed += step;
      }
    },
    expire: async (contentBefore, rowsBefore, limit) => {
      const rows = await oldest({ createdAt: { $lt: rowsBefore } }, limit);
      if (rows.length > 0) await messages.deleteMany({ _id: { $in: rows } });
      const held = { createdAt: { $lt: contentBefore }, content: { $type: 'string' as const } };
      const _id = { $in: await oldest(held, limit - rows.length) };
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
