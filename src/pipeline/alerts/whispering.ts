// Tells people who asked for it of an alert, in a direct message: once, when it opens, and only what they may see.
import { DiscordAPIError, RESTJSONErrorCodes, type Guild, type GuildMember } from 'discord.js';
import { reasonOf } from '../../errors.ts';
import { orNull } from '../../discord/gone.ts';
import { moderates } from '../../discord/permissions.ts';
import type { UserId } from '../../ids.ts';
import type { Locale } from '../../locale.ts';
import type { Log } from '../../log.ts';
import { MINUTE } from '../../mood/window.ts';
import { setNewest } from '../../newest.ts';
import type { AlertFacts, ChannelAlert } from '../../report/alertFacts.ts';
import { privateAlert } from '../../report/alertPrivate.ts';
import { jumpLink } from '../../report/citing.ts';
import { wordsIn } from '../../report/words.ts';
import type { Incident } from '../../store/store.ts';
import type { Background } from '../background.ts';
import { eachOf } from '../each.ts';
import { ownMessage, postOnce } from '../postOnce.ts';
import { incidentKey, type FactsOptions } from './facts.ts';
import { stateOf } from './life.ts';

/** What opened earlier is no news, in milliseconds. */
const NEWS = 10 * MINUTE;

/** Of whom it is held that they were told; of the others their claims say so. */
const MOST_HELD = 10_000;

export type Whisper = (lead: Incident, facts: AlertFacts) => void;

export interface WhisperOptions extends FactsOptions {
  readonly log: Log;
  readonly background: Background;
}

/**
 * To be called whenever an alert is shown: people are told one after the other in the background, of one alert once at a
 * time. Claims make it once for each person; what is held here saves asking them.
 */
export function createWhisper(options: WhisperOptions): Whisper {
  const { client, store, clock, log, background } = options;
  const told = new Map<string, true>();
  const underWay = new Set<string>();

  async function tell(member: GuildMember, lead: Incident, facts: AlertFacts, locale: Locale) {
    const { guildId, alertChannelId, messageId } = lead;
    const link =
      alertChannelId && messageId ? jumpLink({ guildId, channelId: alertChannelId, id: messageId }) : null;
    const message = privateAlert(facts, { guildId, server: member.guild.name, link }, wordsIn(locale));
    const channel = await member.createDM();
    await postOnce(store.claims, clock, {
      key: `${incidentKey(lead)}:private:${member.id}`,
      send: (nonce) => channel.send({ ...message, nonce, enforceNonce: true }),
      find: (since) => ownMessage(channel, since, ({ content }) => content === message.content),
    });
  }

  /** Somebody may take it up while others are told. */
  async function isStillOpen(lead: Incident): Promise<boolean> {
    const members = await store.incidents.together(lead.id);
    return members.some(({ resolvedAt }) => resolvedAt === null) && stateOf(members) === 'open';
  }

  async function tellAll(lead: Incident, facts: AlertFacts, guild: Guild): Promise<void> {
    const { toldInPrivate } = await store.settings.get(lead.guildId);
    const markTold = (userId: UserId) => setNewest(told, `${lead.id} ${userId}`, true, MOST_HELD);
    await eachOf(
      toldInPrivate.filter(({ userId }) => !told.has(`${lead.id} ${userId}`)),
      async ({ userId, locale }) => {
        if (!(await isStillOpen(lead))) return;
        const member = await orNull(guild.members.fetch(userId));
        const mayKnow = ({ channelId }: ChannelAlert) => {
          const channel = guild.channels.cache.get(channelId);
          return channel !== undefined && member !== null && moderates(member, channel);
        };
        if (member && !facts.channels.every(mayKnow)) return; // they may be given the right
        if (member) await tell(member, lead, facts, locale);
        markTold(userId);
      },
      (error, { userId }) => {
        // They closed their direct messages, or Discord is away: an alert waits for neither.
        const isForGood = isRefusal(error);
        if (isForGood) markTold(userId);
        log[isForGood ? 'info' : 'warn'](
          { guildId: lead.guildId, reason: reasonOf(error) },
          'an alert could not be told in private',
        );
      },
    );
  }

  return (lead, facts) => {
    const isNews = facts.state === 'open' && facts.resolvedAt === null && clock.now() - lead.openedAt < NEWS;
    const guild = client.guilds.cache.get(lead.guildId);
    if (!isNews || facts.hush || !guild || underWay.has(lead.id)) return;
    underWay.add(lead.id);
    const end = () => underWay.delete(lead.id);
    background.run('telling of an alert in private', () => tellAll(lead, facts, guild).finally(end));
  };
}

/** Whether Discord would refuse the same again; what it refuses as too much now it takes later. */
const isRefusal = (error: unknown): boolean =>
  error instanceof DiscordAPIError &&
  error.status !== 429 &&
  error.code !== RESTJSONErrorCodes.OpeningDirectMessagesTooFast;
