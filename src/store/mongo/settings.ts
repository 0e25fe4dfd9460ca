// A guild's settings.
import type { Log } from '../../log.ts';
import { savedSettings } from '../saved-settings.ts';
import { DEFAULT_SETTINGS } from '../settings.ts';
import type { SettingsStore } from '../store.ts';
import type { Collections } from './documents.ts';

export function mongoSettings({ settings }: Pick<Collections, 'settings'>, log: Log): SettingsStore {
  return {
    get: async (guildId) => {
      const held = await settings.findOne({ _id: guildId });
      return held ? savedSettings(held.settings, guildId, log) : DEFAULT_SETTINGS;
    },
    put: async (guildId, put) => {
      await settings.replaceOne({ _id: guildId }, { settings: put }, { upsert: true });
    },
    guilds: async () => (await settings.find().toArray()).map(({ _id }) => _id),
  };
}
