// Figures that are read when somebody asks for them: the queue, open incidents, the connections to Discord.
import { Status } from 'discord.js';
import { endsWithin } from '../flow/aborting.ts';
import type { Clock } from '../clock.ts';
import type { Figures } from './figures.ts';
import type { Watched } from './instruments.ts';

/** A store that does not answer must not hold up the other figures; in milliseconds. */
const PATIENCE = 2000;
const STATES = ['open', 'acknowledged', 'snoozed'] as const;
const PARTS = ['model', 'store'] as const;

/** Resolves when the figures are those of now; what cannot be read keeps no value. */
export async function scrape(watched: Watched, figures: Figures, clock: Clock): Promise<void> {
  readJudge(watched, figures);
  readGateway(watched, figures);
  const parts = [readQueue(watched, figures, clock), readIncidents(watched, figures)];
  const inTime = await Promise.all(parts.map((part) => endsWithin(part, PATIENCE, clock).catch(() => false)));
  if (inTime.includes(false)) figures.scrapeErrors.inc();
}

function readJudge({ judge, model, store }: Watched, { texts, info }: Figures): void {
  const { read, hits } = judge.stats();
  texts.reset();
  texts.inc({ source: 'model' }, read);
  texts.inc({ source: 'memory' }, hits);
  info.set({ model: model.id, store: store.kind, node: process.version }, 1);
}

function readGateway({ client }: Watched, { shards, ping, guilds }: Figures): void {
  const states = client.ws.shards.map(({ status }) => status);
  const ready = states.filter((state) => state === Status.Ready).length;
  shards.set({ state: 'ready' }, ready);
  shards.set({ state: 'away' }, states.length - ready);
  guilds.set(client.guilds.cache.size);
  // Discord.js says -1 until the first heartbeat was answered.
  if (client.ws.ping >= 0) ping.set(client.ws.ping / 1000);
}

async function readQueue({ queue }: Watched, figures: Figures, clock: Clock): Promise<void> {
  for (const figure of [figures.queued, figures.oldest]) figure.remove();
  const { pending, oldestAt, waitsFor } = await queue();
  figures.queued.set(pending);
  figures.oldest.set(oldestAt === null ? 0 : Math.max(0, (clock.now() - oldestAt) / 1000));
  for (const by of PARTS) figures.blocked.set({ by }, waitsFor === by ? 1 : 0);
}

async function readIncidents({ store }: Watched, { incidents }: Figures): Promise<void> {
  incidents.reset();
  const open = await store.incidents.allOpen();
  for (const state of STATES) incidents.set({ state }, open.filter((one) => one.state === state).length);
}
