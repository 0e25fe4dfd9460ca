// Incidents of one server in the embedded store, for exports.
import type { GuildId } from '../../ids.ts';
import type { RowOf } from '../portable.ts';
import type { Database } from './database.ts';
import { isRowId } from './rows.ts';

type Incident = RowOf<'incident'>;
type Row = Omit<Incident, 'kind' | 'shown' | 'evidence' | 'snoozed' | 'slowMode' | 'history'> & {
  evidence: string;
  details: string;
  shown: number;
};

export function portableIncidents({ handle }: Database) {
  const select = handle.prepare<[bigint], Row>(
    `SELECT CAST(id AS TEXT) AS id, CAST(channel AS TEXT) AS channelId, state, opened_at AS openedAt,
       resolved_at AS resolvedAt, evidence, CAST(alert_channel AS TEXT) AS alertChannelId,
       CAST(message AS TEXT) AS messageId, revision, CAST(lead AS TEXT) AS leadId, shown, details
     FROM incidents WHERE guild = ? ORDER BY opened_at, id`,
  );
  const known = handle.prepare<[bigint, bigint, number], { id: string }>(
    'SELECT CAST(id AS TEXT) AS id FROM incidents WHERE guild = ? AND channel = ? AND opened_at = ?',
  );
  const taken = handle.prepare('SELECT 1 FROM incidents WHERE id = ?');
  const insert = handle.prepare(
    `INSERT INTO incidents (id, guild, channel, opened_at, resolved_at, evidence, alert_channel, message, state,
       revision, shown, details) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const lead = handle.prepare('UPDATE incidents SET lead = ? WHERE id = ?');

  function putOne(guildId: GuildId, incident: Incident): string {
    const place = [BigInt(guildId), BigInt(incident.channelId), incident.openedAt] as const;
    const held = known.get(...place);
    if (held) return held.id;
    const isFree = isRowId(incident.id) && taken.get(BigInt(incident.id)) === undefined;
    const { snoozed, slowMode, history, evidence, alertChannelId, messageId, shown } = incident;
    const written = insert.run(
      isFree ? BigInt(incident.id) : null,
      ...place,
      incident.resolvedAt,
      JSON.stringify(evidence),
      alertChannelId === null ? null : BigInt(alertChannelId),
      messageId === null ? null : BigInt(messageId),
      ...[incident.state, incident.revision, shown ? 1 : 0],
      JSON.stringify({ snoozed, slowMode, history }),
    );
    return String(written.lastInsertRowid);
  }

  return {
    all: (guildId: GuildId): Incident[] =>
      select.all(BigInt(guildId)).map(({ evidence, details, shown, ...row }) => ({
        ...{ kind: 'incident', snoozed: null, slowMode: null, history: [], ...row, shown: shown === 1 },
        evidence: JSON.parse(evidence) as unknown,
        ...(JSON.parse(details) as object),
      })),
    /** All of a server at once, since one may name another. */
    put(guildId: GuildId, incidents: readonly Incident[]): Map<string, string> {
      const ids = new Map(incidents.map((incident) => [incident.id, putOne(guildId, incident)]));
      for (const { id, leadId } of incidents) {
        const [own, led] = [ids.get(id), leadId === null ? undefined : ids.get(leadId)];
        if (own !== undefined && led !== undefined) lead.run(BigInt(led), BigInt(own));
      }
      return new Map([...ids].filter(([old, now]) => old !== now));
    },
  };
}
