// Incidents: one a channel that is not over, kept so by a partial unique index.
import type { ChannelId, GuildId, MessageId } from '../../ids.ts';
import type { Evidence } from '../../mood/evidence.ts';
import type { Incident, IncidentChange, IncidentEvent, IncidentState, IncidentStore } from '../store.ts';
import { forgotten } from '../incidents.ts';
import type { Database } from './database.ts';
import { isRowId } from './rows.ts';

interface Row {
  id: string;
  guildId: string;
  channelId: string;
  state: string;
  openedAt: number;
  resolvedAt: number | null;
  evidence: string;
  alertChannelId: string | null;
  messageId: string | null;
  revision: number;
  leadId: string | null;
  details: string;
}

const SELECT = `SELECT CAST(id AS TEXT) AS id, CAST(guild AS TEXT) AS guildId,
  CAST(channel AS TEXT) AS channelId, state, opened_at AS openedAt, resolved_at AS resolvedAt, evidence,
  CAST(alert_channel AS TEXT) AS alertChannelId, CAST(message AS TEXT) AS messageId,
  revision, CAST(lead AS TEXT) AS leadId, details FROM incidents`;
const LIVE = `${SELECT} WHERE resolved_at IS NULL`;
const OLDEST = 'ORDER BY opened_at, id';

export function sqliteIncidents({ handle, read, write }: Database): IncidentStore {
  const insert = handle.prepare(
    `INSERT INTO incidents (guild, channel, opened_at, evidence) VALUES (?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
  );
  const get = handle.prepare<[bigint], Row>(`${SELECT} WHERE id = ?`);
  const openOf = handle.prepare<[bigint, bigint], Row>(`${LIVE} AND guild = ? AND channel = ?`);
  const openIn = handle.prepare<[bigint], Row>(`${LIVE} AND guild = ? ${OLDEST}`);
  const allOpen = handle.prepare<[], Row>(`${LIVE} ${OLDEST}`);
  const unshown = handle.prepare<[], Row>(`${SELECT} WHERE shown = 0 ${OLDEST}`);
  const led = handle.prepare<[bigint], Row>(`${SELECT} WHERE lead = ? ${OLDEST}`);
  const latest = handle.prepare<[bigint, bigint], Row>(
    `${SELECT} WHERE guild = ? AND channel = ? ORDER BY opened_at DESC, id DESC LIMIT 1`,
  );
  const recent = handle.prepare<[bigint, number], Row>(
    `${SELECT} WHERE guild = ? ORDER BY opened_at DESC, id DESC LIMIT ?`,
  );
  const update = handle.prepare('UPDATE incidents SET evidence = ? WHERE id = ?');
  const setMessage = handle.prepare('UPDATE incidents SET alert_channel = ?, message = ? WHERE id = ?');
  // A channel with another incident that is not over keeps that one: nothing changes.
  const change = handle.prepare(
    `UPDATE OR IGNORE incidents SET state = ?, resolved_at = ?, lead = ?, details = ?, revision = revision + 1, shown = 0
     WHERE id = ? AND revision = ?`,
  );
  const shown = handle.prepare('UPDATE incidents SET shown = 1 WHERE id = ? AND revision = ?');

  const doneBy = handle.prepare<[bigint, string], Row>(`${SELECT} WHERE guild = ? AND details LIKE ?`);
  const rewrite = handle.prepare('UPDATE incidents SET details = ?, shown = 0 WHERE id = ?');

  const held = (id: string): Incident | null => {
    const row = get.get(BigInt(id));
    return row ? incidentOf(row) : null;
  };
  const changed = (incident: Incident, wanted: IncidentChange, event: IncidentEvent): boolean => {
    const { state, resolvedAt, leadId, snoozed, slowMode, history } = { ...incident, ...wanted };
    const details = JSON.stringify({ snoozed, slowMode, history: [...history, event] });
    const lead = leadId === null ? null : BigInt(leadId);
    const { id, revision } = incident;
    return change.run(state, resolvedAt, lead, details, BigInt(id), revision).changes > 0;
  };

  return {
    open: ({ guildId, channelId, openedAt, evidence }) =>
      write(() => {
        const place = [BigInt(guildId), BigInt(channelId)] as const;
        const fresh = insert.run(...place, openedAt, JSON.stringify(evidence)).changes > 0;
        const row = openOf.get(...place);
        if (!row) throw new Error('An incident that was just written is not there');
        return { incident: incidentOf(row), fresh };
      }),
    get: (id) => read(() => (isRowId(id) ? held(id) : null)),
    latest: (guildId, channelId) =>
      read(() => {
        const row = latest.get(BigInt(guildId), BigInt(channelId));
        return row ? incidentOf(row) : null;
      }),
    update: (id, evidence) => write(() => void update.run(JSON.stringify(evidence), BigInt(id))),
    setMessage: (id, alertChannelId, messageId) =>
      write(() => void setMessage.run(BigInt(alertChannelId), BigInt(messageId), BigInt(id))),
    change: (id, revision, wanted, event) =>
      write(() => {
        const incident = held(id);
        if (incident?.revision !== revision || !changed(incident, wanted, event)) return null;
        return held(id);
      }),
    markShown: (id, revision) => write(() => void shown.run(BigInt(id), revision)),
    unshown: () => read(() => unshown.all().map(incidentOf)),
    together: (leadId) =>
      read(() => {
        const lead = held(leadId);
        return lead ? [lead, ...led.all(BigInt(leadId)).map(incidentOf)] : [];
      }),
    openIn: (guildId) => read(() => openIn.all(BigInt(guildId)).map(incidentOf)),
    allOpen: () => read(() => allOpen.all().map(incidentOf)),
    forget: (guildId, userId) =>
      write(() => {
        for (const row of doneBy.all(BigInt(guildId), `%"by":"${userId}"%`)) {
          const { snoozed, slowMode, history } = incidentOf(row);
          const left = history.map((event) => (event.by === userId ? forgotten(event) : event));
          rewrite.run(JSON.stringify({ snoozed, slowMode, history: left }), BigInt(row.id));
        }
      }),
    recent: (guildId, limit) => read(() => recent.all(BigInt(guildId), limit).map(incidentOf)),
  };
}

type Details = Pick<Incident, 'snoozed' | 'slowMode' | 'history'>;

function incidentOf({ evidence, details, ...row }: Row): Incident {
  const { snoozed = null, slowMode = null, history = [] } = JSON.parse(details) as Partial<Details>;
  return {
    id: row.id,
    guildId: row.guildId as GuildId,
    channelId: row.channelId as ChannelId,
    state: row.state as IncidentState,
    openedAt: row.openedAt,
    resolvedAt: row.resolvedAt,
    evidence: JSON.parse(evidence) as Evidence,
    alertChannelId: row.alertChannelId as ChannelId | null,
    messageId: row.messageId as MessageId | null,
    revision: row.revision,
    leadId: row.leadId,
    snoozed,
    slowMode,
    history,
  };
}
