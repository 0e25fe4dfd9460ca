// Keeps each alert's message saying what the store holds: posted once, edited in turn, left alone where people deleted it.
import { createHash } from 'node:crypto';
import { DiscordAPIError, type GuildTextBasedChannel, RESTJSONErrorCodes } from 'discord.js';
import { isContentRefusal } from '../../discord/contentRefusal.ts';
import { postRightsIn, readsHistory } from '../../discord/permissions.ts';
import { sendPlainest } from '../../discord/plainerForms.ts';
import { reasonOf } from '../../errors.ts';
import { channelId, type GuildId, type MessageId } from '../../ids.ts';
import type { Log } from '../../log.ts';
import { MINUTE } from '../../mood/window.ts';
import type { AlertFacts } from '../../report/alertFacts.ts';
import { alertForms, withoutQuotes } from '../../report/alertForms.ts';
import {
  alertMessage,
  foldedMessage,
  worsenedMessage,
  type AlertMessage,
} from '../../report/alertMessage.ts';
import type { ChartPlan } from '../../report/charts/spec.ts';
import { jumpLink } from '../../report/citing.ts';
import type { Chart } from '../../report/message.ts';
import { withinRights } from '../../report/withinRights.ts';
import { words, type Words } from '../../report/words.ts';
import type { Incident } from '../../store/store.ts';
import { eachOf } from '../each.ts';
import { createLanes } from '../../flow/lanes.ts';
import { ownMessage, ownPost } from '../postOnce.ts';
import { postPlainest } from '../postPlainest.ts';
import { alertFacts, incidentKey, nameOf, type FactsOptions } from './facts.ts';
import { createTelling, type TellingOptions } from './telling.ts';
import { createUnsaid, type RefusedAlert } from './unsaid.ts';

export interface ShowingOptions extends FactsOptions, TellingOptions {
  readonly log: Log;
  /** What an incident's chart shows, and how it is drawn (null where that failed); none unless given. */
  readonly chart?: {
    plan(incident: Incident): Promise<ChartPlan>;
    draw(plan: ChartPlan): Promise<Chart | null>;
  };
}

export interface Showing {
  /** Brings the message of an incident up to date; calls for the same message wait for each other. */
  show(incident: Incident): Promise<void>;
  /** Alerts of a server that were given up: see Unsaid. */
  refused(guildId: GuildId): RefusedAlert[];
}

/** An alert that could not be posted for this long is no longer news. */
export const TOO_LATE = 60 * MINUTE;

type Members = readonly [Incident, ...Incident[]];
type Forms = readonly (() => Promise<AlertMessage>)[];

export function createShowing(options: ShowingOptions): Showing {
  const { client, store, clock, log, chart } = options;
  const tell = createTelling(options);
  const unsaid = createUnsaid(log);
  const turns = createLanes();
  /** A hash of what was last shown of each incident, so that what says the same is not sent again. */
  const shown = new Map<string, string>();

  async function alertChannel(lead: Incident): Promise<GuildTextBasedChannel | null> {
    const { alertChannelId, reportChannelId } = await store.settings.get(lead.guildId);
    const chosen = lead.alertChannelId ?? alertChannelId ?? reportChannelId;
    if (chosen === null) {
      unsaid.warn(lead, {}, 'an incident has no alert channel: choose one with /settings alerts');
      return null;
    }
    let reason = 'it holds no messages of a server';
    try {
      const channel = await client.channels.fetch(chosen);
      if (channel?.isTextBased() && !channel.isDMBased()) return channel;
    } catch (error) {
      reason = reasonOf(error);
    }
    const facts = { channelId: chosen, reason };
    unsaid.warn(lead, facts, 'the alert channel cannot be used: choose one with /settings alerts');
    return null;
  }

  /** `call`: names the post where an incident is posted more than once. */
  async function post(
    channel: GuildTextBasedChannel,
    lead: Incident,
    forms: Forms,
    call = '',
  ): Promise<void> {
    const { messageId } = await postPlainest(store.claims, clock, {
      key: `${incidentKey(lead)}${call}`,
      forms,
      send: (form, nonce) => channel.send({ ...fitting(channel, form), nonce, enforceNonce: true }),
      find: (since) => ownPost(channel, nameOf(lead), since),
    });
    if (messageId) await store.incidents.setMessage(lead.id, channelId.parse(channel.id), messageId);
    else unsaid.refused(lead);
  }

  /** False where the message is gone: people deleted it, and it stays so. */
  async function edit(channel: GuildTextBasedChannel, id: MessageId, lead: Incident, forms: Forms) {
    try {
      await sendPlainest(forms, (form) =>
        channel.messages.edit(id, { attachments: [], ...fitting(channel, form) }),
      );
    } catch (error) {
      if (isGone(error)) return false;
      if (!isContentRefusal(error)) throw error;
      unsaid.refused(lead);
    }
    return true;
  }

  async function showLead(members: Members): Promise<void> {
    const [lead] = members;
    const say = words((await store.settings.get(lead.guildId)).locale);
    const facts = await alertFacts(options, members);
    const plan = (await chart?.plan(lead)) ?? null;
    let drawing: Promise<Chart | null> | null = null;
    const draw = () => (drawing ??= plan && chart ? chart.draw(plan) : Promise.resolve(null));
    const forms = alertForms(facts, draw, say);
    // Other places never wait for Discord, and are told where no channel was chosen.
    await tell(members, facts, async () => {
      const drawn = await draw();
      return alertMessage({ ...withoutQuotes(facts), ...(drawn && { chart: drawn }) }, say);
    });
    const channel = await alertChannel(lead);
    if (!channel) return;
    const says = hashOf([alertMessage(facts, say), plan]);
    const isNew = shown.get(lead.id) !== says;
    if (lead.messageId === null) {
      const isNews = facts.resolvedAt === null && clock.now() - lead.openedAt < TOO_LATE;
      if (isNew && isNews) await post(channel, lead, forms);
    } else {
      const isThere = !isNew || (await edit(channel, lead.messageId, lead, forms));
      await callAgain(channel, members, lead.messageId, { isThere, forms, facts, say });
    }
    shown.set(lead.id, says);
  }

  /** People are called once more where it got much worse: by the alert anew, or by a reply to it. */
  async function callAgain(
    channel: GuildTextBasedChannel,
    members: Members,
    messageId: MessageId,
    { isThere, forms, facts, say }: { isThere: boolean; forms: Forms; facts: AlertFacts; say: Words },
  ): Promise<void> {
    const [lead] = members;
    const call = callOf(members, clock.now());
    if (call === null) return;
    if (!isThere) return post(channel, lead, forms, call);
    const original = { messageReference: messageId, failIfNotExists: false };
    const reply = readsHistory(channel) ? { reply: original } : {};
    const posted = await postPlainest(store.claims, clock, {
      key: `${incidentKey(lead)}${call}`,
      forms: [() => Promise.resolve(worsenedMessage(facts, say))],
      send: (form, nonce) => channel.send({ ...form, nonce, enforceNonce: true, ...reply }),
      find: (since) =>
        ownMessage(
          channel,
          since,
          ({ reference, createdTimestamp }) =>
            reference?.messageId === messageId && createdTimestamp > since - MINUTE,
        ),
    });
    if (!posted.messageId) unsaid.refused(lead);
  }

  /** The own message of one that joined others points at theirs. */
  async function showFollower(incident: Incident, lead: Incident, say: Words): Promise<void> {
    if (!incident.messageId || !incident.alertChannelId) return;
    const channel = await alertChannel(incident);
    if (!channel) return;
    const [guildId, where, id] = [lead.guildId, lead.alertChannelId, lead.messageId];
    const link = where && id ? jumpLink({ guildId, channelId: where, id }) : null;
    const forms = [link, null].map((one) => foldedMessage(incident.channelId, one, say));
    const says = hashOf(forms[0]);
    if (shown.get(incident.id) === says) return;
    const makers = forms.map((form) => () => Promise.resolve(form));
    await edit(channel, incident.messageId, incident, makers);
    shown.set(incident.id, says);
  }

  async function show(leadId: string): Promise<void> {
    const [lead, ...followers] = await store.incidents.together(leadId);
    if (!lead) return;
    const members = [lead, ...followers] as const;
    await showLead(members);
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
    for (const { id, revision } of members) {
      if (!unshown.has(id)) await store.incidents.markShown(id, revision);
    }
    if (unshown.size > 0 || members.some(({ resolvedAt }) => resolvedAt === null)) return;
    for (const member of members) {
      shown.delete(member.id);
      unsaid.forget(member);
    }
  }

  return {
    async show(incident) {
      const leadId = incident.leadId ?? incident.id;
      await turns.enter(leadId, () => show(leadId), Infinity);
    },
    refused: (guildId) => unsaid.refusedIn(guildId),
  };
}

const fitting = (channel: GuildTextBasedChannel, message: AlertMessage): AlertMessage =>
  withinRights(message, postRightsIn(channel));

const hashOf = (what: unknown): string => createHash('sha256').update(JSON.stringify(what)).digest('base64');

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
