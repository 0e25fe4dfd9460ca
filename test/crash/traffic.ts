// Several people who post, edit, delete, get angry and speak to the bot, whether it runs or not.
import { setTimeout as sleep } from 'node:timers/promises';
import { HARBOUR } from '../support/localServer.ts';
import type { People } from 'local-discord/testing';
import { ANGRY } from './mind.ts';
import type { Town, Towns } from './towns.ts';
import type { Chance } from './random.ts';

export interface Ledger {
  /** Messages of people to people that were not deleted: id -> channel. */
  readonly standing: Map<string, string>;
  /** Messages that need exactly one answer. */
  readonly mentions: { readonly id: string; readonly at: number }[];
  /** Channels in which a wave of anger went by. */
  readonly waves: string[];
}

export type Provoked = 'nothing' | 'mention' | 'wave' | 'report';

export interface Traffic {
  readonly ledger: Ledger;
  /** Finishes the current messages, then writes nothing until `resume`. */
  pause(): Promise<void>;
  resume(): void;
  /** At the next step somebody speaks to the bot, or a wave of anger starts. */
  provoke(what: Provoked): void;
  /** Writes in these towns, so that each has something to sum up; also while paused. */
  gossip(where: readonly Town[]): Promise<void>;
  stop(): Promise<void>;
}

const { people: who, channels, bot } = HARBOUR;
const AUTHORS = [who.mira, who.wen, who.tomas, who.yuki, who.lin] as const;
const PLACES = [channels.general, channels.support] as const;
const WORDS = ['ship', 'dock', 'rope', 'lamp', 'rain', 'tide', 'coal', 'crane'] as const;
/** Between two messages of the crowd, ms. */
const PACE = 45;
/** The bot answers a person once in 3 s, so nobody speaks to it more often than this (ms). */
const MENTION_PAUSE = 4_500;
const WAVE_EVERY = 45_000;
/** Enough for an alert in a new channel: 22 angry messages in the first minutes of a clock hour, later 12. */
const WAVE_SIZE = 32;

export function startTraffic(people: People, { towns, crowd }: Towns, chance: Chance): Traffic {
  const ledger: Ledger = { standing: new Map(), mentions: [], waves: [] };
  const recent: { id: string; channelId: string; authorId: string }[] = [];
  const spoke = new Map<string, number>();
  let wavedAt = Date.now();
  let stopped = false;
  let wished: Provoked = 'nothing';
  let paused: Promise<void> | null = null;
  let resume = () => {};

  async function post(authorId: string, channelId: string, content: string) {
    const { id } = await people.post(authorId, channelId, content);
    ledger.standing.set(id, channelId);
    return id;
  }

  async function say(): Promise<void> {
    const authorId = chance.pick(AUTHORS);
    const channelId = chance.pick(PLACES);
    const text = `the ${chance.pick(WORDS)} and the ${chance.pick(WORDS)}, ${chance.below(1_000_000)}`;
    const id = await post(authorId, channelId, text);
    recent.push({ id, channelId, authorId });
    if (recent.length > 30) recent.shift();
  }

  async function change(): Promise<void> {
    const [message] = recent.splice(chance.below(recent.length), 1);
    if (!message) return;
    const { id, channelId, authorId } = message;
    const place = { id, channel_id: channelId };
    if (chance.next() < 0.7) await people.edit(authorId, place, `${ANGRY} ${chance.below(1_000_000)}`);
    else {
      ledger.standing.delete(id);
      await people.remove(authorId, place);
    }
  }

  async function mention(): Promise<void> {
    const ready = AUTHORS.filter((author) => Date.now() - (spoke.get(author) ?? 0) > MENTION_PAUSE);
    const authorId = ready[chance.below(ready.length)];
    if (authorId === undefined) return say();
    spoke.set(authorId, Date.now());
    const channelId = chance.pick(PLACES);
    // What is said to the bot is not judged, so it gets no place among what stands.
    const { id } = await people.post(authorId, channelId, `<@${bot}> how is the ${chance.pick(WORDS)}?`);
    ledger.mentions.push({ id, at: Date.now() });
  }

  /** In a server of its own, while there are any: an incident stays open for longer than all this takes. */
  async function wave(): Promise<void> {
    wavedAt = Date.now();
    const town = towns[ledger.waves.length];
    if (!town) return say();
    ledger.waves.push(town.hall);
    for (let n = 0; n < WAVE_SIZE; n += 1) {
      await post(crowd[n % crowd.length] ?? who.mira, town.hall, `this is ${ANGRY} ${n}`);
    }
  }

  async function gossip(where: readonly Town[]): Promise<void> {
    for (const { hall } of where) {
      const author = crowd[chance.below(crowd.length)] ?? who.mira;
      await post(author, hall, `have you heard of the ${chance.pick(WORDS)}?`);
    }
  }

  async function step(): Promise<void> {
    const what = chance.next();
    const wish = wished;
    wished = 'nothing';
    if (wish === 'wave' || Date.now() - wavedAt > WAVE_EVERY) await wave();
    else if (wish === 'mention' || what < 0.012) await mention();
    else if (what < 0.09) await change();
    else await say();
  }

  const isStopped = () => stopped;
  const gate = () => paused ?? Promise.resolve();
  let current: Promise<void> = Promise.resolve();
  const running = (async () => {
    while (!isStopped()) {
      await gate();
      current = step();
      await current;
      await sleep(chance.below(2 * PACE));
    }
  })();
  return {
    ledger,
    provoke: (what) => (wished = what),
    gossip,
    async pause() {
      paused ??= new Promise((resolve) => (resume = resolve));
      await current;
    },
    resume() {
      paused = null;
      resume();
    },
    async stop() {
      stopped = true;
      resume();
      await running;
    },
  };
}
