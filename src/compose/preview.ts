// Trying the bot without Discord: the local server on loopback, showing every verdict beside its message.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { PermissionFlagsBits, type Guild } from 'discord.js';
import {
  LocalDiscordError,
  type LocalServer,
  type MessageTag,
  type Mount,
  PortUnusableError,
  startLocalServer,
} from 'local-discord';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import { INVITE_PERMISSIONS } from '../discord/invite.ts';
import { REMEDY_PERMISSIONS } from '../discord/remedies.ts';
import { BarometerError, ConfigError } from '../errors.ts';
import { channelId, messageId } from '../ids.ts';
import type { Log } from '../log.ts';
import type { Verdict } from '../mood/verdict.ts';
import type { GuildSettings } from '../store/settings.ts';
import type { Store, StoredMessage, Tag } from '../store/store.ts';

/** A verdict as the page's plug-in draws it. */
export interface VerdictTag
  extends MessageTag, Pick<Verdict, 'label' | 'uncertain' | 'probabilities' | 'intent' | 'kind'> {
  readonly model: string;
}

export interface Preview extends Pick<LocalServer, 'url' | 'apiUrl' | 'token' | 'close'> {
  onTag(message: StoredMessage, tag: Tag): void;
}

/** What the local server has beside its page, by the first part of the path. */
export type Mounts = Readonly<Record<string, Mount>>;

/** The local server could not start; its own line says why and what mends it. */
class LocalServerError extends BarometerError {
  constructor(override readonly cause: LocalDiscordError) {
    super(cause.message);
  }
}

/** Throws ConfigError where PORT cannot be used, LocalServerError for what else an operator can mend. */
export async function startPreview(
  config: Config,
  log: Log,
  store: Store,
  clock: Clock,
  mounts: Mounts,
): Promise<Preview> {
  const server = await startLocalServer<VerdictTag>({
    host: config.HOST,
    port: config.PORT,
    clock,
    log,
    token: randomBytes(24).toString('base64url'),
    // With the rights that a server may add later, so that every button can be tried.
    bot: {
      name: 'Barometer',
      permissions: INVITE_PERMISSIONS | REMEDY_PERMISSIONS | PermissionFlagsBits.ManageGuild,
    },
    plugin: new URL('../page/', import.meta.url),
    mounts,
    snapshotPath: join(config.DATA_DIR, 'local-server.json'),
    async tags(_channelId, ids) {
      const messages = await Promise.all(ids.map((id) => store.messages.get(messageId.parse(id))));
      return messages.flatMap((message) =>
        message?.verdict && message.judgedBy ? [tagOf(message, message.verdict, message.judgedBy.model)] : [],
      );
    },
  }).catch((error: unknown) => {
    if (error instanceof PortUnusableError)
      throw new ConfigError([{ variable: 'PORT', problem: error.message }]);
    throw error instanceof LocalDiscordError ? new LocalServerError(error) : error;
  });
  return {
    ...server,
    onTag: (message, { verdict, model }) => server.showTag(tagOf(message, verdict, model)),
  };
}

function tagOf(message: StoredMessage, verdict: Verdict, model: string): VerdictTag {
  const { label, uncertain, probabilities, intent, kind } = verdict;
  return {
    ...{ channelId: message.channelId, messageId: message.id, label, uncertain, probabilities, model },
    ...(intent && { intent }),
    ...(kind && { kind }),
  };
}

/** Everything is on at the first start: reactions, and the channels of the local server are chosen. */
export function localSettings(guild: Guild): Partial<GuildSettings> {
  const named = (name: string) => {
    const found = guild.channels.cache.find((channel) => channel.name === name);
    return found ? channelId.parse(found.id) : null;
  };
  return { reactions: true, reportChannelId: named('mood-reports'), alertChannelId: named('mod-alerts') };
}
