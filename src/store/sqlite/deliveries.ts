// The outbox. due_at is set while a delivery waits; settled_at when it arrived, or (with a reason) was given up.
import type { GuildId } from '../../ids.ts';
import type { DeadLetter, Delivery, DeliveryStore } from '../deliveries.ts';
import type { Database } from './database.ts';

type Row = Omit<Delivery, 'guildId'> & { guildId: string };
type DeadRow = Row & { failedAt: number; reason: string };

const COLUMNS = `key, CAST(guild AS TEXT) AS guildId, target, letter, at, tries`;
// Null means all servers.
const OF_THESE = '($guilds IS NULL OR guild IN (SELECT value FROM json_each($guilds)))';
const listed = (guilds?: readonly GuildId[]) => (guilds ? `[${guilds.join(',')}]` : null);

const DEAD = 'guild = ? AND settled_at IS NOT NULL AND reason IS NOT NULL';

export function sqliteDeliveries({ handle, read, write }: Database): DeliveryStore {
  const insert = handle.prepare(
    `INSERT INTO deliveries (key, guild, target, letter, at, tries, due_at) VALUES (?, ?, ?, ?, ?, 0, ?)
     ON CONFLICT DO NOTHING`,
  );
  const due = handle.prepare<{ now: number; limit: number; guilds: string | null }, Row>(
    `SELECT ${COLUMNS} FROM deliveries WHERE due_at <= $now AND ${OF_THESE} ORDER BY due_at LIMIT $limit`,
  );
  const next = handle.prepare<{ guilds: string | null }, { dueAt: number }>(
    `SELECT due_at AS dueAt FROM deliveries WHERE due_at IS NOT NULL AND ${OF_THESE} ORDER BY due_at LIMIT 1`,
  );
  const move = handle.prepare('UPDATE deliveries SET due_at = ? WHERE key = ? AND due_at IS NOT NULL');
  const again = handle.prepare(
    'UPDATE deliveries SET due_at = ?, tries = tries + 1 WHERE key = ? AND due_at IS NOT NULL',
  );
  const arrive = handle.prepare(
    `UPDATE deliveries SET due_at = NULL, settled_at = ?, reason = NULL, letter = '', tries = tries + 1
     WHERE key = ?`,
  );
  const bury = handle.prepare(
    'UPDATE deliveries SET due_at = NULL, settled_at = ?, reason = ?, tries = tries + 1 WHERE key = ?',
  );
  const dead = handle.prepare<[bigint, number], DeadRow>(
    `SELECT ${COLUMNS}, settled_at AS failedAt, reason FROM deliveries
     WHERE ${DEAD} ORDER BY settled_at DESC LIMIT ?`,
  );
  const revive = handle.prepare(
    `UPDATE deliveries SET due_at = ?, settled_at = NULL, reason = NULL, tries = 0 WHERE ${DEAD} AND key = ?`,
  );
  const drop = handle.prepare(
    'DELETE FROM deliveries WHERE guild = ? AND target = ? AND (due_at IS NOT NULL OR reason IS NOT NULL)',
  );
  const prune = handle.prepare('DELETE FROM deliveries WHERE settled_at < ?');

  return {
    add: (deliveries) =>
      write(() =>
        deliveries.reduce((added, { key, guildId, target, letter, at }) => {
          return added + insert.run(key, BigInt(guildId), target, letter, at, at).changes;
        }, 0),
      ),
    take: (now, until, limit, guilds) =>
      write(() => {
        const rows = due.all({ now, limit, guilds: listed(guilds) });
        for (const { key } of rows) move.run(until, key);
        return rows.map(deliveryOf);
      }),
    nextDue: (guilds) => read(() => next.get({ guilds: listed(guilds) })?.dueAt ?? null),
    markArrived: (key, at) => write(() => void arrive.run(at, key)),
    postpone: (key, dueAt) => write(() => void again.run(dueAt, key)),
    bury: (key, at, reason) => write(() => void bury.run(at, reason, key)),
    deadLetters: (guildId, limit) => read(() => dead.all(BigInt(guildId), limit).map(deadOf)),
    revive: (guildId, key, now) => write(() => revive.run(now, BigInt(guildId), key).changes > 0),
    dropTarget: (guildId, target) => write(() => drop.run(BigInt(guildId), target).changes),
    prune: (before) => write(() => prune.run(before).changes),
  };
}

const deliveryOf = (row: Row): Delivery => ({ ...row, guildId: row.guildId as GuildId });
const deadOf = (row: DeadRow): DeadLetter => ({ ...row, guildId: row.guildId as GuildId });
