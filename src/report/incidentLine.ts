// An incident in a line, as every card about its time tells it.
import type { APIEmbedField } from 'discord-api-types/v10';
import type { IncidentFacts } from '../mood/incident.ts';
import { evidenceText } from './alertMessage.ts';
import { duration, moment } from './times.ts';
import type { Words } from './words.ts';

export function incidentLine(incident: IncidentFacts, words: Words): string {
  const { channelId, since, resolvedAt } = incident;
  const channel = channelId === null ? words('incident.somewhere') : `<#${channelId}>`;
  const place = { channel, at: moment(since, 'f') };
  if (incident.isFalseAlarm) return words('incident.false', place);
  const evidence = evidenceText(incident, words);
  if (resolvedAt === null) return words('incident.open', { ...place, evidence });
  if (incident.isSilent) return words('incident.silent', { ...place, evidence });
  return words('incident.over', { ...place, evidence, duration: duration(resolvedAt - since, words) });
}

/** None where nothing happened. */
export function incidentFields(incidents: readonly IncidentFacts[], words: Words): APIEmbedField[] {
  if (incidents.length === 0) return [];
  const value = incidents.map((incident) => incidentLine(incident, words)).join('\n');
  return [{ name: words('daily.alerts'), value, inline: false }];
}
