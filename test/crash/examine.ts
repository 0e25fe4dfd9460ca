// Examines what happened to everything that people wrote: lost, unjudged, answered or posted twice, counted wrong.
import { watch } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { guildId, messageId } from '../../src/ids.ts';
import { DAY, HOUR } from '../../src/mood/window.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import type { Store } from '../../src/store/store.ts';
import { HARBOUR } from '../support/localServer.ts';
import type { Stream } from 'local-discord/testing';
import type { Post } from './phases.ts';
import { lastDue, postsIn, type Posts, type Towns } from './towns.ts';
import type { Ledger } from './traffic.ts';

export interface Findings {
  readonly messages: number;
  readonly mentions: number;
  readonly lost: number;
  readonly unjudged: number;
  readonly unanswered: number;
  /** Waves of anger so far; each may open an incident. */
  readonly waves: number;
  readonly duplicateReplies: number;
  readonly reports: number;
  readonly alerts: number;
  /** Summaries and alerts around whose post the bot was killed and that never came. */
  readonly unposted: number;
  readonly duplicatePosts: number;
  readonly bucketDrift: number;
}

/** All that happened until people fell silent. */
interface History {
  readonly path: string;
  readonly seen: Stream;
  readonly ledger: Ledger;
  readonly towns: Towns;
  /** Posts in which the bot was killed. */
  readonly struck: readonly Post[];
  /** When the bot had scheduled the first summaries, ms since 1970. */
  readonly begun: number;
  /** When people fell silent, ms since 1970. */
  readonly silentSince: number;
}

/**
 * What the check waits for: every message has its verdict and every question its answer; posts during which the bot
 * was killed are there; the summaries of every server are up to date.
 */
export type Rest = 'judged' | 'posted' | 'caught up';

/** How long the check waits, ms. The lock of a job that was killed lasts 90 s. */
const PATIENCE = 90_000;
const PATIENCE_AT_THE_END = 150_000;
/** The bot answers what is younger than five minutes; the clock of the check starts a little earlier. */
const ANSWERABLE = 4.5 * 60_000;

/** What the bot posted, as people saw it. */
function postsOf(seen: Stream, { alerts, reports }: Posts) {
  const replies = new Map<string, number>();
  const posts = new Map<string, number>();
  const count = (map: Map<string, number>, key: string) => map.set(key, (map.get(key) ?? 0) + 1);
  for (const event of seen.events) {
    if (event.type !== 'message' || event.message.author.id !== HARBOUR.bot) continue;
    const { message_reference: reference, channel_id, embeds, content } = event.message;
    if (reference?.message_id !== undefined) count(replies, reference.message_id);
    const footer = embeds.map((embed) => embed.footer?.text ?? '').join(' ');
    if (content.includes('/privacy opt-out')) count(posts, `notice in ${channel_id}`);
    else if (reports.has(channel_id)) count(posts, `report in ${channel_id} ${footer}`);
    else if (alerts.has(channel_id)) count(posts, `alert in ${channel_id} ${footer}`);
  }
  return { replies, posts };
}

const twice = (counts: Map<string, number>) =>
  [...counts.values()].reduce((sum, count) => sum + Math.max(0, count - 1), 0);

/** Waits until all that is done, or the time is over. The bot runs, and people write nothing. */
export async function awaitRest(history: History, until: Rest): Promise<void> {
  const { path, seen, ledger, silentSince } = history;
  const store = openSqliteStore(path, { storeContent: true });
  const patience = new AbortController();
  const since = silentSince - ANSWERABLE;
  let waiting = [...ledger.standing.keys()];
  const isDone = async () => {
    const left: string[] = [];
    for (const id of waiting) if ((await stateOf(store, id)) !== 'judged') left.push(id);
    waiting = left;
    if (waiting.length > 0 || (await store.queue.countPending()) > 0) return false;
    const open = await store.incidents.allOpen();
    if (open.some((incident) => incident.messageId === null && incident.leadId === null)) return false;
    const { replies } = postsOf(seen, postsIn(history.towns));
    if (!ledger.mentions.every(({ id, at }) => at < since || replies.has(id))) return false;
    if (until !== 'judged' && unpostedIn(history).length > 0) return false;
    return until !== 'caught up' || (await hasCaughtUp(store, history));
  };
  try {
    const deadline = sleep(until === 'judged' ? PATIENCE : PATIENCE_AT_THE_END, 'late', {
      signal: patience.signal,
    }).catch(() => 'over');
    const changes = watch(dirname(path));
    let changed = () => {};
    changes.on('change', () => changed());
    const unhear = seen.listen(() => changed());
    for (let late = false; !late && !(await isDone());) {
      const next = new Promise<string>((resolve) => (changed = () => resolve('changed')));
      late = (await Promise.race([next, deadline])) === 'late';
    }
    unhear();
    changes.close();
  } finally {
    patience.abort();
    await store.close();
  }
}

function unpostedIn({ seen, towns, struck }: History): Post[] {
  const posts = [...postsOf(seen, postsIn(towns)).posts.keys()];
  return struck.filter(
    ({ channelId, key }) => !posts.some((post) => post.includes(`in ${channelId} `) && post.includes(key)),
  );
}

/** The newest window of every server that was due is held, and posted unless it was quiet. */
async function hasCaughtUp(store: Store, { towns, begun, silentSince }: History): Promise<boolean> {
  for (const [id, due] of lastDue(towns, silentSince)) {
    const latest = await store.reports.latest(guildId.parse(id), 'summary');
    if (due > begun && (latest?.window.to ?? 0) < due) return false;
    if (latest?.settledAt === null) return false;
  }
  return true;
}

/** Call it after the end of the bot. */
export async function examine(history: History): Promise<Findings> {
  const { path, seen, ledger, towns, silentSince } = history;
  const store = openSqliteStore(path, { storeContent: true });
  try {
    const states = await Promise.all([...ledger.standing.keys()].map((id) => stateOf(store, id)));
    const to = Math.ceil(Date.now() / HOUR) * HOUR;
    const drift = await store.recount({ from: to - 2 * DAY, to }, false);
    const { replies, posts } = postsOf(seen, postsIn(towns));
    const since = silentSince - ANSWERABLE;
    const keys = [...posts.keys()];
    return {
      messages: states.length,
      mentions: ledger.mentions.length,
      lost: states.filter((state) => state === null).length,
      unjudged: states.filter((state) => state === 'pending' || state === 'failed').length,
      unanswered: ledger.mentions.filter(({ id, at }) => at > since && !replies.has(id)).length,
      waves: ledger.waves.length,
      duplicateReplies: twice(replies),
      reports: keys.filter((key) => key.startsWith('report')).length,
      alerts: keys.filter((key) => key.startsWith('alert')).length,
      unposted: unpostedIn(history).length,
      duplicatePosts: twice(posts),
      bucketDrift: drift.length,
    };
  } finally {
    await store.close();
  }
}

async function stateOf(store: Store, id: string) {
  return (await store.messages.get(messageId.parse(id)))?.status ?? null;
}
