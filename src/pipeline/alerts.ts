// Incidents on Discord: one message that opens, keeps itself current and ends.
import type { Client, GuildTextBasedChannel } from 'discord.js';
import type { Clock } from '../clock.ts';
import { reasonOf } from '../errors.ts';
import { channelId, type GuildId } from '../ids.ts';
import type { Log } from '../log.ts';
import type { Evidence } from '../mood/evidence.ts';
import { MINUTE } from '../mood/window.ts';
import { alertMessage } from '../report/alertMessage.ts';
import { words } from '../report/words.ts';
import type { Incident, Store, StoredMessage } from '../store/store.ts';
import type { Background } from './background.ts';
import { ownPost, postOnce } from './postOnce.ts';

export interface Alerts {
  /** A spike at this message: opens an incident, or brings the open one up to date. */
  raise(
    message: Pick<StoredMessage, 'guildId' | 'channelId' | 'createdAt'>,
    evidence: Evidence,
  ): Promise<void>;
  /** The channel is calm again. */
  resolve(incident: Incident, at: number): Promise<void>;
  /** Posts what an earlier run opened and could not post. */
  resume(): Promise<void>;
}

export interface AlertsOptions {
  readonly client: Client;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly background: Background;
}

/** How often an open alert shows newer evidence. */
const EDIT_PAUSE = MINUTE / 2;
/** An alert that could not be posted for this long is no longer news. */
const TOO_LATE = 60 * MINUTE;

export function createAlerts({ client, store, clock, log, background }: AlertsOptions): Alerts {
  const edited = new Map<string, number>();

  async function payloadOf(incident: Incident) {
    const { locale, alertRoleId } = await store.settings.get(incident.guildId);
    const facts = { ...incident, alertRoleId, key: keyOf(incident) };
    return alertMessage(incident.evidence, facts, words(locale));
  }

  async function post(incident: Incident): Promise<void> {
    const channel = await alertChannel(incident.guildId);
    if (!channel) return;
    const payload = await payloadOf(incident);
    const posted = await postOnce(store.claims, clock, {
      key: keyOf(incident),
      send: (nonce) => channel.send({ ...payload, nonce, enforceNonce: true }),
      find: () => ownPost(channel, keyOf(incident)),
    });
    if (posted) await store.incidents.setMessage(incident.id, channelId.parse(channel.id), posted);
  }

  /** A deleted alert message is left deleted: the moderators did that. */
  async function edit(incident: Incident): Promise<void> {
    if (!incident.alertChannelId || !incident.messageId) return;
    const channel = await client.channels.fetch(incident.alertChannelId);
    if (!channel?.isTextBased()) return;
    await channel.messages.edit(incident.messageId, await payloadOf(incident));
  }

  async function alertChannel(guildId: GuildId): Promise<GuildTextBasedChannel | null> {
    const { alertChannelId, reportChannelId } = await store.settings.get(guildId);
    const chosen = alertChannelId ?? reportChannelId;
    if (chosen === null) {
      log.warn(
        { guildId },
        'an incident opened, but the server has no alert channel: choose one with /settings alerts',
      );
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

  return {
    async raise({ guildId, channelId: where, createdAt }, evidence) {
      const { incident, fresh } = await store.incidents.open({
        guildId,
        channelId: where,
        openedAt: createdAt,
        evidence,
      });
      if (fresh) {
        log.info(
          { guildId, channelId: where, negative: evidence.negative, total: evidence.total },
          'an incident opened',
        );
        background.run('an alert', () => post(incident));
        return;
      }
      await store.incidents.update(incident.id, evidence);
      if (clock.now() - (edited.get(incident.id) ?? incident.openedAt) < EDIT_PAUSE) return;
      edited.set(incident.id, clock.now());
      background.run('an alert update', () => edit({ ...incident, evidence }));
    },
    async resolve(incident, at) {
      const event = { act: 'resolved', at, by: null } as const;
      const ended = { state: 'resolved', resolvedAt: at } as const;
      await store.incidents.change(incident.id, incident.revision, ended, event);
      edited.delete(incident.id);
      log.info({ guildId: incident.guildId, channelId: incident.channelId }, 'an incident ended');
      background.run('an alert update', () => edit({ ...incident, state: 'resolved', resolvedAt: at }));
    },
    async resume() {
      for (const incident of await store.incidents.allOpen()) {
        const isNews = clock.now() - incident.openedAt < TOO_LATE;
        if (incident.messageId === null && isNews) background.run('an alert', () => post(incident));
      }
    },
  };
}

function keyOf({ id }: Incident): string {
  return `alert:${id}`;
}
