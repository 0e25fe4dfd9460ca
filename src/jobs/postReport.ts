// One report: handed to the deliveries, then posted once, in a plainer form where Discord refuses it.
import type { GuildTextBasedChannel } from 'discord.js';
import type { Clock } from '../clock.ts';
import type { Deliveries, DeliveryEvent } from '../deliver/event.ts';
import { postRightsIn } from '../discord/permissions.ts';
import type { Log } from '../log.ts';
import { ownPost, shortId } from '../pipeline/postOnce.ts';
import { postPlainest } from '../pipeline/postPlainest.ts';
import type { ReportMessage } from '../report/message.ts';
import { withinRights } from '../report/withinRights.ts';
import type { Report, Store } from '../store/store.ts';

/** Names a report: its server, its kind and its window. */
export type ReportName = Pick<Report, 'guildId' | 'kind' | 'window'>;

export interface Draft {
  /** For webhooks, mail and files; null: it goes nowhere else. */
  readonly letter: Pick<DeliveryEvent, 'kind' | 'facts' | 'message'> | null;
  /** The post, fullest form first. All of them carry the report's id in a footer. */
  readonly forms: readonly (() => Promise<ReportMessage>)[];
}

export interface PostOptions {
  readonly store: Pick<Store, 'claims' | 'reports'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly deliveries: Pick<Deliveries, 'deliver'>;
}

const keyOf = ({ kind, guildId, window }: ReportName) => `${kind}:${guildId}:${window.from}`;

/** Four letters and figures by which people name the report, and by which its post is found again. */
export const reportId = (report: ReportName) => shortId(keyOf(report));

/** Stores the report and hands its letter to the deliveries. The letter of a stored report is never handed over again. */
export async function beginReport(
  report: ReportName,
  draft: Draft | null,
  { store, clock, deliveries }: PostOptions,
): Promise<void> {
  const { guildId, window } = report;
  if (draft?.letter) {
    await deliveries.deliver({ ...draft.letter, guildId, key: keyOf(report), at: window.to });
  }
  await store.reports.save({ ...report, createdAt: clock.now() });
}

/**
 * Posts a report that was begun, or gives it up where Discord refuses every form of it for its content.
 * Throws what Discord and the store throw: it may be posted later.
 */
export async function postReport(
  report: ReportName,
  { forms }: Draft,
  channel: GuildTextBasedChannel,
  options: PostOptions,
): Promise<void> {
  const { store, clock } = options;
  const rights = postRightsIn(channel);
  const { messageId, reason } = await postPlainest(store.claims, clock, {
    key: keyOf(report),
    forms,
    send: (form, nonce) => channel.send({ ...withinRights(form, rights), nonce, enforceNonce: true }),
    find: (since) => ownPost(channel, reportId(report), since),
  });
  if (messageId) await store.reports.settle(report, { at: clock.now(), messageId, reason: null });
  else await giveUp(report, reason ?? 'Discord refused what it says', options);
}

/** The report will not be posted: /status says so, and why. */
export async function giveUp(
  report: ReportName,
  reason: string,
  { store, clock, log }: PostOptions,
): Promise<void> {
  const { guildId, kind, window } = report;
  log.warn({ guildId, kind, from: window.from, reason }, 'a report was given up: /status tells');
  await store.reports.settle(report, { at: clock.now(), messageId: null, reason });
  await store.claims.settle(keyOf(report), null);
}
