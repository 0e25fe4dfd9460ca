// Reports: one a guild, kind and window start.
import type { GuildId, MessageId } from '../../ids.ts';
import type { Report, ReportKind, ReportStore } from '../store.ts';
import type { Database } from './database.ts';

interface Row {
  guildId: string;
  kind: string;
  from: number;
  to: number;
  facts: string;
  createdAt: number;
  messageId: string | null;
}

const SELECT = `SELECT CAST(guild AS TEXT) AS guildId, kind, window_from AS "from", window_to AS "to",
  facts, created_at AS createdAt, CAST(message AS TEXT) AS messageId FROM reports`;

export function sqliteReports({ handle, read, write }: Database): ReportStore {
  const insert = handle.prepare(
    `INSERT INTO reports (guild, kind, window_from, window_to, facts, created_at)
     VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  const get = handle.prepare<[bigint, string, number], Row>(
    `${SELECT} WHERE guild = ? AND kind = ? AND window_from = ?`,
  );
  const latest = handle.prepare<[bigint, string], Row>(
    `${SELECT} WHERE guild = ? AND kind = ? ORDER BY window_from DESC LIMIT 1`,
  );
  const setMessage = handle.prepare(
    'UPDATE reports SET message = ? WHERE guild = ? AND kind = ? AND window_from = ?',
  );

  return {
    save: (report) =>
      write(() => {
        const { guildId, kind, window, facts, createdAt } = report;
        const guild = BigInt(guildId);
        insert.run(guild, kind, window.from, window.to, JSON.stringify(facts ?? null), createdAt);
        const row = get.get(guild, kind, window.from);
        return row ? reportOf(row) : { ...report, messageId: null };
      }),
    setMessage: (guildId, kind, from, messageId) =>
      write(() => void setMessage.run(BigInt(messageId), BigInt(guildId), kind, from)),
    latest: (guildId, kind) =>
      read(() => {
        const row = latest.get(BigInt(guildId), kind);
        return row ? reportOf(row) : null;
      }),
  };
}

const reportOf = ({ guildId, kind, from, to, facts, createdAt, messageId }: Row): Report => ({
  guildId: guildId as GuildId,
  kind: kind as ReportKind,
  window: { from, to },
  facts: JSON.parse(facts) as unknown,
  createdAt,
  messageId: messageId as MessageId | null,
});
