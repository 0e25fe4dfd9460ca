// The embed that shows all settings of a server.
import { type APIEmbed, channelMention, type Guild, roleMention } from 'discord.js';
import type { Words } from '../../report/words.ts';
import { zoneName } from '../../report/times.ts';
import type { GuildSettings } from '../../store/settings.ts';
import type { Link } from '../links.ts';
import { timeOf } from '../times/schedule.ts';
import { timeIn } from '../times/zones.ts';
import { quoted } from '../wording.ts';
import { named, setupText } from '../setupText.ts';

const LANGUAGES = { en: 'English', 'zh-CN': '简体中文', 'zh-TW': '繁體中文' } as const;

/** The most channels named in one line; a field of an embed holds 1,024 characters. */
const MOST_NAMED = 20;

/** All settings of the server, and what its setup lacks. `now`: milliseconds since 1970. */
export async function settingsEmbed(
  guild: Guild,
  settings: GuildSettings,
  words: Words,
  link: Link,
  now: number,
): Promise<APIEmbed> {
  const field = (name: string, value: string) => ({ name, value, inline: false });
  return {
    title: words('settings.title'),
    fields: [
      field(words('settings.reports'), reports(settings, words, link)),
      field(words('settings.alerts'), alerts(settings, words, link)),
      field(words('settings.summary'), schedule(settings.summarySchedule, words)),
      field(words('settings.daily'), schedule(settings.dailySchedule, words)),
      field(words('settings.wordcloud'), schedule(settings.cloudSchedule, words)),
      field(words('settings.marks'), schedule(settings.markSchedule, words)),
      field(
        words('settings.quiet'),
        words(settings.quietReports === 'line' ? 'choice.quietLine' : 'choice.quietNone'),
      ),
      field(words('settings.watch'), watched(settings, words)),
      field(
        words('settings.chat'),
        settings.chatChannelId ? channelMention(settings.chatChannelId) : words('settings.none'),
      ),
      field(words('settings.language'), LANGUAGES[settings.locale]),
      field(
        words('settings.timezone'),
        words('settings.timezoneValue', {
          zone: quoted(zoneName(settings.timeZone)),
          now: timeIn(settings.timeZone, now),
        }),
      ),
      field(words('settings.sensitivity'), words(`choice.${settings.sensitivity}`)),
      field(words('settings.reactions'), words(settings.reactions ? 'settings.on' : 'settings.off')),
      field(words('setup.title'), await setupText(guild, settings, words, link)),
    ],
  };
}

function reports({ reportChannelId }: GuildSettings, words: Words, link: Link): string {
  return reportChannelId
    ? channelMention(reportChannelId)
    : words('settings.reportsOff', { command: link('settings reports') });
}

function alerts(
  { alertChannelId, alertRoleId, reportChannelId }: GuildSettings,
  words: Words,
  link: Link,
): string {
  const where = alertChannelId
    ? channelMention(alertChannelId)
    : reportChannelId
      ? words('settings.alertsInReports', { channel: channelMention(reportChannelId) })
      : words('settings.alertsOff', { command: link('settings alerts') });
  const who = alertRoleId
    ? words('settings.mention', { role: roleMention(alertRoleId) })
    : words('settings.mentionNobody');
  return `${where}\n${who}`;
}

function schedule(text: string, words: Words): string {
  if (text === 'off') return words('settings.off');
  const time = timeOf(text);
  return time === null ? quoted(text) : words('settings.dailyAt', { time });
}

function watched({ watch }: GuildSettings, words: Words): string {
  return [
    words('settings.watchDefault'),
    ...(watch.include.length > 0
      ? [words('settings.watchAlso', { channels: named(watch.include, words, MOST_NAMED) })]
      : []),
    ...(watch.exclude.length > 0
      ? [words('settings.watchNot', { channels: named(watch.exclude, words, MOST_NAMED) })]
      : []),
  ].join('\n');
}
