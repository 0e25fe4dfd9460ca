// The whole outbox on a real store and real sockets, with a clock that is moved by hand.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock, type Clock } from '../../src/clock.ts';
import { createDeliveries, type Outbox } from '../../src/deliver/deliveries.ts';
import type { ReportFiles } from '../../src/deliver/files/reportFiles.ts';
import { resolveBySystem } from '../../src/deliver/http.ts';
import type { Mailer } from '../../src/deliver/smtp.ts';
import { createWays } from '../../src/deliver/ways.ts';
import type { Log } from '../../src/log.ts';
import { DEFAULT_SETTINGS } from '../../src/store/settings.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import type { Store } from '../../src/store/store.ts';
import type { Webhook } from '../../src/store/webhooks.ts';
import { guild } from '../contract/store/fixtures.ts';
import { manualClock, type ManualClock } from '../manualClock.ts';
import { names, ONE } from './letters.ts';

type Step = 'arrived' | 'postpone' | 'bury' | 'dropTarget';

export interface Rig {
  readonly store: Store;
  readonly clock: ManualClock;
  readonly outbox: Outbox;
  /** Every line of the log, as JSON. */
  readonly logged: string[];
  use(...webhooks: Webhook[]): Promise<void>;
  /** Starts delivering. */
  run(): void;
  /** What the outbox wrote down next, once it is written. */
  next(): Promise<Step>;
  /** Ends this process's part and opens the same data again, as after a crash. */
  restart(): Promise<Rig>;
  close(): Promise<void>;
}

export interface RigOptions {
  readonly allowPrivate?: boolean;
  readonly mailer?: Mailer | null;
  readonly files?: ReportFiles | null;
  /** Of a single try. */
  readonly timeoutMs?: number;
  readonly wayClock?: Clock;
  readonly random?: () => number;
}

export const hook = (to: string, more: Partial<Webhook> = {}): Webhook => ({
  id: 'a1',
  form: 'json',
  to,
  secret: null,
  events: 'all',
  ...more,
});

export function openRig(options: RigOptions = {}): Rig {
  const directory = mkdtempSync(join(tmpdir(), 'deliver-'));
  return rigIn(directory, manualClock(ONE), options);
}

function rigIn(directory: string, clock: ManualClock, options: RigOptions): Rig {
  const store = openSqliteStore(join(directory, 'store.db'), { storeContent: true });
  const stopping = new AbortController();
  const logged: string[] = [];
  const write = (...facts: unknown[]) => void logged.push(JSON.stringify(facts));
  const log = { debug: write, info: write, warn: write, error: write } as unknown as Log;
  const steps: Step[] = [];
  const waiting: ((step: Step) => void)[] = [];
  const note = (step: Step) => {
    const waiter = waiting.shift();
    if (waiter) waiter(step);
    else steps.push(step);
  };
  const { deliveries } = store;
  const watched = {
    ...deliveries,
    markArrived: (key: string, at: number) => deliveries.markArrived(key, at).then(() => note('arrived')),
    postpone: (key: string, at: number) => deliveries.postpone(key, at).then(() => note('postpone')),
    bury: (key: string, at: number, reason: string) =>
      deliveries.bury(key, at, reason).then(() => note('bury')),
  };
  const outbox = createDeliveries({
    outbox: watched,
    settings: store.settings,
    onDeath: () => Promise.resolve(),
    ways: createWays({
      clock: options.wayClock ?? systemClock,
      allowPrivate: options.allowPrivate ?? true,
      resolve: resolveBySystem,
      timeoutMs: options.timeoutMs ?? 10_000,
      mailer: options.mailer ?? null,
      files: options.files ?? null,
    }),
    namesOf: () => names,
    page: null,
    clock,
    random: options.random ?? (() => 1),
    log,
    signal: stopping.signal,
  });
  let running: Promise<void> = Promise.resolve();
  const stop = async () => {
    stopping.abort();
    await running;
    await store.close();
  };
  return {
    store,
    clock,
    outbox,
    logged,
    use: async (...webhooks) => {
      await store.settings.update(guild, () => ({ ...DEFAULT_SETTINGS, webhooks }));
    },
    run: () => void (running = outbox.run()),
    next() {
      const step = steps.shift();
      return step ? Promise.resolve(step) : new Promise((resolve) => waiting.push(resolve));
    },
    async restart() {
      await stop();
      return rigIn(directory, clock, options);
    },
    async close() {
      await stop();
      rmSync(directory, { recursive: true });
    },
  };
}
