// The embed that shows all settings of a server.
import type { APIEmbed, Guild } from 'discord.js';
import type { GuildSettings } from '../../store/settings.ts';
import { setupText } from '../setupText.ts';
import { SETTING_NAMES, SETTINGS, type Look } from './values.ts';

/** All settings of the server, and what its setup lacks. */
export async function settingsEmbed(guild: Guild, settings: GuildSettings, look: Look): Promise<APIEmbed> {
  const { words, link } = look;
  const field = (name: string, value: string) => ({ name, value, inline: false });
  return {
    title: words('settings.title'),
    fields: [
      ...SETTING_NAMES.map((name) => {
        const { name: key, value } = SETTINGS[name];
        return field(words(key), value(settings, look));
      }),
      field(words('setup.title'), await setupText(guild, settings, words, link)),
    ],
  };
}
