// What /setup shows: the settings as they would be, what is missing, and the steps as buttons.
import {
  type APIButtonComponentWithCustomId,
  type APIEmbedField,
  ButtonStyle,
  ComponentType,
  type GuildMember,
  type InteractionEditReplyOptions,
} from 'discord.js';
import { watchedChannels } from '../../discord/setup.ts';
import { channelId, type ChannelId } from '../../ids.ts';
import type { GuildSettings } from '../../store/settings.ts';
import { zoneName } from '../../report/times.ts';
import { SETTINGS, type Look, type SettingName } from '../settings/values.ts';
import { named, setupText } from '../setupText.ts';
import { storedRuns } from '../times/schedule.ts';
import type { Drafted } from './choices.ts';
import { STEPS, type Draft } from './drafts.ts';

/** Before a step, or what else is pressed, and the id of the draft in a custom_id. */
export const SETUP = 'setup';
/** The most channels named in one line. */
const MOST_NAMED = 10;
/** Discord's limit of a field. */
const FIELD = 1024;

export async function overview(
  id: string,
  draft: Draft,
  { settings, refused, notes }: Drafted,
  me: GuildMember,
  look: Look,
): Promise<InteractionEditReplyOptions> {
  const { words, link } = look;
  const { guild } = me;
  const numbered = (n: number) => `${n} · ${words(`setup.step.${STEPS[n - 1] ?? 'where'}`)}`;
  const listed = (name: 'setup.refused' | 'setup.notes', lines: readonly string[]): APIEmbedField[] =>
    lines.length === 0 ? [] : [{ name: words(name), value: lines.join('\n').slice(0, FIELD) }];
  const fields: APIEmbedField[] = [
    { name: numbered(1), value: linesOf(['reports', 'alerts', 'mention'], settings, look) },
    { name: numbered(2), value: timeLines(draft, settings, look) },
    { name: numbered(3), value: readLines(settings, me, look) },
    ...listed('setup.refused', refused),
    ...listed('setup.notes', notes),
    { name: words('setup.check'), value: await setupText(guild, settings, words, link) },
  ];
  return {
    content: '',
    embeds: [{ title: words('setup.begin'), description: words('setup.intro'), fields }],
    components: [
      { type: ComponentType.ActionRow, components: stepButtons(id, draft, look) },
      { type: ComponentType.ActionRow, components: endButtons(id, draft, look) },
    ],
    allowedMentions: { parse: [] },
  };
}

const linesOf = (names: readonly SettingName[], settings: GuildSettings, look: Look): string =>
  names
    .map((name) => {
      const { name: key, value } = SETTINGS[name];
      return look.words('settings.is', { what: look.words(key), value: value(settings, look) });
    })
    .join('\n');

function timeLines({ guess }: Draft, settings: GuildSettings, look: Look): string {
  const { words, locale, now } = look;
  const runs = (schedule: string) => {
    const next = storedRuns(schedule, settings.timeZone, locale, now);
    return next === '' ? [] : [`-# ${words('setup.runs', { runs: next })}`];
  };
  return [
    linesOf(['language', 'timezone'], settings, look),
    ...(guess === null ? [] : [`-# ${words('setup.guessed', { zone: zoneName(guess) })}`]),
    linesOf(['summary'], settings, look),
    ...runs(settings.summarySchedule),
    linesOf(['daily'], settings, look),
    ...runs(settings.dailySchedule),
  ].join('\n');
}

/** What is read and why; channels that the person cannot see are only counted. */
function readLines(settings: GuildSettings, me: GuildMember, look: Look): string {
  const { words, isSeen } = look;
  const read = watchedChannels(me.guild, me, settings.watch).map(({ id }) => channelId.parse(id));
  const seen = read.filter(isSeen);
  const list = (ids: readonly ChannelId[]) =>
    ids.length === 0 ? words('settings.none') : named(ids, words, MOST_NAMED);
  const { include, exclude } = settings.watch;
  return [
    words('setup.reads', { n: read.length, channels: list(seen) }),
    ...(seen.length < read.length ? [words('watchCategory.hidden', { n: read.length - seen.length })] : []),
    words('setup.why'),
    ...(include.length > 0 ? [words('settings.watchAlso', { channels: list(include) })] : []),
    ...(exclude.length > 0 ? [words('settings.watchNot', { channels: list(exclude) })] : []),
  ]
    .join('\n')
    .slice(0, FIELD);
}

/** The next step that was not taken stands out. */
function stepButtons(id: string, { done }: Draft, { words }: Look): APIButtonComponentWithCustomId[] {
  const next = STEPS.find((step) => !done.includes(step));
  return STEPS.map((step, n) => ({
    type: ComponentType.Button,
    style: step === next ? ButtonStyle.Primary : ButtonStyle.Secondary,
    label: `${done.includes(step) ? '✓' : n + 1} · ${words(`setup.step.${step}`)}`,
    custom_id: `${SETUP}:${step}:${id}`,
  }));
}

function endButtons(id: string, { done }: Draft, { words }: Look): APIButtonComponentWithCustomId[] {
  const button = (name: 'save' | 'check' | 'drop', style: APIButtonComponentWithCustomId['style']) => ({
    type: ComponentType.Button as const,
    style,
    label: words(`setup.button.${name}`),
    custom_id: `${SETUP}:${name}:${id}`,
  });
  const isWhole = STEPS.every((step) => done.includes(step));
  return [
    button('save', isWhole ? ButtonStyle.Primary : ButtonStyle.Success),
    button('check', ButtonStyle.Secondary),
    button('drop', ButtonStyle.Secondary),
  ];
}
