// The outbox at work: what is due is tried until it arrives or is given up.
import type { Clock } from '../clock.ts';
import { reasonOf } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Delivery, DeliveryStore } from '../store/deliveries.ts';
import type { SettingsStore } from '../store/store.ts';
import type { Answer } from './answer.ts';
import { noteArrival, noteDeath, type DeadWebhook } from './dying.ts';
import { letter as letterSchema } from './letter.ts';
import { pauseAfter } from './retries.ts';
import { isFileTarget, type Ways } from './ways.ts';

export interface SendingOptions {
  readonly outbox: DeliveryStore;
  readonly settings: Pick<SettingsStore, 'get' | 'update'>;
  /** Called whenever a delivery to a webhook was given up. */
  readonly onDeath: (dead: DeadWebhook) => Promise<void>;
  readonly ways: Ways;
  readonly clock: Clock;
  /** 0…1 */
  readonly random: () => number;
  readonly log: Log;
  /** Ends `run` and whatever is under way; what was cut off is tried again after the next start. */
  readonly signal: AbortSignal;
}

export interface Sending {
  /** Delivers until the signal aborts. */
  run(): Promise<void>;
  /** There is something new in the outbox. */
  wake(): void;
}

/** Letters under way at once. */
const TOGETHER = 8;
/** A letter that was taken is free again after this, in milliseconds: whoever took it has died. No try takes longer. */
const LEASE = 2 * 60_000;
/** How long arrived and dead letters are kept, in milliseconds; dead ones with their text. */
const KEPT = 7 * 24 * 3_600_000;
const LONGEST_SLEEP = 3_600_000;

export function createSending(options: SendingOptions): Sending {
  const { outbox, clock, log, signal } = options;
  let wake: () => void = () => undefined;
  const isStopped = () => signal.aborted;

  /** False when nothing was due. */
  async function sendDue(): Promise<boolean> {
    const due = await outbox.take(clock.now(), clock.now() + LEASE, TOGETHER);
    const ended = await Promise.allSettled(due.map((delivery) => send(delivery, options)));
    for (const end of ended) {
      if (end.status === 'rejected' && !signal.aborted) {
        log.error({ reason: reasonOf(end.reason) }, 'a delivery could not be made; it is tried again later');
      }
    }
    return due.length > 0;
  }

  async function sendAll(): Promise<void> {
    while (!isStopped() && (await sendDue()));
    await outbox.prune(clock.now() - KEPT);
  }

  async function sleep(woken: Promise<void>): Promise<void> {
    const next = (await outbox.nextDue()) ?? Infinity;
    const ms = Math.min(LONGEST_SLEEP, next - clock.now());
    if (ms <= 0) return; // due meanwhile
    const over = new AbortController();
    const waited = clock.wait(ms, AbortSignal.any([signal, over.signal])).catch(() => undefined);
    await Promise.race([woken, waited]);
    over.abort();
  }

  return {
    wake: () => wake(),
    async run() {
      while (!isStopped()) {
        // Made before the outbox is read: a letter that is added from now on ends the sleep.
        const woken = new Promise<void>((resolve) => (wake = resolve));
        try {
          await sendAll();
          await sleep(woken);
        } catch (error) {
          if (isStopped()) return;
          log.error({ reason: reasonOf(error) }, 'the outbox could not be read');
          await clock.wait(LEASE, signal).catch(() => undefined);
        }
      }
    },
  };
}

/** One try of one letter; how it ended is written down. */
async function send(delivery: Delivery, options: SendingOptions): Promise<void> {
  const { outbox, clock, random, log } = options;
  const answer = await tryOnce(delivery, options);
  const { key, guildId, target } = delivery;
  if (answer === null) {
    await outbox.dropTarget(guildId, target);
    return;
  }
  if (answer.kind === 'arrived') {
    await noteArrival(options.settings, delivery);
    await outbox.markArrived(key, clock.now());
    return;
  }
  const tries = delivery.tries + 1;
  const pause = answer.kind === 'again' ? pauseAfter(tries, random(), answer.waitMs) : null;
  const facts = { guildId, target, tries, reason: answer.reason };
  if (pause === null) {
    log.warn(facts, 'a delivery was given up: /status lists it');
    const died = await noteDeath(options.settings, delivery, clock.now());
    await outbox.bury(key, clock.now(), answer.reason);
    if (died) await options.onDeath({ ...died, guildId, reason: answer.reason });
  } else {
    log.debug(facts, 'a delivery failed and will be tried again');
    await outbox.postpone(key, clock.now() + pause);
  }
}

/** Null: the target was removed meanwhile. */
async function tryOnce(
  { key, guildId, target, letter: text }: Delivery,
  { settings, ways, signal }: SendingOptions,
): Promise<Answer | null> {
  const read = letterSchema.safeParse(JSON.parse(text));
  if (!read.success) return { kind: 'never', reason: 'written by another version of Barometer' };
  if (isFileTarget(target)) return ways.toFile(target, guildId, read.data);
  const { webhooks } = await settings.get(guildId);
  const webhook = webhooks.find(({ id }) => id === target);
  return webhook ? ways.toWebhook(webhook, read.data, key, signal) : null;
}
