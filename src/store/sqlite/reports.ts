// Reports: at most one for each guild, kind and window start.
import type { GuildId, MessageId } from '../../ids.ts';
import type { Report, ReportKind, ReportStore } from '../store.ts';
import type { Database } from './database.ts';

interface Row extends Omit<Report, 'guildId' | 'kind' | 'window' | 'messageId'> {
  guildId: string;
  kind: string;
  from: number;
  to: number;
  messageId: string | null;
}

const SELECT = `SELECT CAST(guild AS TEXT) AS guildId, kind, window_from AS "from", window_to AS "to",
  created_at AS createdAt, settled_at AS settledAt, CAST(message AS TEXT) AS messageId, reason FROM reports`;

export function sqliteReports({ handle, read, write }: Database): ReportStore {
  const insert = handle.prepare(
    `INSERT INTO reports (guild, kind, window_from, window_to, created_at)
     VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  const get = handle.prepare<[bigint, string, number], Row>(
    `${SELECT} WHERE guild = ? AND kind = ? AND window_from = ?`,
  );
  const latest = handle.prepare<[bigint, string], Row>(
    `${SELECT} WHERE guild = ? AND kind = ? ORDER BY window_from DESC LIMIT 1`,
  );
  const waiting = handle.prepare<[bigint, string], Row>(
    `${SELECT} WHERE guild = ? AND kind = ? AND settled_at IS NULL ORDER BY window_from`,
  );
  const givenUp = handle.prepare<[bigint, number, number], Row>(
    `${SELECT} WHERE guild = ? AND settled_at >= ? AND reason IS NOT NULL ORDER BY settled_at DESC LIMIT ?`,
  );
  const settle = handle.prepare(
    `UPDATE reports SET settled_at = ?, message = ?, reason = ? WHERE guild = ? AND kind = ? AND window_from = ?`,
  );
  const prune = handle.prepare('DELETE FROM reports WHERE created_at < ?');

  return {
    save: (report) =>
      write(() => {
        const { guildId, kind, window, createdAt } = report;
        const guild = BigInt(guildId);
        insert.run(guild, kind, window.from, window.to, createdAt);
        const row = get.get(guild, kind, window.from);
        return row ? reportOf(row) : { ...report, ...UNSETTLED };
      }),
    settle: ({ guildId, kind, window }, { at, messageId, reason }) =>
      write(() => {
        const message = messageId === null ? null : BigInt(messageId);
        settle.run(at, message, reason, BigInt(guildId), kind, window.from);
      }),
    latest: (guildId, kind) =>
      read(() => {
        const row = latest.get(BigInt(guildId), kind);
        return row ? reportOf(row) : null;
      }),
    waiting: (guildId, kind) => read(() => waiting.all(BigInt(guildId), kind).map(reportOf)),
    givenUp: (guildId, since, limit) => read(() => givenUp.all(BigInt(guildId), since, limit).map(reportOf)),
    prune: (before) => write(() => prune.run(before).changes),
  };
}

const UNSETTLED = { settledAt: null, messageId: null, reason: null } as const;

const reportOf = ({ guildId, kind, from, to, createdAt, settledAt, messageId, reason }: Row): Report => ({
  guildId: guildId as GuildId,
  kind: kind as ReportKind,
  window: { from, to },
  createdAt,
  settledAt,
  messageId: messageId as MessageId | null,
  reason,
});
