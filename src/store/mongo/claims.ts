// Claims: each is written before its post, so that nothing is posted twice.
import type { Claim, ClaimStore } from '../store.ts';
import { insertFresh } from './insert.ts';
import type { ClaimDocument, Collections } from './documents.ts';

export function mongoClaims({ claims }: Pick<Collections, 'claims'>): ClaimStore {
  return {
    take: async (key, now) => {
      const claim = { _id: key, claimedAt: now, messageId: null, settled: false };
      const fresh = await insertFresh(claims, claim);
      const held = fresh ? claim : await claims.findOne({ _id: key });
      return { claim: claimOf(held ?? claim), fresh };
    },
    settle: async (key, messageId) => {
      await claims.updateOne({ _id: key }, { $set: { settled: true, messageId } });
    },
    get: async (key) => {
      const held = await claims.findOne({ _id: key });
      return held && claimOf(held);
    },
    unsettled: async () => {
      const found = claims.find({ settled: false }).sort({ claimedAt: 1, _id: 1 });
      return (await found.toArray()).map(claimOf);
    },
    prune: async (before) =>
      (await claims.deleteMany({ settled: true, claimedAt: { $lt: before } })).deletedCount,
  };
}

const claimOf = ({ _id, claimedAt, messageId, settled }: ClaimDocument): Claim => ({
  key: _id,
  claimedAt,
  messageId,
  settled,
});
