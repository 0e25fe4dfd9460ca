// How much evidence each channel needs: its sensitivity, and what false alarms and missed alerts taught.
import type { ChannelId, GuildId } from '../../ids.ts';
import type { Sensitivity, SpikeOptions } from '../../mood/spike.ts';
import { afterFalseAlarm, afterMissedAlert, strictnessAt } from '../../mood/strictness.ts';
import { HOUR } from '../../mood/window.ts';
import type { GuildSettings } from '../../store/settings.ts';
import type { SettingsStore } from '../../store/store.ts';

const taughtOf = ({ strictness }: Pick<GuildSettings, 'strictness'>, channelId: ChannelId) =>
  strictness.find((taught) => taught.channelId === channelId) ?? null;

/** The options of the detector for a channel at a moment (milliseconds since 1970). */
export function spikeOptionsOf(settings: GuildSettings, channelId: ChannelId, now: number): SpikeOptions {
  const strictness = strictnessAt(taughtOf(settings, channelId), now);
  const sensitivity = sensitivityOf(settings, channelId);
  return { sensitivity, ...(strictness !== 1 && { strictness }) };
}

/** The channel's own sensitivity, else that of the server. */
const sensitivityOf = (
  { sensitivity, channelSensitivity }: Pick<GuildSettings, 'sensitivity' | 'channelSensitivity'>,
  channelId: ChannelId,
): Sensitivity => channelSensitivity.find((own) => own.channelId === channelId)?.level ?? sensitivity;

/** Channels that need more or less evidence than usual now, the strictest first. */
export function taughtChannels(
  settings: GuildSettings,
  now: number,
): { channelId: ChannelId; strictness: number }[] {
  return settings.strictness
    .map((taught) => ({ channelId: taught.channelId, strictness: strictnessAt(taught, now) }))
    .filter(({ strictness }) => strictness !== 1)
    .sort((a, b) => b.strictness - a.strictness);
}

/** A false alarm moves the threshold of its own channel only. */
export async function teach(
  store: SettingsStore,
  guildId: GuildId,
  channelId: ChannelId,
  now: number,
): Promise<void> {
  await store.update(guildId, (settings) => {
    const taught = { channelId, ...afterFalseAlarm(taughtOf(settings, channelId), now) };
    return { ...settings, strictness: [...othersTaught(settings, channelId, now), taught] };
  });
}

/** Missed alerts that are remembered. */
const MOST_MISSED = 200;
/** Reports of one channel that are so near to each other (milliseconds) are about the same turn. */
const SAME_TURN = HOUR;

/**
 * An alert that should have come at `at` lowers the threshold of its own channel, and is counted. Returns `settings`
 * itself where it was reported before.
 */
export function missedAt(
  settings: GuildSettings,
  channelId: ChannelId,
  at: number,
  now: number,
): GuildSettings {
  const isKnown = settings.missed.some(
    (one) => one.channelId === channelId && Math.abs(one.at - at) < SAME_TURN,
  );
  if (isKnown) return settings;
  const taught = { channelId, ...afterMissedAlert(taughtOf(settings, channelId), now) };
  return {
    ...settings,
    strictness: [...othersTaught(settings, channelId, now), taught],
    missed: [...settings.missed, { channelId, at }].slice(-MOST_MISSED),
  };
}

/** What other channels were taught and has not faded. */
const othersTaught = ({ strictness }: GuildSettings, channelId: ChannelId, now: number) =>
  strictness.filter((taught) => taught.channelId !== channelId && strictnessAt(taught, now) !== 1);

/** Forgets what false alarms and missed alerts taught, so that the usual evidence is enough again; null: in every channel. */
export const untaught = (settings: GuildSettings, channelId: ChannelId | null): GuildSettings => ({
  ...settings,
  strictness: settings.strictness.filter((taught) => channelId !== null && taught.channelId !== channelId),
});
