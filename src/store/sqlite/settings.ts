// A guild's settings as one JSON text.
import type { GuildId } from '../../ids.ts';
import type { Log } from '../../log.ts';
import { savedSettings } from '../savedSettings.ts';
import { DEFAULT_SETTINGS } from '../settings.ts';
import type { SettingsStore } from '../store.ts';
import type { Database } from './database.ts';

export function sqliteSettings({ handle, read, write }: Database, log: Log): SettingsStore {
  const get = handle.prepare<[bigint], { data: string }>('SELECT data FROM settings WHERE guild = ?');
  const put = handle.prepare('INSERT OR REPLACE INTO settings (guild, data) VALUES (?, ?)');
  const guilds = handle.prepare<[], { guildId: GuildId }>(
    'SELECT CAST(guild AS TEXT) AS guildId FROM settings ORDER BY guild',
  );
  const held = (guildId: GuildId) => {
    const row = get.get(BigInt(guildId));
    return row ? savedSettings(parsed(row.data), guildId, log) : { ...DEFAULT_SETTINGS };
  };
  return {
    get: (guildId) => read(() => held(guildId)),
    update: (guildId, change) =>
      write(() => {
        const before = held(guildId);
        const after = change(before);
        if (after !== before) put.run(BigInt(guildId), JSON.stringify(after));
        return { before, after };
      }),
    guilds: () => read(() => guilds.all().map(({ guildId }) => guildId)),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Not JSON: savedSettings warns and gives the defaults.
    return null;
  }
}
