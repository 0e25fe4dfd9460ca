// Rounds of kill -9: the whole bot under traffic, killed at a chosen moment, started again on the same data.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { MINUTE } from '../../src/mood/window.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { runBot, type BotProcess } from '../e2e/stage.ts';
import { startRig, TOKEN } from '../support/localServer.ts';
import { awaitRest, examine, type Findings, type Rest } from './examine.ts';
import { byMind, startMind } from './mind.ts';
import { aimOf, hitBy, phaseOrder, type Phase, type Post } from './phases.ts';
import { startProxy } from './proxy.ts';
import { chanceOf } from './random.ts';
import { dueAt, foundTowns, postsIn, settle, type Towns } from './towns.ts';
import { startTraffic } from './traffic.ts';

export interface RoundsOptions {
  readonly rounds: number;
  readonly seed: number;
  /** In every n-th round the verdicts come from real weights; 0: never. */
  readonly weightsEvery: number;
  /** Is told of the progress. */
  readonly say: (line: string) => void;
}

export interface Outcome extends Findings {
  readonly rounds: number;
  readonly withWeights: number;
  /** How often the bot was stopped for a minute. */
  readonly sleptThrough: number;
  /** How often each phase was hit. */
  readonly hits: ReadonlyMap<Phase, number>;
}

/** Rounds between two checks; few enough that no mention becomes too old to be answered. */
const EXAMINED_EVERY = 12;
/** How long a round waits for the moment it aims at, once the bot is ready (ms). */
const AIMS = { nothing: 3_500, mention: 6_000, wave: 6_000, report: 5_000 };
const START = 2_500;
const DOWN = 400;
/** Longer than Discord's heartbeat: the bot finds its connection dead (ms). */
const STOPPED = 61_000;
const LONG_RUN = 100;
/** How many servers; each makes every start of the bot a little slower. */
const MOST_TOWNS = 48;
const LEAST_TOWNS = 12;

export async function runRounds({ rounds, seed, weightsEvery, say }: RoundsOptions): Promise<Outcome> {
  const rig = await startRig();
  const proxy = await startProxy(rig.apiUrl);
  const mind = await startMind();
  const towns = await foundTowns(rig.people, Math.min(MOST_TOWNS, Math.max(LEAST_TOWNS, rounds)));
  const posts = postsIn(towns);
  const dataDir = mkdtempSync(join(tmpdir(), 'barometer-crash-'));
  const path = join(dataDir, 'barometer.sqlite');
  const chance = chanceOf(seed);
  const nextPhase = phaseOrder(chance);
  const hits = new Map<Phase, number>();
  const environment = { DISCORD_TOKEN: TOKEN, DISCORD_API_URL: proxy.apiUrl, DATA_DIR: dataDir };
  const ofMind = byMind(mind);
  const byWeights = { MODEL: 'smollm2-135m', MODEL_THREADS: '1' };
  const bots: BotProcess[] = [];
  const struckPosts: Post[] = [];
  let withWeights = 0;
  let begun = 0;

  async function round(phase: Phase, brain: Record<string, string>): Promise<Phase> {
    const aimed = aimOf(phase);
    const minute = Math.ceil(Date.now() / MINUTE) * MINUTE;
    if (aimed === 'report') {
      // A summary waits until everything is judged. That never happens while people write.
      await traffic.pause();
      await traffic.gossip(dueAt(towns, minute));
    }
    const running = runBot({ ...environment, ...brain });
    bots.push(running);
    const struck: Phase[] = [];
    const aim = new AbortController();
    proxy.onRequest(
      (asked) => {
        const hit = struck.length === 0 ? hitBy(asked, posts, phase, chance) : null;
        if (!hit) return null;
        struck.push(hit.phase);
        if (hit.post) struckPosts.push(hit.post);
        return hit.cut;
      },
      () => {
        running.child.kill('SIGKILL');
        aim.abort();
      },
    );
    const pause = (ms: number) => sleep(ms, undefined, { signal: aim.signal }).catch(() => undefined);
    if (phase === 'while starting') await pause(chance.below(START));
    else {
      await Promise.race([running.said('is ready'), pause(120_000)]).catch((error: unknown) => {
        if (!aim.signal.aborted) throw error;
      });
      if (aimed === 'report') await pause(Math.max(0, minute - Date.now()));
      const waited = pause(phase === 'while judging' ? chance.below(1_500) : AIMS[aimed]);
      if (!aim.signal.aborted) traffic.provoke(aimed);
      await waited;
    }
    aim.abort();
    await running.stop('SIGKILL');
    if (aimed === 'report') traffic.resume();
    return struck[0] ?? (phase === 'while starting' ? phase : 'while judging');
  }

  await prepare(path, towns);
  const seen = await rig.people.watch();
  const traffic = startTraffic(rig.people, towns, chanceOf(seed + 1));

  async function untroubled(): Promise<BotProcess> {
    proxy.onRequest(
      () => null,
      () => undefined,
    );
    const running = runBot({ ...environment, ...ofMind });
    bots.push(running);
    await running.said('is ready');
    return running;
  }

  /** The first start: the bot posts its notice in every server and schedules the summaries. */
  async function introduce(): Promise<number> {
    await (await untroubled()).stop('SIGKILL');
    return Date.now();
  }

  async function sleepThrough(): Promise<void> {
    const running = await untroubled();
    running.child.kill('SIGSTOP');
    await sleep(STOPPED);
    running.child.kill('SIGCONT');
    await sleep(AIMS.nothing);
    await running.stop('SIGKILL');
  }

  async function look(until: Rest): Promise<Findings> {
    await traffic.pause();
    const silentSince = Date.now();
    const running = await untroubled();
    const history = { path, seen, ledger: traffic.ledger, towns, struck: struckPosts, begun, silentSince };
    await awaitRest(history, until);
    await running.stop('SIGKILL');
    const findings = await examine(history);
    if (findings.lost + findings.unjudged + findings.unanswered > 0) say(running.output());
    traffic.resume();
    return findings;
  }

  try {
    begun = await introduce();
    let findings: Findings | null = null;
    for (let n = 1; n <= rounds; n += 1) {
      const real = weightsEvery > 0 && n % weightsEvery === 0;
      withWeights += real ? 1 : 0;
      const phase = await round(nextPhase(Date.now()), real ? byWeights : ofMind);
      hits.set(phase, (hits.get(phase) ?? 0) + 1);
      await sleep(chance.below(DOWN));
      if (n === Math.floor(rounds / 2) && rounds >= LONG_RUN) await sleepThrough();
      if (n % EXAMINED_EVERY !== 0 && n !== rounds) continue;
      findings = await look(n < rounds ? 'judged' : rounds < LONG_RUN ? 'posted' : 'caught up');
      say(`after ${n} rounds: ${JSON.stringify(findings)}`);
    }
    if (!findings) throw new RangeError('--rounds: at least one.');
    return { rounds, withWeights, sleptThrough: rounds >= LONG_RUN ? 1 : 0, hits, ...findings };
  } finally {
    await traffic.stop();
    await bots.at(-1)?.stop('SIGKILL');
    await Promise.all([rig.close(), proxy.close(), mind.close()]);
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function prepare(path: string, towns: Towns): Promise<void> {
  const store = openSqliteStore(path, { storeContent: true });
  await settle(store.settings, towns);
  await store.close();
}
