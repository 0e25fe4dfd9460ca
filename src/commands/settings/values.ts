// Every setting of a server as people read it: its name and its value in words.
import { channelMention, type ChatInputCommandInteraction, roleMention } from 'discord.js';
import { seesChannel } from '../../discord/permissions.ts';
import type { ChannelId } from '../../ids.ts';
import { localeFor } from '../../locale.ts';
import { zoneName } from '../../report/times.ts';
import type { Key } from '../../report/words.ts';
import type { GuildSettings } from '../../store/settings.ts';
import type { CommandContext } from '../command.ts';
import { linksOf, type Link } from '../links.ts';
import { personaTitle } from '../personaTitle.ts';
import { named } from '../setupText.ts';
import type { Language } from '../times/cronWords.ts';
import { roleJobLines } from './roleJobLines.ts';
import { storedSchedule } from '../times/schedule.ts';
import { timeIn } from '../times/zones.ts';
import { quoted, wordsFor } from '../wording.ts';

/** Who reads, and when. */
export interface Look extends Language {
  readonly link: Link;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly isSeen: (channel: ChannelId) => boolean;
  /** How a persona is called; null: the bot talks as it does by itself. */
  readonly personaTitle: (name: string | null) => string;
}

/** How the person who uses a command reads settings. */
export function lookOf(
  interaction: Pick<ChatInputCommandInteraction<'cached'>, 'locale' | 'client' | 'member'>,
  { clock, personas }: Pick<CommandContext, 'clock' | 'personas'>,
): Look {
  const words = wordsFor(interaction);
  return {
    words,
    locale: localeFor(interaction.locale),
    link: linksOf(interaction.client),
    now: clock.now(),
    isSeen: seesChannel(interaction.member),
    personaTitle: (name) => personaTitle(personas, name, localeFor(interaction.locale), words),
  };
}

interface Setting {
  readonly name: Key;
  value(settings: GuildSettings, look: Look): string;
}

/** The most channels named in one line; a field of an embed holds 1,024 characters. */
const MOST_NAMED = 20;

export const LANGUAGES = { en: 'English', 'zh-CN': '简体中文', 'zh-TW': '繁體中文' } as const;

/**
 * In the order in which they are shown; each has the name of the subcommand that changes it, `mention` and `persona`
 * aside.
 */
export const SETTINGS = {
  reports: {
    name: 'settings.reports',
    value: ({ reportChannelId }, { words }) =>
      reportChannelId ? channelMention(reportChannelId) : words('settings.notPosted'),
  },
  alerts: { name: 'settings.alerts', value: alerts },
  mention: {
    name: 'settings.mentions',
    value: ({ alertRoleId }, { words }) =>
      alertRoleId ? roleMention(alertRoleId) : words('settings.mentionNobody'),
  },
  'second-role': {
    name: 'settings.secondCall',
    value: ({ secondCall }, { words }) =>
      secondCall
        ? words('settings.secondCallValue', {
            role: roleMention(secondCall.roleId),
            n: secondCall.afterMinutes,
          })
        : words('settings.mentionNobody'),
  },
  'quiet-hours': { name: 'settings.quietHours', value: quietHours },
  summary: {
    name: 'settings.summary',
    value: ({ summarySchedule }, look) => storedSchedule(summarySchedule, look),
  },
  daily: { name: 'settings.daily', value: ({ dailySchedule }, look) => storedSchedule(dailySchedule, look) },
  wordcloud: {
    name: 'settings.wordcloud',
    value: ({ cloudSchedule }, look) => storedSchedule(cloudSchedule, look),
  },
  marks: { name: 'settings.marks', value: ({ markSchedule }, look) => storedSchedule(markSchedule, look) },
  'role-job': {
    name: 'settings.roleJobs',
    value: ({ roleJobs }, look) => roleJobLines(roleJobs, look).join('\n') || look.words('settings.none'),
  },
  quiet: {
    name: 'settings.quiet',
    value: ({ quietReports }, { words }) =>
      words(quietReports === 'line' ? 'choice.quietLine' : 'choice.quietNone'),
  },
  watch: { name: 'settings.watch', value: watched },
  chat: {
    name: 'settings.chat',
    value: ({ chatChannelId }, { words }) =>
      chatChannelId ? channelMention(chatChannelId) : words('settings.none'),
  },
  persona: {
    name: 'settings.persona',
    value: ({ persona }, { personaTitle: titleOf }) => titleOf(persona),
  },
  language: { name: 'settings.language', value: ({ locale }) => LANGUAGES[locale] },
  timezone: {
    name: 'settings.timezone',
    value: ({ timeZone }, { words, now }) =>
      words('settings.timezoneValue', { zone: quoted(zoneName(timeZone)), now: timeIn(timeZone, now) }),
  },
  sensitivity: {
    name: 'settings.sensitivity',
    value: ({ sensitivity, channelSensitivity }, { words, isSeen }) =>
      [
        words(`choice.${sensitivity}`),
        ...channelSensitivity
          .filter(({ channelId }) => isSeen(channelId))
          .slice(0, MOST_NAMED)
          .map(({ channelId, level }) => `${channelMention(channelId)}: ${words(`sensitivity.${level}`)}`),
      ].join(' · '),
  },
  reactions: {
    name: 'settings.reactions',
    value: ({ reactions }, { words }) => words(reactions ? 'settings.on' : 'settings.off'),
  },
} as const satisfies Readonly<Record<string, Setting>>;

export type SettingName = keyof typeof SETTINGS;
export const SETTING_NAMES = Object.keys(SETTINGS) as SettingName[];

function alerts({ alertChannelId, reportChannelId }: GuildSettings, { words }: Look): string {
  if (alertChannelId) return channelMention(alertChannelId);
  return reportChannelId
    ? words('settings.alertsInReports', { channel: channelMention(reportChannelId) })
    : words('settings.notPosted');
}

function quietHours({ quietHours: held, timeZone }: GuildSettings, { words }: Look): string {
  if (!held) return words('settings.none');
  const time = (minutes: number) =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  const facts = { from: time(held.from), to: time(held.to), zone: quoted(zoneName(timeZone)) };
  return words('settings.quietHoursValue', facts);
}

function watched({ watch }: GuildSettings, { words }: Look): string {
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
