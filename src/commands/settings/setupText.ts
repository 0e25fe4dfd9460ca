// The setup check in words: a line for each problem, with its mend.
import { channelMention } from 'discord.js';
import type { Guild } from 'discord.js';
import { checkSetup, type SetupCheck, type SetupProblem } from '../../discord/setup.ts';
import type { ChannelId } from '../../ids.ts';
import type { Words } from '../../report/words.ts';
import type { GuildSettings } from '../../store/settings.ts';
import type { Link } from '../links.ts';

/** Discord's limit of a field of an embed. */
const FIELD = 1024;
/** Room for the line that says how many are left out. */
const ROOM = 60;
/** The most channels named in one line. */
const MOST_NAMED = 5;

/** What the server will not get as things stand, or that all is well. */
export async function setupText(
  guild: Guild,
  settings: GuildSettings,
  w: Words,
  link: Link,
): Promise<string> {
  const check = await checkSetup(guild, {
    ...settings,
    marks: settings.reactions || settings.markSchedule !== 'off',
    noticed: settings.noticedStay === guild.joinedTimestamp,
  });
  return setupLines(check, w, link);
}

/** Whole lines, as many as a field of an embed holds. */
export function setupLines({ watched, problems }: SetupCheck, w: Words, link: Link): string {
  if (problems.length === 0) return w('setup.well', { n: watched });
  let text = '';
  for (const [n, problem] of problems.entries()) {
    const line = lineOf(problem, w, link);
    if (text.length + line.length > FIELD - ROOM)
      return `${text}${w('setup.more', { n: problems.length - n })}`;
    text += `${line}\n`;
  }
  return text.trimEnd();
}

function lineOf(problem: SetupProblem, w: Words, link: Link): string {
  switch (problem.kind) {
    case 'nothing watched':
      return w('setup.nothingWatched', { command: link('settings watch') });
    case 'no reports':
      return w('setup.noReports', { command: link('settings reports') });
    case 'no alerts':
      return w('setup.noAlerts', { command: link('settings alerts') });
    case 'not noticed':
      return w('setup.notNoticed');
    case 'gone':
      return w('setup.gone', { purpose: w(`purpose.${problem.purpose}`) });
    case 'missing':
      return w('setup.missing', {
        channel: channelMention(problem.channelId),
        purpose: w(`purpose.${problem.purpose}`),
        permissions: permissionNames(problem.missing, w),
      });
    case 'limited':
      return w(problem.purpose === 'reactions' ? 'setup.noReactions' : 'setup.noHistory', {
        channels: named(problem.channelIds, w),
        permissions: permissionNames(problem.missing, w),
      });
    case 'unseen':
      return w('setup.unseen', { channels: named(problem.channelIds, w) });
    case 'bare reports':
      return w('setup.bareReports', { channel: channelMention(problem.channelId) });
  }
}

/** Permissions by the names that Discord's own settings use. */
export function permissionNames(
  names: Extract<SetupProblem, { kind: 'missing' }>['missing'],
  w: Words,
): string {
  return names.map((name) => `**${w(`permission.${name}`)}**`).join(', ');
}

/** Mentions of the first, and how many there are beside them. */
export function named(ids: readonly ChannelId[], w: Words, most = MOST_NAMED): string {
  const shown = ids.slice(0, most).map((id) => channelMention(id));
  const rest = ids.length - shown.length;
  return shown.join(' ') + (rest > 0 ? ` ${w('settings.more', { n: rest })}` : '');
}
