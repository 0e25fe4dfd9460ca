// The setup check in words: one line for each problem, which says how to solve it.
import { channelMention, roleMention } from 'discord.js';
import type { Guild } from 'discord.js';
import type { PermissionName } from '../discord/permissions.ts';
import type { RemedyRight } from '../discord/remedies.ts';
import { checkSetup, type SetupCheck, type SetupExtra, type SetupProblem } from '../discord/setup.ts';
import type { ChannelId } from '../ids.ts';
import type { Words } from '../report/words.ts';
import type { GuildSettings } from '../store/settings.ts';
import type { Link } from './links.ts';

/** The most characters in a field of an embed. */
const FIELD = 1024;
/** Characters reserved for the line that says how many problems are left out. */
const ROOM = 60;
/** The most channels named in one line. */
const MOST_NAMED = 5;

/** Says what does not work as the server is set up now, or that all is well. */
export async function setupText(
  guild: Guild,
  settings: GuildSettings,
  words: Words,
  link: Link,
): Promise<string> {
  return setupLines(await checkSettings(guild, settings), words, link);
}

/** What did not fail before a change of settings and does now, a line each. */
export async function newProblems(
  guild: Guild,
  before: GuildSettings,
  after: GuildSettings,
  words: Words,
  link: Link,
): Promise<string[]> {
  const [old, now] = await Promise.all([before, after].map((one) => checkSettings(guild, one)));
  const linesOf = (check: SetupCheck | undefined) =>
    check?.problems.map((problem) => lineOf(problem, words, link)) ?? [];
  const known = linesOf(old);
  return linesOf(now).filter((line) => !known.includes(line));
}

const checkSettings = (guild: Guild, settings: GuildSettings): Promise<SetupCheck> =>
  checkSetup(guild, {
    ...settings,
    marks: settings.reactions || settings.markSchedule !== 'off',
    noticed: settings.noticedStay === guild.joinedTimestamp,
  });

/** As many whole lines as a field of an embed holds: what fails, or that all is well, then what more rights would add. */
export function setupLines({ watched, problems, extras }: SetupCheck, words: Words, link: Link): string {
  const lines = [
    ...(problems.length === 0
      ? [words('setup.well', { n: watched })]
      : problems.map((problem) => lineOf(problem, words, link))),
    ...extras.map((extra) => extraLine(extra, words)),
  ];
  let text = '';
  for (const [n, line] of lines.entries()) {
    if (text.length + line.length > FIELD - ROOM)
      return `${text}${words('setup.more', { n: lines.length - n })}`;
    text += `${line}\n`;
  }
  return text.trimEnd();
}

function extraLine({ remedy, rights, channelIds }: SetupExtra, words: Words): string {
  return words('setup.extra', {
    permissions: permissionNames(rights, words),
    channels: named(channelIds, words),
    button: words(remedy === 'thread' ? 'alert.button.thread' : 'alert.button.slow'),
  });
}

function lineOf(problem: SetupProblem, words: Words, link: Link): string {
  switch (problem.kind) {
    case 'nothing watched':
      return words('setup.nothingWatched', { command: link('settings watch') });
    case 'no reports':
      return words('setup.noReports', { command: link('settings reports') });
    case 'no alerts':
      return words('setup.noAlerts', { command: link('settings alerts') });
    case 'not noticed':
      return words('setup.notNoticed');
    case 'gone':
      return words('setup.gone', { purpose: words(`purpose.${problem.purpose}`) });
    case 'missing':
      return words('setup.missing', {
        channel: channelMention(problem.channelId),
        purpose: words(`purpose.${problem.purpose}`),
        permissions: permissionNames(problem.missing, words),
      });
    case 'limited':
      return words(problem.purpose === 'reactions' ? 'setup.noReactions' : 'setup.noHistory', {
        channels: named(problem.channelIds, words),
        permissions: permissionNames(problem.missing, words),
      });
    case 'role gone':
      return words('setup.roleGone', { command: link(problem.command) });
    case 'role silent':
      return `⚠️ ${words('settings.roleSilent', { role: roleMention(problem.roleId) })}`;
    case 'unseen':
      return words('setup.unseen', { channels: named(problem.channelIds, words) });
    case 'bare reports':
      return words('setup.bareReports', { channel: channelMention(problem.channelId) });
  }
}

/** Permissions by the names that Discord shows in its settings. */
export function permissionNames(names: readonly (PermissionName | RemedyRight)[], words: Words): string {
  return names.map((name) => `**${words(`permission.${name}`)}**`).join(', ');
}

/** Mentions the first `most` channels and says how many more there are. */
export function named(ids: readonly ChannelId[], words: Words, most = MOST_NAMED): string {
  const shown = ids.slice(0, most).map((id) => channelMention(id));
  const rest = ids.length - shown.length;
  return shown.join(' ') + (rest > 0 ? ` ${words('settings.more', { n: rest })}` : '');
}
