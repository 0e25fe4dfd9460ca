// The deliveries: every letter is written to the outbox before its first try.
import { randomUUID } from 'node:crypto';
import type { GuildId } from '../ids.ts';
import type { DeadLetter } from '../store/deliveries.ts';
import type { Webhook } from '../store/webhooks.ts';
import { noteArrival } from './dying.ts';
import type { DeadLetterFacts, Deliveries, EventKind } from './event.ts';
import { letter as letterSchema, letterOf, titleOf, type Letter, type Names } from './letter.ts';
import { createSending, type SendingOptions } from './sending.ts';
import { shownTarget } from './target.ts';
import { testLetter } from './testLetter.ts';
import { FILE_TARGETS, isFileTarget } from './ways.ts';

export interface DeliveriesOptions extends SendingOptions {
  /** Names of a server and its channels; null where the bot is not (any more) in it. */
  readonly namesOf: (guildId: GuildId) => Pick<Names, 'guild' | 'channel'> | null;
  readonly page: Names['page'];
}

export interface Outbox extends Deliveries {
  /** Delivers until the signal aborts. */
  run(): Promise<void>;
}

/** Between two tests of a server, in milliseconds. */
const TEST_PAUSE = 5000;

export function createDeliveries(options: DeliveriesOptions): Outbox {
  const { outbox, settings, ways, clock, signal } = options;
  const sending = createSending(options);
  const testedAt = new Map<GuildId, number>();

  async function namesFor(guildId: GuildId): Promise<Names> {
    const { locale, timeZone } = await settings.get(guildId);
    const names = options.namesOf(guildId) ?? { guild: guildId, channel: () => null };
    return { ...names, locale, timeZone, page: options.page };
  }

  async function webhooksOf(guildId: GuildId): Promise<readonly Webhook[]> {
    return (await settings.get(guildId)).webhooks;
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
      sending.wake();
    },

    async test(guildId, webhook) {
      const began = clock.now();
      if (began - (testedAt.get(guildId) ?? -Infinity) < TEST_PAUSE) return null;
      testedAt.set(guildId, began);
      const letter = testLetter(guildId, await namesFor(guildId), began);
      const answer = await ways.toWebhook(webhook, letter, `test:${randomUUID()}`, signal);
      if (answer.kind === 'arrived') await noteArrival(settings, { guildId, target: webhook.id });
      const said = answer.kind === 'arrived' ? answer.said : answer.reason;
      return { arrived: answer.kind === 'arrived', said, ms: clock.now() - began };
    },

    async deadLetters(guildId, limit) {
      const hooks = await webhooksOf(guildId);
      return (await outbox.deadLetters(guildId, limit)).map((dead) => factsOf(dead, hooks));
    },

    async retry(guildId, key) {
      const revived = await outbox.revive(guildId, key, clock.now());
      if (revived) sending.wake();
      return revived;
    },

    async forget(guildId, webhookId) {
      await outbox.dropTarget(guildId, webhookId);
    },

    run: () => sending.run(),
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
