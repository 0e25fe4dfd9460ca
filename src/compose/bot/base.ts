// What every part of the bot is given: the outside world, and how the bot ends.
import type { Client } from 'discord.js';
import type { Clock } from '../../clock.ts';
import type { Config } from '../../config.ts';
import type { Outbox } from '../../deliver/deliveries.ts';
import { createClient } from '../../discord/client.ts';
import { tolerate } from '../../discord/tolerance.ts';
import type { Log } from '../../log.ts';
import { createBackground, type Background } from '../../pipeline/background.ts';
import { createPainter, type Painter } from '../../report/charts/painter.ts';
import type { Store } from '../../store/store.ts';
import { openDeliveries } from '../deliveries.ts';
import type { Ops } from '../ops.ts';

export interface BaseOptions {
  readonly config: Config;
  readonly apiUrl: string | undefined;
  readonly clock: Clock;
  readonly log: Log;
  readonly store: Store;
  /** The page of the local server; null: the bot speaks to Discord. */
  readonly page: string | null;
  readonly ops: Ops;
}

export interface Base extends BaseOptions {
  readonly client: Client;
  readonly background: Background;
  readonly painter: Painter;
  readonly deliveries: Outbox;
  /** Aborted when the bot stops. */
  readonly signal: AbortSignal;
}

export function openBase(options: BaseOptions, signal: AbortSignal): Base {
  const { config, apiUrl, clock, log, store, page, ops } = options;
  const client = createClient(apiUrl, config.SHARDS);
  tolerate(client, log);
  return {
    config,
    apiUrl,
    clock,
    log,
    store,
    page,
    ops,
    client,
    signal,
    background: createBackground(log, signal),
    painter: createPainter({ log, clock }),
    deliveries: openDeliveries({ config, client, store, clock, log, signal, page }),
  };
}
