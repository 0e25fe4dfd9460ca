// Keeps each alert's message saying what the store holds: posted once, edited in turn, left alone where people deleted it.
import { DiscordAPIError, type GuildTextBasedChannel, RESTJSONErrorCodes } from 'discord.js';
import { reasonOf } from '../../errors.ts';
import { channelId, type GuildId, type MessageId } from '../../ids.ts';
import type { Log } from '../../log.ts';
import { MINUTE } from '../../mood/window.ts';
import {
  alertMessage,
  foldedMessage,
  worsenedMessage,
  type AlertMessage,
} from '../../report/alertMessage.ts';
import type { AlertFacts } from '../../report/alertFacts.ts';
import { jumpLink } from '../../report/citing.ts';
import { words, type Words } from '../../report/words.ts';
import type { Incident } from '../../store/store.ts';
import { eachOf } from '../each.ts';
import { ownMessage, ownPost, postOnce } from '../postOnce.ts';
import { alertFacts, incidentKey, nameOf, type FactsOptions } from './facts.ts';
import { createTelling, type TellingOptions } from './telling.ts';

export interface ShowingOptions extends FactsOptions, TellingOptions {
  readonly log: Log;
}

/** An alert that could not be posted for this long is no longer news. */
export const TOO_LATE = 60 * MINUTE;

type Members = readonly [Incident, ...Incident[]];

/** Brings the message of an incident up to date; calls for the same message wait for each other. */
export function createShowing(options: ShowingOptions): (incident: Incident) => Promise<void> {
  const { client, store, clock, log } = options;
  const tell = createTelling(options);
  const turns = new Map<string, Promise<void>>();
  /** What was last sent for each incident, so that what says the same is not sent again. */
  const sent = new Map<string, string>();

  async function alertChannel(guildId: GuildId, held: Incident['alertChannelId']) {
    const { alertChannelId, reportChannelId } = await store.settings.get(guildId);
    const chosen = held ?? alertChannelId ?? reportChannelId;
    if (chosen === null) {
      log.warn({ guildId }, 'an incident has no alert channel: choose one with /settings alerts');
      return null;
    }
    try {
      const channel = await client.channels.fetch(chosen);
      if (channel?.isTextBased() && !channel.isDMBased()) return channel;
    } catch (error) {
      log.warn(
        { guildId, channelId: chosen, reason: reasonOf(error) },
        'the alert channel cannot be used: choose one with /settings alerts',
      );
    }
    return null;
  }

  /** `call`: names the post where an incident is posted more than once. */
  async function post(channel: GuildTextBasedChannel, lead: Incident, payload: AlertMessage, call = '') {
    const posted = await postOnce(store.claims, clock, {
      key: `${incidentKey(lead)}${call}`,
      send: (nonce) => channel.send({ ...payload, nonce, enforceNonce: true }),
      find: (since) => ownPost(channel, nameOf(lead), since),
    });
    if (!posted) return;
    sent.set(lead.id, JSON.stringify(payload));
    await store.incidents.setMessage(lead.id, channelId.parse(channel.id), posted);
  }

  /** False where the message is gone: people deleted it, and it stays so. */
  async function edit(channel: GuildTextBasedChannel, id: MessageId, lead: Incident, payload: AlertMessage) {
    const text = JSON.stringify(payload);
    if (sent.get(lead.id) === text) return true;
    try {
      await channel.messages.edit(id, { attachments: [], ...payload });
    } catch (error) {
      if (!isGone(error)) throw error;
      sent.set(lead.id, text);
      return false;
    }
    if (lead.resolvedAt === null) sent.set(lead.id, text);
    else sent.delete(lead.id);
    return true;
  }

  async function showLead(members: Members): Promise<void> {
    const [lead] = members;
    const channel = await alertChannel(lead.guildId, lead.alertChannelId);
    if (!channel) return;
    const say = words((await store.settings.get(lead.guildId)).locale);
    const facts = await alertFacts(options, members);
    const payload = alertMessage(facts, say);
    if (lead.messageId === null) {
      if (facts.resolvedAt === null && clock.now() - lead.openedAt < TOO_LATE) {
        await post(channel, lead, payload);
        await tell(members, facts, alertMessage(withoutQuotes(facts), say));
      }
      return;
    }
    await tell(members, facts, alertMessage(withoutQuotes(facts), say));
    const isThere = await edit(channel, lead.messageId, lead, payload);
    const call = callOf(members, clock.now());
    if (call === null) return;
    if (!isThere) return post(channel, lead, payload, call);
    const { messageId } = lead;
    const original = { messageReference: messageId, failIfNotExists: false };
    await postOnce(store.claims, clock, {
      key: `${incidentKey(lead)}${call}`,
      send: (nonce) =>
        channel.send({ ...worsenedMessage(facts, say), nonce, enforceNonce: true, reply: original }),
      find: (since) =>
        ownMessage(
          channel,
          since,
          ({ reference, createdTimestamp }) =>
            reference?.messageId === messageId && createdTimestamp > since - MINUTE,
        ),
    });
  }

  /** The own message of one that joined others points at theirs. */
  async function showFollower(incident: Incident, lead: Incident, say: Words): Promise<void> {
    if (!incident.messageId || !incident.alertChannelId) return;
    const channel = await alertChannel(incident.guildId, incident.alertChannelId);
    if (!channel) return;
    const [guildId, where, id] = [lead.guildId, lead.alertChannelId, lead.messageId];
    const link = where && id ? jumpLink({ guildId, channelId: where, id }) : '';
    await edit(channel, incident.messageId, incident, foldedMessage(incident.channelId, link, say));
  }

  async function show(leadId: string): Promise<void> {
    const [lead, ...followers] = await store.incidents.together(leadId);
    if (!lead) return;
    await showLead([lead, ...followers]);
    const say = words((await store.settings.get(lead.guildId)).locale);
    const posted = (await store.incidents.get(leadId)) ?? lead;
    const unshown = new Set<string>();
    await eachOf(
      followers,
      (follower) => showFollower(follower, posted, say),
      (error, { guildId, id }) => {
        unshown.add(id);
        log.warn(
          { guildId, reason: reasonOf(error) },
          'the message of a joined incident could not be edited',
        );
      },
    );
    for (const { id, revision } of [lead, ...followers]) {
      if (!unshown.has(id)) await store.incidents.shown(id, revision);
    }
  }

  return (incident) => {
    const leadId = incident.leadId ?? incident.id;
    const turn = (turns.get(leadId) ?? Promise.resolve())
      .catch(() => undefined) // whoever asked for it hears of the failure
      .then(() => show(leadId))
      .finally(() => {
        if (turns.get(leadId) === turn) turns.delete(leadId);
      });
    turns.set(leadId, turn);
    return turn;
  };
}

/** Who reads a letter may not see the channel: links alone go out. */
function withoutQuotes(facts: AlertFacts): AlertFacts {
  return { ...facts, worst: facts.worst.map((message) => ({ ...message, text: null })) };
}

/** What names the newest call of people to incidents that got worse; null where there is none, or it is no longer news. */
function callOf(members: Members, now: number): string | null {
  const calls = members.flatMap(({ history }) => history.filter(({ act }) => act === 'worsened'));
  const newest = Math.max(0, ...calls.map(({ at }) => at));
  return newest === 0 || now - newest > TOO_LATE ? null : `:worse:${newest}`;
}

function isGone(error: unknown): boolean {
  const gone: (string | number)[] = [RESTJSONErrorCodes.UnknownMessage, RESTJSONErrorCodes.UnknownChannel];
  return error instanceof DiscordAPIError && gone.includes(error.code);
}
