// The messages of alerts in Discord: posted once, edited, and replied to. What Discord refuses is noted.
import { DiscordAPIError, type GuildTextBasedChannel, RESTJSONErrorCodes } from 'discord.js';
import { isContentRefusal } from '../../discord/contentRefusal.ts';
import { postRightsIn, readsHistory } from '../../discord/permissions.ts';
import { sendPlainest } from '../../discord/plainerForms.ts';
import { channelId, type MessageId } from '../../ids.ts';
import { MINUTE } from '../../mood/window.ts';
import type { AlertMessage } from '../../report/alertMessage.ts';
import type { ReportMessage } from '../../report/message.ts';
import { withinRights } from '../../report/withinRights.ts';
import type { Incident } from '../../store/store.ts';
import { ownMessage, ownPost } from '../postOnce.ts';
import { postPlainest } from '../postPlainest.ts';
import { incidentKey, nameOf, type FactsOptions } from './facts.ts';
import type { Unsaid } from './unsaid.ts';

/** The fullest first. */
type Forms = readonly (() => Promise<AlertMessage>)[];

export interface Posting {
  /** `call` names the post where an incident is posted more than once. */
  post(channel: GuildTextBasedChannel, lead: Incident, forms: Forms, call?: string): Promise<void>;
  /** False where the message is gone: people deleted it, and it stays so. */
  edit(channel: GuildTextBasedChannel, id: MessageId, lead: Incident, forms: Forms): Promise<boolean>;
  /** Posts below the message `id`, as a reply where the bot may read the channel's history. */
  reply(
    channel: GuildTextBasedChannel,
    id: MessageId,
    lead: Incident,
    message: ReportMessage,
    call: string,
  ): Promise<void>;
}

export function createPosting(
  { store, clock }: Pick<FactsOptions, 'store' | 'clock'>,
  unsaid: Pick<Unsaid, 'refused'>,
): Posting {
  return {
    async post(channel, lead, forms, call = '') {
      const { messageId } = await postPlainest(store.claims, clock, {
        key: `${incidentKey(lead)}${call}`,
        forms,
        send: (form, nonce) => channel.send({ ...fitting(channel, form), nonce, enforceNonce: true }),
        find: (since) => ownPost(channel, nameOf(lead), since),
      });
      if (messageId) await store.incidents.setMessage(lead.id, channelId.parse(channel.id), messageId);
      else unsaid.refused(lead);
    },

    async edit(channel, id, lead, forms) {
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
    },

    async reply(channel, id, lead, message, call) {
      const original = { messageReference: id, failIfNotExists: false };
      const reply = readsHistory(channel) ? { reply: original } : {};
      const posted = await postPlainest(store.claims, clock, {
        key: `${incidentKey(lead)}${call}`,
        forms: [() => Promise.resolve(message)],
        send: (form, nonce) => channel.send({ ...form, nonce, enforceNonce: true, ...reply }),
        find: (since) =>
          ownMessage(
            channel,
            since,
            ({ reference, createdTimestamp }) =>
              reference?.messageId === id && createdTimestamp > since - MINUTE,
          ),
      });
      if (!posted.messageId) unsaid.refused(lead);
    },
  };
}

const fitting = (channel: GuildTextBasedChannel, message: AlertMessage): AlertMessage =>
  withinRights(message, postRightsIn(channel));

function isGone(error: unknown): boolean {
  const gone: (string | number)[] = [RESTJSONErrorCodes.UnknownMessage, RESTJSONErrorCodes.UnknownChannel];
  return error instanceof DiscordAPIError && gone.includes(error.code);
}
