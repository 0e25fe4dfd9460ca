// Trying the bot without Discord: the local server on loopback, showing every verdict beside its message.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Guild } from 'discord.js';
import { systemClock } from '../clock.ts';
import type { Config } from '../config.ts';
import { channelId, messageId } from '../ids.ts';
import type { Log } from '../log.ts';
import type { Verdict } from '../mood/verdict.ts';
import type { MessageTag } from '../preview/control/protocol.ts';
import { startLocalServer, type LocalServer } from '../preview/server.ts';
import type { GuildSettings } from '../store/settings.ts';
import type { Store, StoredMessage, Tag } from '../store/store.ts';

export interface Preview extends Pick<LocalServer, 'url' | 'apiUrl' | 'close'> {
  readonly token: string;
  onTag(message: StoredMessage, tag: Tag): void;
}

/** Throws what startLocalServer throws. */
export async function startPreview(config: Config, log: Log, store: Store): Promise<Preview> {
  const token = randomBytes(24).toString('base64url');
  const tagOf = (
    message: StoredMessage,
    { label, uncertain, probabilities }: Verdict,
    model: string,
  ): MessageTag => ({
    channelId: message.channelId,
    messageId: message.id,
    label,
    uncertain,
    probabilities,
    model,
  });
  const server = await startLocalServer({
    host: config.HOST,
    port: config.PORT,
    clock: systemClock,
    log,
    token,
    snapshotPath: join(config.DATA_DIR, 'local-server.json'),
    async tags(_channelId, ids) {
      const messages = await Promise.all(ids.map((id) => store.messages.get(messageId.parse(id))));
      return messages.flatMap((message) =>
        message?.verdict && message.judgedBy ? [tagOf(message, message.verdict, message.judgedBy.model)] : [],
      );
    },
  });
  return {
    url: server.url,
    apiUrl: server.apiUrl,
    close: () => server.close(),
    token,
    onTag: (message, { verdict, model }) => server.showTag(tagOf(message, verdict, model)),
  };
}

/** A newcomer sees everything at once: reactions on, and the channels of the local world chosen. */
export function localSettings(guild: Guild): Partial<GuildSettings> {
  const named = (name: string) => {
    const found = guild.channels.cache.find((channel) => channel.name === name);
    return found ? channelId.parse(found.id) : null;
  };
  return { reactions: true, reportChannelId: named('mood-reports'), alertChannelId: named('mod-alerts') };
}
