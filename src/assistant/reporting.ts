// Where reports and alerts of a server go, in words.
import { channelMention } from 'discord.js';
import type { Place } from '../discord/place.ts';
import type { ChannelId } from '../ids.ts';
import type { Words } from '../report/words.ts';
import type { GuildSettings } from '../store/settings.ts';

interface Reporting {
  readonly words: Words;
  readonly settings: GuildSettings;
}

const OFF = 'off';
const HOURLY = '0 * * * *';

/** A clause without a full stop. */
export function reportsText({ words, settings }: Reporting, place: Place): string {
  const { reportChannelId, summarySchedule, dailySchedule } = settings;
  const [hasSummary, hasDaily] = [summarySchedule !== OFF, dailySchedule !== OFF];
  if (reportChannelId === null || (!hasSummary && !hasDaily)) return words('assistant.reports.none');
  const channel = nameOf(reportChannelId, place, words);
  const often = words(
    summarySchedule === HOURLY ? 'assistant.reports.hourly' : 'assistant.reports.scheduled',
  );
  if (!hasSummary) return words('assistant.reports.daily', { channel });
  return words(hasDaily ? 'assistant.reports.both' : 'assistant.reports.summary', { often, channel });
}

/** A clause without a full stop. */
export function alertsText({ words, settings }: Reporting): string {
  const isPosted = (settings.alertChannelId ?? settings.reportChannelId) !== null;
  return words(isPosted ? 'assistant.alerts.on' : 'assistant.alerts.off');
}

function nameOf(id: ChannelId, { channels }: Place, words: Words): string {
  const isHeard = channels.some((channel) => channel.id === id);
  return isHeard ? channelMention(id) : words('assistant.reports.somewhere');
}
