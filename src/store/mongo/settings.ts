// A guild's settings.
import type { GuildId } from '../../ids.ts';
import type { Log } from '../../log.ts';
import { savedSettings } from '../savedSettings.ts';
import { DEFAULT_SETTINGS } from '../settings.ts';
import type { SettingsStore } from '../store.ts';
import type { Collections, SettingsDocument } from './documents.ts';
import { insertFresh } from './insert.ts';

export function mongoSettings({ settings }: Pick<Collections, 'settings'>, log: Log): SettingsStore {
  const find = (guildId: GuildId) => settings.findOne({ _id: guildId });
  const settingsOf = (held: SettingsDocument | null, guildId: GuildId) =>
    held ? savedSettings(held.settings, guildId, log) : { ...DEFAULT_SETTINGS };
  return {
    get: async (guildId) => settingsOf(await find(guildId), guildId),
    update: async (guildId, change) => {
      for (;;) {
        const held = await find(guildId);
        const before = settingsOf(held, guildId);
        const after = change(before);
        if (after === before) return { before, after };
        const next = { settings: after, revision: (held?.revision ?? 0) + 1 };
        // Documents of earlier releases have no revision.
        const asRead = { _id: guildId, revision: held?.revision ?? { $exists: false } };
        const isFirst = held
          ? (await settings.replaceOne(asRead, next)).matchedCount > 0
          : await insertFresh(settings, { _id: guildId, ...next });
        if (isFirst) return { before, after };
      }
    },
    guilds: async () => (await settings.find().toArray()).map(({ _id }) => _id),
  };
}
