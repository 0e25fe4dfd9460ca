// How much evidence each channel needs: the server's sensitivity, and what its false alarms taught.
import type { ChannelId, GuildId } from '../../ids.ts';
import type { SpikeOptions } from '../../mood/spike.ts';
import { afterFalseAlarm, strictnessAt } from '../../mood/strictness.ts';
import type { GuildSettings } from '../../store/settings.ts';
import type { SettingsStore } from '../../store/store.ts';

const taughtOf = ({ strictness }: Pick<GuildSettings, 'strictness'>, channelId: ChannelId) =>
  strictness.find((taught) => taught.channelId === channelId) ?? null;

/** The options of the detector for a channel at a moment (milliseconds since 1970). */
export function spikeOptionsOf(settings: GuildSettings, channelId: ChannelId, now: number): SpikeOptions {
  const strictness = strictnessAt(taughtOf(settings, channelId), now);
  return { sensitivity: settings.sensitivity, ...(strictness > 1 && { strictness }) };
}

/** Channels that need more evidence than usual now, the strictest first. */
export function strictChannels(
  settings: GuildSettings,
  now: number,
): { channelId: ChannelId; strictness: number }[] {
  return settings.strictness
    .map((taught) => ({ channelId: taught.channelId, strictness: strictnessAt(taught, now) }))
    .filter(({ strictness }) => strictness > 1)
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
    const others = settings.strictness.filter(
      (taught) => taught.channelId !== channelId && strictnessAt(taught, now) > 1,
    );
    const taught = { channelId, ...afterFalseAlarm(taughtOf(settings, channelId), now) };
    return { ...settings, strictness: [...others, taught] };
  });
}

/** Forgets what false alarms taught, so that the usual evidence is enough again; null: in every channel. */
export const untaught = (settings: GuildSettings, channelId: ChannelId | null): GuildSettings => ({
  ...settings,
  strictness: settings.strictness.filter((taught) => channelId !== null && taught.channelId !== channelId),
});
