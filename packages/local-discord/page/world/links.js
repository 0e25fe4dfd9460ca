// @ts-check
// Links to channels and messages of this server, written as Discord writes them: the page opens them itself.
import { guildOf, state } from './world.js';

const DISCORD =
  /^https:\/\/(?:(?:ptb|canary)\.)?discord(?:app)?\.com\/channels\/(@me|\d{1,20})\/(\d{1,20})(?:\/(\d{1,20}))?\/?$/;

/**
 * The address within the page, "#CHANNEL" or "#CHANNEL/MESSAGE"; null for a link that leads elsewhere.
 * @param {string} href
 * @returns {string | null}
 */
export function pageAddress(href) {
  const [, guild, channel = '', message] = DISCORD.exec(href) ?? [];
  const isOurs =
    guild === '@me'
      ? state.dms.some(({ channelId }) => channelId === channel)
      : guild !== undefined && guildOf(channel)?.id === guild;
  if (!isOurs) return null;
  return message === undefined ? `#${channel}` : `#${channel}/${message}`;
}
