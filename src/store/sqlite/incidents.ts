// Incidents. A partial unique index allows only one in a channel that is not over.
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
  const sql = statementsOf(handle);
  const held = (id: string): Incident | null => {
    const row = sql.get.get(BigInt(id));
    return row ? incidentOf(row) : null;
  };
  const changed = (incident: Incident, wanted: IncidentChange, event: IncidentEvent): boolean => {
    const { state, resolvedAt, leadId, snoozed, slowMode, history } = { ...incident, ...wanted };
    const details = JSON.stringify({ snoozed, slowMode, history: [...history, event] });
    const lead = leadId === null ? null : BigInt(leadId);
    const { id, revision } = incident;
    return sql.change.run(state, resolvedAt, lead, details, BigInt(id), revision).changes > 0;
  };

  return {
    open: ({ guildId, channelId, openedAt, evidence }) =>
      write(() => {
        const place = [BigInt(guildId), BigInt(channelId)] as const;
        const fresh = sql.insert.run(...place, openedAt, JSON.stringify(evidence)).changes > 0;
        const row = sql.openOf.get(...place);
        if (!row) throw new Error('An incident that was just written is not there');
        return { incident: incidentOf(row), fresh };
      }),
    get: (id) => read(() => (isRowId(id) ? held(id) : null)),
    latest: (guildId, channelId) =>
      read(() => {
        const row = sql.latest.get(BigInt(guildId), BigInt(channelId));
        return row ? incidentOf(row) : null;
      }),
    update: (id, evidence) => write(() => void sql.update.run(JSON.stringify(evidence), BigInt(id))),
    setMessage: (id, alertChannelId, messageId) =>
      write(() => void sql.setMessage.run(BigInt(alertChannelId), BigInt(messageId), BigInt(id))),
    change: (id, revision, wanted, event) =>
      write(() => {
        const incident = held(id);
        if (incident?.revision !== revision || !changed(incident, wanted, event)) return null;
        return held(id);
      }),
    markShown: (id, revision) => write(() => void sql.shown.run(BigInt(id), revision)),
    unshown: () => read(() => sql.unshown.all().map(incidentOf)),
    together: (leadId) =>
      read(() => {
        const lead = held(leadId);
        return lead ? [lead, ...sql.led.all(BigInt(leadId)).map(incidentOf)] : [];
      }),
    openIn: (guildId) => read(() => sql.openIn.all(BigInt(guildId)).map(incidentOf)),
    allOpen: () => read(() => sql.allOpen.all().map(incidentOf)),
    forget: (guildId, userId) =>
      write(() => {
        for (const row of sql.doneBy.all(BigInt(guildId), `%:"${userId}"%`)) {
          const { snoozed, slowMode, history } = incidentOf(row);
          const left = history.map((event) => forgotten(event, userId));
          sql.rewrite.run(JSON.stringify({ snoozed, slowMode, history: left }), BigInt(row.id));
        }
      }),
    overslow: (now) => read(() => sql.overslow.all(now).map(incidentOf)),
    recent: (guildId, limit) => read(() => sql.recent.all(BigInt(guildId), limit).map(incidentOf)),
  };
}

function statementsOf(handle: Database['handle']) {
  return {
    insert: handle.prepare(
      `INSERT INTO incidents (guild, channel, opened_at, evidence) VALUES (?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
    ),
    get: handle.prepare<[bigint], Row>(`${SELECT} WHERE id = ?`),
    openOf: handle.prepare<[bigint, bigint], Row>(`${LIVE} AND guild = ? AND channel = ?`),
    openIn: handle.prepare<[bigint], Row>(`${LIVE} AND guild = ? ${OLDEST}`),
    allOpen: handle.prepare<[], Row>(`${LIVE} ${OLDEST}`),
    unshown: handle.prepare<[], Row>(`${SELECT} WHERE shown = 0 ${OLDEST}`),
    led: handle.prepare<[bigint], Row>(`${SELECT} WHERE lead = ? ${OLDEST}`),
    latest: handle.prepare<[bigint, bigint], Row>(
      `${SELECT} WHERE guild = ? AND channel = ? ORDER BY opened_at DESC, id DESC LIMIT 1`,
    ),
    overslow: handle.prepare<[number], Row>(
      `${SELECT} WHERE json_extract(details, '$.slowMode.until') <= ? ${OLDEST}`,
    ),
    recent: handle.prepare<[bigint, number], Row>(
      `${SELECT} WHERE guild = ? ORDER BY opened_at DESC, id DESC LIMIT ?`,
    ),
    update: handle.prepare('UPDATE incidents SET evidence = ? WHERE id = ?'),
    setMessage: handle.prepare('UPDATE incidents SET alert_channel = ?, message = ? WHERE id = ?'),
    // Changes nothing where the channel has another incident that is not over.
    change: handle.prepare(
      `UPDATE OR IGNORE incidents SET state = ?, resolved_at = ?, lead = ?, details = ?, revision = revision + 1, shown = 0
     WHERE id = ? AND revision = ?`,
    ),
    shown: handle.prepare('UPDATE incidents SET shown = 1 WHERE id = ? AND revision = ?'),
    doneBy: handle.prepare<[bigint, string], Row>(`${SELECT} WHERE guild = ? AND details LIKE ?`),
    rewrite: handle.prepare('UPDATE incidents SET details = ?, shown = 0 WHERE id = ?'),
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
