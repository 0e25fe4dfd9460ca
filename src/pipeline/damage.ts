// The database is damaged and the program ends: those who look after a server hear of it while the bot can still speak.
import type { Client, Guild } from 'discord.js';
import { endsWithin } from '../flow/aborting.ts';
import type { Clock } from '../clock.ts';
import { reasonOf } from '../errors.ts';
import { guildId } from '../ids.ts';
import type { Log } from '../log.ts';
import { wordsIn } from '../report/words.ts';
import type { Store } from '../store/store.ts';

export interface DamageOptions {
  readonly client: Client;
  readonly settings: Pick<Store['settings'], 'get'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** How long the end of the program waits for the posts, in milliseconds. */
const WITHIN = 5_000;

/** Posts in the alert channel of each server, else in its report channel; never rejects. */
export async function tellOfDamage(options: DamageOptions): Promise<void> {
  const { client, clock, log } = options;
  const tell = (guild: Guild) =>
    tellServer(guild, options).catch((error: unknown) =>
      log.warn(
        { guildId: guild.id, reason: reasonOf(error) },
        'the settings of a server could not be read to tell it of the damage',
      ),
    );
  await endsWithin(Promise.all(client.guilds.cache.map(tell)), WITHIN, clock);
}

async function tellServer(guild: Guild, { settings, log }: DamageOptions): Promise<void> {
  const { alertChannelId, reportChannelId, locale } = await settings.get(guildId.parse(guild.id));
  const content = wordsIn(locale)('damage.notice');
  for (const id of [alertChannelId, reportChannelId]) {
    const channel = id === null ? undefined : guild.channels.cache.get(id);
    if (!channel?.isTextBased()) continue;
    try {
      await channel.send({ content, allowedMentions: { parse: [] } });
      return;
    } catch (error) {
      log.warn({ channelId: id, reason: reasonOf(error) }, 'a channel did not take the notice of the damage');
    }
  }
}
