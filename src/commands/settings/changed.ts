// What a change of settings changed, in words: one line for each, from what to what.
import { channelMention } from 'discord.js';
import { shownTarget } from '../../deliver/target.ts';
import type { ChannelId } from '../../ids.ts';
import { strictnessAt } from '../../mood/strictness.ts';
import type { GuildSettings } from '../../store/settings.ts';
import { quoted } from '../wording.ts';
import { SETTING_NAMES, SETTINGS, type Look, type SettingName } from './values.ts';

interface Difference {
  readonly what: string;
  readonly from: string;
  readonly to: string;
}

/** A line for every setting that reads differently now, as a consequence too: alerts go where reports go. */
export function changeLines(before: GuildSettings, after: GuildSettings, look: Look): string[] {
  const { words } = look;
  return [
    ...SETTING_NAMES.filter((name) => name !== 'watch').map((name) => {
      const { name: key, value } = SETTINGS[name];
      return { what: words(key), from: value(before, look), to: value(after, look) };
    }),
    ...watchDifferences(before, after, look),
    ...strictnessDifferences(before, after, look),
    { what: words('webhooks.title'), from: placesOf(before, look), to: placesOf(after, look) },
  ]
    .filter(({ from, to }) => from !== to)
    .map((difference) => words('settings.fromTo', { ...difference }));
}

/** What a subcommand is about, beside the setting of its own name. */
const ALSO: Readonly<Record<string, readonly SettingName[]>> = {
  alerts: ['mention', 'second-role', 'quiet-hours', 'sensitivity'],
};

/** The settings that a subcommand of /settings is about, as they stand. */
export function stateLines(subcommand: string, settings: GuildSettings, look: Look): string[] {
  return SETTING_NAMES.filter((name) => name === subcommand || ALSO[subcommand]?.includes(name)).map(
    (name) => {
      const { name: key, value } = SETTINGS[name];
      return look.words('settings.is', { what: look.words(key), value: value(settings, look) });
    },
  );
}

function watchDifferences(before: GuildSettings, after: GuildSettings, { words }: Look): Difference[] {
  const stateIn = ({ watch }: GuildSettings, id: ChannelId) => {
    if (watch.include.includes(id)) return words('settings.on');
    return words(watch.exclude.includes(id) ? 'settings.off' : 'settings.watchAuto');
  };
  const chosen = [before, after].flatMap(({ watch }) => [...watch.include, ...watch.exclude]);
  return [...new Set(chosen)].map((id) => ({
    what: `${words('settings.watch')} ${channelMention(id)}`,
    from: stateIn(before, id),
    to: stateIn(after, id),
  }));
}

function strictnessDifferences(
  before: GuildSettings,
  after: GuildSettings,
  { words, now, isSeen }: Look,
): Difference[] {
  const timesIn = ({ strictness }: GuildSettings, id: ChannelId) => {
    const times = strictnessAt(strictness.find(({ channelId }) => channelId === id) ?? null, now);
    if (times === 1) return words('settings.usual');
    return times > 1 ? words('settings.reduced', { n: times }) : words('settings.raised', { n: 1 / times });
  };
  const taught = [before, after].flatMap(({ strictness }) => strictness.map(({ channelId }) => channelId));
  return [...new Set(taught)].filter(isSeen).map((id) => ({
    what: `${words('alerts.threshold.title')} ${channelMention(id)}`,
    from: timesIn(before, id),
    to: timesIn(after, id),
  }));
}

const placesOf = ({ webhooks }: GuildSettings, { words }: Look): string =>
  webhooks.length === 0
    ? words('settings.none')
    : webhooks
        .map((webhook) => `${words(`choice.form.${webhook.form}`)} ${quoted(shownTarget(webhook))}`)
        .join(' · ');
