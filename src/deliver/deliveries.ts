// The outbox at work: every letter is written down before its first try, and tried until it arrives or is given up.
import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { reasonOf } from '../errors.ts';
import type { GuildId } from '../ids.ts';
import type { Log } from '../log.ts';
import type { Delivery, DeadLetter, DeliveryStore } from '../store/deliveries.ts';
import type { SettingsStore } from '../store/store.ts';
import type { Webhook } from '../store/webhooks.ts';
import type { Answer } from './answer.ts';
import type { DeadLetterFacts, Deliveries, EventKind } from './event.ts';
import { letter as letterSchema, letterOf, titleOf, type Letter, type Names } from './letter.ts';
import { pauseAfter } from './retries.ts';
import { shownTarget } from './target.ts';
import { testLetter } from './testLetter.ts';
import { FILE_TARGETS, isFileTarget, type Ways } from './ways.ts';

export interface DeliveriesOptions {
  readonly outbox: DeliveryStore;
  readonly settings: Pick<SettingsStore, 'get'>;
  readonly ways: Ways;
  /** Names of a server and its channels; null where the bot is not (any more) in it. */
  readonly namesOf: (guildId: GuildId) => Omit<Names, 'locale' | 'timeZone'> | null;
  readonly clock: Clock;
  /** 0…1 */
  readonly random: () => number;
  readonly log: Log;
  /** Ends `run` and whatever is under way; what was cut off is tried again after the next start. */
  readonly signal: AbortSignal;
}

export interface Outbox extends Deliveries {
  /** Delivers until the signal aborts. */
  run(): Promise<void>;
}

/** Letters under way at once. */
const TOGETHER = 8;
/** Longer than any try takes: who took a letter and died does not hold it for longer. */
const LEASE = 2 * 60_000;
/** What is settled is remembered for so long, dead letters with their words. */
const KEPT = 7 * 24 * 3_600_000;
const LONGEST_SLEEP = 3_600_000;
/** Between two tests of a server. */
const TEST_PAUSE = 5000;

export function createDeliveries(options: DeliveriesOptions): Outbox {
  const { outbox, settings, ways, clock, log, signal } = options;
  let wake: () => void = () => undefined;
  const tested = new Map<GuildId, number>();

  async function namesFor(guildId: GuildId): Promise<Names> {
    const { locale, timeZone } = await settings.get(guildId);
    const names = options.namesOf(guildId) ?? { guild: guildId, channel: () => null };
    return { ...names, locale, timeZone };
  }

  async function webhooksOf(guildId: GuildId): Promise<readonly Webhook[]> {
    return (await settings.get(guildId)).webhooks;
  }

  /** Null: the target was removed meanwhile. */
  async function tryOnce({ key, guildId, target, letter: text }: Delivery): Promise<Answer | null> {
    const read = letterSchema.safeParse(JSON.parse(text));
    if (!read.success) return { kind: 'never', reason: 'written by another version of Barometer' };
    if (isFileTarget(target)) return ways.toFile(target, guildId, read.data);
    const webhook = (await webhooksOf(guildId)).find(({ id }) => id === target);
    return webhook ? ways.toWebhook(webhook, read.data, key, signal) : null;
  }

  async function bring(delivery: Delivery): Promise<void> {
    const answer = await tryOnce(delivery);
    const { key, guildId, target } = delivery;
    if (answer === null) {
      await outbox.dropTarget(guildId, target);
      return;
    }
    if (answer.kind === 'arrived') {
      await outbox.markArrived(key, clock.now());
      return;
    }
    const tries = delivery.tries + 1;
    const pause = answer.kind === 'again' ? pauseAfter(tries, options.random(), answer.waitMs) : null;
    const facts = { guildId, target, tries, reason: answer.reason };
    if (pause === null) {
      log.warn(facts, 'a delivery was given up: /status lists it');
      await outbox.bury(key, clock.now(), answer.reason);
    } else {
      log.debug(facts, 'a delivery failed and will be tried again');
      await outbox.postpone(key, clock.now() + pause);
    }
  }

  const isStopped = () => signal.aborted;

  async function bringAll(): Promise<void> {
    while (!isStopped() && (await bringDue()));
    await outbox.prune(clock.now() - KEPT);
  }

  /** False when nothing was due. */
  async function bringDue(): Promise<boolean> {
    const due = await outbox.take(clock.now(), clock.now() + LEASE, TOGETHER);
    const ended = await Promise.allSettled(due.map(bring));
    for (const end of ended) {
      if (end.status === 'rejected' && !signal.aborted) {
        log.error({ reason: reasonOf(end.reason) }, 'a delivery could not be made; it is tried again later');
      }
    }
    return due.length > 0;
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
    async deliver(event) {
      const hooks = (await webhooksOf(event.guildId)).filter(({ events }) => hears(events, event.kind));
      const targets = [...hooks.map(({ id }) => id), ...(ways.hasFiles ? FILE_TARGETS : [])];
      if (targets.length === 0) return;
      const letter = JSON.stringify(letterOf(event, await namesFor(event.guildId)));
      const { guildId, at } = event;
      await outbox.add(
        targets.map((target) => ({ key: `${event.key}/${target}`, guildId, target, letter, at })),
      );
      wake();
    },

    async test(guildId, webhook) {
      const began = clock.now();
      if (began - (tested.get(guildId) ?? -Infinity) < TEST_PAUSE) return null;
      tested.set(guildId, began);
      const letter = testLetter(guildId, await namesFor(guildId), began);
      const answer = await ways.toWebhook(webhook, letter, `test:${randomUUID()}`, signal);
      const said = answer.kind === 'arrived' ? answer.said : answer.reason;
      return { arrived: answer.kind === 'arrived', said, ms: clock.now() - began };
    },

    async deadLetters(guildId, limit) {
      const hooks = await webhooksOf(guildId);
      return (await outbox.deadLetters(guildId, limit)).map((dead) => factsOf(dead, hooks));
    },

    async retry(guildId, key) {
      const revived = await outbox.revive(guildId, key, clock.now());
      if (revived) wake();
      return revived;
    },

    async forget(guildId, webhookId) {
      await outbox.dropTarget(guildId, webhookId);
    },

    async run() {
      while (!isStopped()) {
        // Before looking: what is handed over from now on ends the sleep.
        const woken = new Promise<void>((resolve) => (wake = resolve));
        try {
          await bringAll();
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

const hears = (events: Webhook['events'], kind: EventKind) =>
  events === 'all' || (events === 'alerts') === (kind === 'alert');

function factsOf(dead: DeadLetter, hooks: readonly Webhook[]): DeadLetterFacts {
  const { key, at, failedAt, tries, reason, target } = dead;
  const hook = hooks.find(({ id }) => id === target);
  const where = isFileTarget(target) ? null : hook ? shownTarget(hook) : target;
  return { key, at, failedAt, tries, reason, where, title: titleIn(dead.letter) };
}

function titleIn(text: string): string {
  const read = letterSchema.safeParse(JSON.parse(text));
  return read.success ? titleOf(read.data satisfies Letter) : '';
}
