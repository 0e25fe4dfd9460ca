// Reads settings that this or another release saved. A broken field becomes its default and an unknown one is dropped,
// with a warning.
import type { GuildId } from '../ids.ts';
import type { Log } from '../log.ts';
import { DEFAULT_SETTINGS, guildSettings, type GuildSettings } from './settings.ts';

/** Never throws: a field that cannot be read becomes its default. */
export function savedSettings(saved: unknown, guildId: GuildId, log: Log): GuildSettings {
  if (typeof saved !== 'object' || saved === null) {
    log.warn({ guildId }, 'saved settings are no object; defaults are used');
    return DEFAULT_SETTINGS;
  }
  const fields: Record<string, unknown> = { ...saved };
  const unknown = Object.keys(fields).filter((name) => !(name in guildSettings.shape));
  if (unknown.length > 0) log.warn({ guildId, fields: unknown }, 'unknown settings are left out');
  const whole = guildSettings.safeParse(fields);
  if (whole.success) return whole.data;
  const broken = new Set(whole.error.issues.map(({ path }) => String(path[0])));
  log.warn({ guildId, fields: [...broken] }, 'broken settings fall back to their defaults');
  const sound = Object.entries(fields).filter(([name]) => !broken.has(name));
  return guildSettings.parse(Object.fromEntries(sound));
}
