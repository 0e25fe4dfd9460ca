// Claims: each is written before its post, so that nothing is posted twice.
import type { MessageId } from '../../ids.ts';
import type { Claim, ClaimStore } from '../store.ts';
import type { Database } from './database.ts';

interface Row {
  key: string;
  claimedAt: number;
  messageId: string | null;
  settled: number;
}

const SELECT = `SELECT key, claimed_at AS claimedAt, CAST(message AS TEXT) AS messageId, settled FROM claims`;

export function sqliteClaims({ handle, read, write }: Database): ClaimStore {
  const insert = handle.prepare(
    'INSERT INTO claims (key, claimed_at, settled) VALUES (?, ?, 0) ON CONFLICT DO NOTHING',
  );
  const get = handle.prepare<[string], Row>(`${SELECT} WHERE key = ?`);
  const open = handle.prepare<[], Row>(`${SELECT} WHERE settled = 0 ORDER BY claimed_at, key`);
  const settle = handle.prepare('UPDATE claims SET settled = 1, message = ? WHERE key = ?');
  const prune = handle.prepare('DELETE FROM claims WHERE settled = 1 AND claimed_at < ?');

  const find = (key: string) => {
    const row = get.get(key);
    return row ? claimOf(row) : null;
  };
  return {
    take: (key, now) =>
      write(() => {
        const fresh = insert.run(key, now).changes > 0;
        return { claim: find(key) ?? { key, claimedAt: now, messageId: null, settled: false }, fresh };
      }),
    settle: (key, messageId) =>
      write(() => void settle.run(messageId === null ? null : BigInt(messageId), key)),
    get: (key) => read(() => find(key)),
    unsettled: () => read(() => open.all().map(claimOf)),
    prune: (before) => write(() => prune.run(before).changes),
  };
}

const claimOf = ({ key, claimedAt, messageId, settled }: Row): Claim => ({
  key,
  claimedAt,
  messageId: messageId as MessageId | null,
  settled: settled === 1,
});
