// Those who manage a server hear once that a webhook takes nothing any more, where alerts go.
import type { Client } from 'discord.js';
import type { Clock } from '../clock.ts';
import type { DeadWebhook } from '../deliver/dying.ts';
import { shownTarget } from '../deliver/target.ts';
import { reasonOf } from '../errors.ts';
import type { Log } from '../log.ts';
import { harmless } from '../report/citing.ts';
import { moment } from '../report/times.ts';
import { wordsIn } from '../report/words.ts';
import type { Store } from '../store/store.ts';
import { ownMessage, postOnce } from './postOnce.ts';

interface DeadWebhookOptions {
  readonly client: Client;
  readonly store: Pick<Store, 'settings' | 'claims'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Mentions a command by its path. */
  readonly link: (path: string) => string;
}

/** Posts once for each time that it died, in the alert channel, else in the report channel; never rejects. */
export async function tellOfDeadWebhook(dead: DeadWebhook, options: DeadWebhookOptions): Promise<void> {
  const { guildId, webhook, diedAt, reason } = dead;
  const { client, store, clock, log, link } = options;
  try {
    const { alertChannelId, reportChannelId, locale } = await store.settings.get(guildId);
    const chosen = alertChannelId ?? reportChannelId;
    const channel = chosen === null ? null : await client.channels.fetch(chosen);
    if (!channel?.isTextBased() || channel.isDMBased()) {
      log.warn(
        { guildId, webhook: webhook.id },
        'no alert channel to tell of a dead webhook: choose one with /settings alerts',
      );
      return;
    }
    const content = wordsIn(locale)('webhooks.died', {
      where: harmless(shownTarget(webhook), 80),
      when: moment(diedAt, 'f'),
      reason: harmless(reason, 120),
      status: link('status'),
      test: link('settings webhooks test'),
      remove: link('settings webhooks remove'),
    });
    await postOnce(store.claims, clock, {
      // It has the server's id in it, so that it is erased with the server.
      key: `webhook:${guildId}:${webhook.id}:${diedAt}`,
      send: (nonce) => channel.send({ content, nonce, enforceNonce: true, allowedMentions: { parse: [] } }),
      find: (since) => ownMessage(channel, since, (message) => message.content === content),
    });
  } catch (error) {
    log.warn(
      { guildId, webhook: webhook.id, reason: reasonOf(error) },
      'managers could not be told of a dead webhook',
    );
  }
}
