// The real outbox of the stage: it may send to this machine, and tells of dead webhooks as the bot does.
import type { Client } from 'discord.js';
import { systemClock, type Clock } from '../../src/clock.ts';
import { linksOf } from '../../src/commands/links.ts';
import { createDeliveries, type Outbox } from '../../src/deliver/deliveries.ts';
import { resolveBySystem } from '../../src/deliver/http.ts';
import { createWays } from '../../src/deliver/ways.ts';
import { silentLog } from '../../src/log.ts';
import { tellOfDeadWebhook } from '../../src/pipeline/deadWebhook.ts';
import type { Store } from '../../src/store/store.ts';

export const openOutbox = (client: Client, store: Store, clock: Clock, signal: AbortSignal): Outbox =>
  createDeliveries({
    outbox: store.deliveries,
    settings: store.settings,
    onDeath: (dead) => {
      const link = (path: string) => linksOf(client)(path);
      return tellOfDeadWebhook(dead, { client, store, clock, log: silentLog, link });
    },
    ways: createWays({
      clock: systemClock,
      allowPrivate: true,
      resolve: resolveBySystem,
      timeoutMs: 5000,
      mailer: null,
      files: null,
    }),
    namesOf: () => ({ guild: 'Harbour', channel: () => 'general' }),
    page: null,
    clock,
    random: () => 0.5,
    log: silentLog,
    signal,
  });
