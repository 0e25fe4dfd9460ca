// The bot joins or leaves a server: settings, the notice, and the grace before everything is erased.
import type { Guild } from 'discord.js';
import type { Clock } from '../clock.ts';
import { reasonOf } from '../errors.ts';
import { guildId, type GuildId } from '../ids.ts';
import { localeFor } from '../locale.ts';
import type { Log } from '../log.ts';
import { DAY } from '../mood/window.ts';
import type { Readers } from '../report/readers.ts';
import { setupButtons } from '../report/setupMessage.ts';
import { wordsIn } from '../report/words.ts';
import { StoreUnavailableError } from '../store/errors.ts';
import type { GuildSettings } from '../store/settings.ts';
import type { Store } from '../store/store.ts';
import { eachOf } from './each.ts';
import { noticeChannel, noticeText } from './notice.ts';
import { ownMessage, postOnce } from './postOnce.ts';
import { withReportsSince } from './reportsSince.ts';

/** After the bot left a server, its data stay this long: the bot may have been removed by mistake. */
export const LEAVE_GRACE = 7 * DAY;

export interface EnrollOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** How long texts are kept, for the notice; 0: not at all. */
  readonly retentionDays: number;
  /** Where messages are read, for the notice. */
  readonly readers: Readers;
  /** What a new server starts with, beside its language. */
  readonly firstSettings: (guild: Guild) => Partial<GuildSettings>;
}

/**
 * For a server that the bot is in: makes settings where it has none, calls a pending erasure off, and posts the notice,
 * once for each stay.
 * A notice that cannot be posted is logged, and tried again with the next session.
 */
export async function enroll(guild: Guild, options: EnrollOptions): Promise<void> {
  const { store, clock, log } = options;
  const id = guildId.parse(guild.id);
  const isNew = !(await store.settings.guilds()).includes(id);
  const first = { locale: localeFor(guild.preferredLocale), ...options.firstSettings(guild) };
  await store.settings.update(id, (held) => {
    if (isNew) return { ...held, ...first };
    return held.leftAt === null ? held : withReportsSince(held, { ...held, leftAt: null }, clock.now());
  });
  try {
    await giveNotice(guild, id, options);
  } catch (error) {
    if (error instanceof StoreUnavailableError) throw error;
    log.warn({ guildId: id, reason: reasonOf(error) }, 'the notice could not be posted');
  }
}

async function giveNotice(guild: Guild, id: GuildId, options: EnrollOptions): Promise<void> {
  const { store, clock, log } = options;
  const settings = await store.settings.get(id);
  if (settings.noticedStay === guild.joinedTimestamp) return;
  const channel = noticeChannel(guild);
  if (!channel) {
    log.warn({ guildId: id }, 'no channel to post the notice in: give the bot Send Messages somewhere');
    return;
  }
  const content = noticeText(guild, settings, options);
  const components = setupButtons(wordsIn(settings.locale));
  const key = `notice:${id}:${guild.joinedTimestamp}`;
  await postOnce(store.claims, clock, {
    key,
    send: (nonce) =>
      channel.send({ content, components, nonce, enforceNonce: true, allowedMentions: { parse: [] } }),
    find: () => {
      const since = guild.joinedTimestamp;
      return ownMessage(channel, since, ({ createdTimestamp }) => createdTimestamp >= since);
    },
  });
  // Old claims are deleted; the settings remember the notice for good.
  await store.settings.update(id, (held) => ({ ...held, noticedStay: guild.joinedTimestamp }));
}

/** The bot left or was removed: everything of the server is erased after the grace. */
export async function leave(
  id: string,
  { store, clock, log }: Pick<EnrollOptions, 'store' | 'clock' | 'log'>,
): Promise<void> {
  const guild = guildId.parse(id);
  await store.settings.update(guild, (held) => ({ ...held, leftAt: clock.now() }));
  log.info(
    { guildId: id, graceDays: LEAVE_GRACE / DAY },
    'left a server: what is held of it is erased after the grace',
  );
}

/** Erases the servers whose grace is over; to be called about every hour. */
export async function eraseLeft({
  store,
  clock,
  log,
}: Pick<EnrollOptions, 'store' | 'clock' | 'log'>): Promise<void> {
  const eraseIfDue = async (id: GuildId) => {
    const { leftAt } = await store.settings.get(id);
    if (leftAt === null || clock.now() - leftAt <= LEAVE_GRACE) return;
    await store.eraseGuild(id);
    log.info({ guildId: id }, 'erased what was held of a server that was left');
  };
  await eachOf(await store.settings.guilds(), eraseIfDue, (error, id) =>
    log.error({ guildId: id, reason: reasonOf(error) }, 'a server that was left could not be erased'),
  );
}
