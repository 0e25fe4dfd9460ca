// Settings as people read them.
import { type APIEmbed, channelMention, type Guild, roleMention } from 'discord.js';
import type { Words } from '../../report/words.ts';
import { zoneName } from '../../report/times.ts';
import type { GuildSettings } from '../../store/settings.ts';
import type { Link } from '../links.ts';
import { timeOf } from '../times/schedule.ts';
import { timeIn } from '../times/zones.ts';
import { quoted } from '../wording.ts';
import { named, setupText } from './setupText.ts';

const LANGUAGES = { en: 'English', 'zh-CN': '简体中文', 'zh-TW': '繁體中文' } as const;

/** The most channels named in one line; a field of an embed holds 1,024 characters. */
const MOST_NAMED = 20;

/** Everything in force, and what is missing for it. */
export async function settingsEmbed(
  guild: Guild,
  settings: GuildSettings,
  w: Words,
  link: Link,
  now: number,
): Promise<APIEmbed> {
  const field = (name: string, value: string) => ({ name, value, inline: false });
  return {
    title: w('settings.title'),
    fields: [
      field(w('settings.reports'), reports(settings, w, link)),
      field(w('settings.alerts'), alerts(settings, w, link)),
      field(w('settings.summary'), schedule(settings.summarySchedule, w)),
      field(w('settings.daily'), schedule(settings.dailySchedule, w)),
      field(w('settings.wordcloud'), schedule(settings.cloudSchedule, w)),
      field(w('settings.marks'), schedule(settings.markSchedule, w)),
      field(
        w('settings.quiet'),
        w(settings.quietReports === 'line' ? 'choice.quietLine' : 'choice.quietNone'),
      ),
      field(w('settings.watch'), watched(settings, w)),
      field(
        w('settings.chat'),
        settings.chatChannelId ? channelMention(settings.chatChannelId) : w('settings.none'),
      ),
      field(w('settings.language'), LANGUAGES[settings.locale]),
      field(
        w('settings.timezone'),
        w('settings.timezoneValue', {
          zone: quoted(zoneName(settings.timeZone)),
          now: timeIn(settings.timeZone, now),
        }),
      ),
      field(w('settings.sensitivity'), w(`choice.${settings.sensitivity}`)),
      field(w('settings.reactions'), w(settings.reactions ? 'settings.on' : 'settings.off')),
      field(w('setup.title'), await setupText(guild, settings, w, link)),
    ],
  };
}

function reports({ reportChannelId }: GuildSettings, w: Words, link: Link): string {
  return reportChannelId
    ? channelMention(reportChannelId)
    : w('settings.reportsOff', { command: link('settings reports') });
}

function alerts(
  { alertChannelId, alertRoleId, reportChannelId }: GuildSettings,
  w: Words,
  link: Link,
): string {
  const where = alertChannelId
    ? channelMention(alertChannelId)
    : reportChannelId
      ? w('settings.alertsInReports', { channel: channelMention(reportChannelId) })
      : w('settings.alertsOff', { command: link('settings alerts') });
  const who = alertRoleId
    ? w('settings.mention', { role: roleMention(alertRoleId) })
    : w('settings.mentionNobody');
  return `${where}\n${who}`;
}

function schedule(text: string, w: Words): string {
  if (text === 'off') return w('settings.off');
  const time = timeOf(text);
  return time === null ? quoted(text) : w('settings.dailyAt', { time });
}

function watched({ watch }: GuildSettings, w: Words): string {
  return [
    w('settings.watchDefault'),
    ...(watch.include.length > 0
      ? [w('settings.watchAlso', { channels: named(watch.include, w, MOST_NAMED) })]
      : []),
    ...(watch.exclude.length > 0
      ? [w('settings.watchNot', { channels: named(watch.exclude, w, MOST_NAMED) })]
      : []),
  ].join('\n');
}
