// Where reports and alerts go beside Discord: the operator's files and mail, and the webhooks of servers.
import type { Client } from 'discord.js';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import { linksOf } from '../commands/links.ts';
import { createDeliveries, type Outbox } from '../deliver/deliveries.ts';
import { createReportFiles } from '../deliver/files/reportFiles.ts';
import { resolveBySystem } from '../deliver/http.ts';
import { createMailer } from '../deliver/smtp.ts';
import type { TargetRules } from '../deliver/target.ts';
import { createWays } from '../deliver/ways.ts';
import type { Log } from '../log.ts';
import { tellOfDeadWebhook } from '../pipeline/deadWebhook.ts';
import type { Store } from '../store/store.ts';

interface DeliveryParts {
  readonly config: Config;
  readonly client: Client;
  readonly store: Pick<Store, 'claims' | 'deliveries' | 'settings'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** The page of the local server; null: links open Discord. */
  readonly page: string | null;
}

/** For one try, in milliseconds. */
const TIMEOUT = 15_000;
/** Events in a server's JSON file. */
const MOST_EVENTS = 200;
const MEGABYTE = 1_000_000;

export function openDeliveries(parts: DeliveryParts): Outbox {
  const { config, client, store, clock, log, signal, page } = parts;
  const { REPORT_DIR, REPORT_FILE_MB, REPORT_FILES, SMTP_URL, MAIL_FROM } = config;
  const ways = createWays({
    clock,
    allowPrivate: config.ALLOW_PRIVATE_TARGETS,
    resolve: resolveBySystem,
    timeoutMs: TIMEOUT,
    mailer:
      SMTP_URL === undefined || MAIL_FROM === undefined
        ? null
        : createMailer({ url: SMTP_URL, from: MAIL_FROM, timeoutMs: TIMEOUT }),
    files:
      REPORT_DIR === undefined
        ? null
        : createReportFiles({
            directory: REPORT_DIR,
            mostBytes: REPORT_FILE_MB * MEGABYTE,
            mostFiles: REPORT_FILES,
            mostEvents: MOST_EVENTS,
          }),
  });
  return createDeliveries({
    outbox: store.deliveries,
    settings: store.settings,
    onDeath: (dead) =>
      tellOfDeadWebhook(dead, { client, store, clock, log, link: (path) => linksOf(client)(path) }),
    ways,
    namesOf: (id) => {
      const guild = client.guilds.cache.get(id);
      return guild
        ? { guild: guild.name, channel: (channel) => guild.channels.cache.get(channel)?.name ?? null }
        : null;
    },
    page,
    clock,
    random: Math.random,
    log,
    signal,
  });
}

/** What people may choose as a target. */
export function targetRulesOf(config: Config): TargetRules {
  const { ALLOW_PRIVATE_TARGETS, SMTP_URL, MAIL_FROM, MAIL_DOMAINS } = config;
  const own = MAIL_FROM?.slice(MAIL_FROM.lastIndexOf('@') + 1).toLowerCase();
  const hasMail = SMTP_URL !== undefined && own !== undefined;
  return {
    allowPrivate: ALLOW_PRIVATE_TARGETS,
    mailDomains: hasMail ? (MAIL_DOMAINS ?? [own]) : [],
  };
}
