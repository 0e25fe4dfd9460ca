// Incidents: one open a channel, kept so by a partial unique index.
import type { ChannelId, GuildId, MessageId } from '../../ids.ts';
import type { Evidence } from '../../mood/evidence.ts';
import type { Incident, IncidentStore } from '../store.ts';
import type { Database } from './database.ts';

interface Row {
  id: string;
  guildId: string;
  channelId: string;
  openedAt: number;
  resolvedAt: number | null;
  evidence: string;
  alertChannelId: string | null;
  messageId: string | null;
}

const SELECT = `SELECT CAST(id AS TEXT) AS id, CAST(guild AS TEXT) AS guildId,
  CAST(channel AS TEXT) AS channelId, opened_at AS openedAt, resolved_at AS resolvedAt, evidence,
  CAST(alert_channel AS TEXT) AS alertChannelId, CAST(message AS TEXT) AS messageId FROM incidents
  WHERE resolved_at IS NULL`;

export function sqliteIncidents({ handle, read, write }: Database): IncidentStore {
  const insert = handle.prepare(
    `INSERT INTO incidents (guild, channel, opened_at, evidence) VALUES (?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
  );
  const openOf = handle.prepare<[bigint, bigint], Row>(`${SELECT} AND guild = ? AND channel = ?`);
  const openIn = handle.prepare<[bigint], Row>(`${SELECT} AND guild = ? ORDER BY opened_at, id`);
  const allOpen = handle.prepare<[], Row>(`${SELECT} ORDER BY opened_at, id`);
  const update = handle.prepare('UPDATE incidents SET evidence = ? WHERE id = ?');
  const setMessage = handle.prepare('UPDATE incidents SET alert_channel = ?, message = ? WHERE id = ?');
  const resolve = handle.prepare('UPDATE incidents SET resolved_at = ? WHERE id = ? AND resolved_at IS NULL');

  return {
    open: ({ guildId, channelId, openedAt, evidence }) =>
      write(() => {
        const place = [BigInt(guildId), BigInt(channelId)] as const;
        const fresh = insert.run(...place, openedAt, JSON.stringify(evidence)).changes > 0;
        const row = openOf.get(...place);
        if (!row) throw new Error('An incident that was just written is not there');
        return { incident: incidentOf(row), fresh };
      }),
    update: (id, evidence) => write(() => void update.run(JSON.stringify(evidence), BigInt(id))),
    setMessage: (id, alertChannelId, messageId) =>
      write(() => void setMessage.run(BigInt(alertChannelId), BigInt(messageId), BigInt(id))),
    resolve: (id, at) => write(() => void resolve.run(at, BigInt(id))),
    openIn: (guildId) => read(() => openIn.all(BigInt(guildId)).map(incidentOf)),
    allOpen: () => read(() => allOpen.all().map(incidentOf)),
  };
}

const incidentOf = (row: Row): Incident => ({
  id: row.id,
  guildId: row.guildId as GuildId,
  channelId: row.channelId as ChannelId,
  state: row.resolvedAt === null ? 'open' : 'resolved',
  openedAt: row.openedAt,
  resolvedAt: row.resolvedAt,
  evidence: JSON.parse(row.evidence) as Evidence,
  alertChannelId: row.alertChannelId as ChannelId | null,
  messageId: row.messageId as MessageId | null,
});
