// The phases of the bot's work in which it can be killed, and the request that tells each phase.
import { MINUTE } from '../../src/mood/window.ts';
import type { Chance } from './random.ts';
import type { Asked, Cut } from './proxy.ts';
import type { Posts } from './towns.ts';
import type { Provoked } from './traffic.ts';

export const PHASES = [
  'while starting',
  'in back-fill',
  'while judging',
  'before a reply',
  'after a reply',
  'editing a reply',
  'before an alert',
  'after an alert',
  'before a report',
  'after a report',
] as const;
export type Phase = (typeof PHASES)[number];

const REPORTS: readonly Phase[] = ['before a report', 'after a report'];

/** What people must do to start a phase. Reports start by themselves. */
export function aimOf(phase: Phase): Provoked {
  if (REPORTS.includes(phase)) return 'report';
  if (phase.endsWith('an alert')) return 'wave';
  return phase.endsWith('a reply') ? 'mention' : 'nothing';
}

/** A round that begins this long before a full minute, when summaries fall due, aims at one (ms). */
const REPORT_LEAD = 12_000;

/**
 * Takes the phases in turn, in a shuffled order, so that any number of rounds is shared among them. Those of summaries
 * come when summaries are about to be due.
 */
export function phaseOrder(chance: Chance): (now: number) => Phase {
  let bag: Phase[] = [];
  let reports: Phase[] = [];
  return (now) => {
    if (now % MINUTE > MINUTE - REPORT_LEAD) {
      if (reports.length === 0) reports = [...REPORTS];
      return reports.splice(chance.below(reports.length), 1)[0] ?? 'before a report';
    }
    if (bag.length === 0) bag = PHASES.filter((phase) => !REPORTS.includes(phase));
    const [phase] = bag.splice(chance.below(bag.length), 1);
    return phase ?? 'while judging';
  };
}

/** The name of a summary, in its footer. */
const SUMMARY = /Summary [0-9A-Z]{4}/;

type Moment = 'back-fill' | 'reply' | 'edit' | 'alert' | 'report';

function momentOf({ method, path, body }: Asked, { alerts, reports }: Posts): Moment | null {
  if (method === 'GET' && /^\/channels\/\d+\/messages\?.*after=/.test(path)) return 'back-fill';
  if (method === 'PATCH' && /^\/channels\/\d+\/messages\/\d+$/.test(path)) return 'edit';
  if (method !== 'POST') return null;
  const channel = /^\/channels\/(\d+)\/messages$/.exec(path)?.[1] ?? '';
  if (reports.has(channel) && SUMMARY.test(body)) return 'report';
  if (alerts.has(channel)) return 'alert';
  return channel !== '' && body.includes('message_reference') ? 'reply' : null;
}

const CUTS: Readonly<Partial<Record<Phase, { moment: Moment; cut: Exclude<Cut, null> }>>> = {
  'in back-fill': { moment: 'back-fill', cut: 'after' },
  'before a reply': { moment: 'reply', cut: 'before' },
  'after a reply': { moment: 'reply', cut: 'after' },
  'editing a reply': { moment: 'edit', cut: 'after' },
  'before an alert': { moment: 'alert', cut: 'before' },
  'after an alert': { moment: 'alert', cut: 'after' },
  'before a report': { moment: 'report', cut: 'before' },
  'after a report': { moment: 'report', cut: 'after' },
};

export interface Hit {
  readonly phase: Phase;
  readonly cut: Cut;
  /** A post that must exist in the end, because the bot was killed while it was made. */
  readonly post: Post | null;
}

/** A summary or an alert: its channel, and its key where the body names one. */
export interface Post {
  readonly channelId: string;
  readonly key: string;
}

/**
 * What a request of the bot leads to in a round for `phase`. Reports are due only once a minute and alerts once a wave,
 * so most of them are hit in every round; but an alert never takes the place of a summary.
 */
export function hitBy(asked: Asked, posts: Posts, phase: Phase, chance: Chance): Hit | null {
  const moment = momentOf(asked, posts);
  if (moment === null) return null;
  const aim = CUTS[phase];
  const post = moment === 'report' || moment === 'alert' ? postOf(asked) : null;
  // The first page may be the last: now and then the second is hit.
  if (aim?.moment === moment) return chance.next() < 0.7 ? { phase, cut: aim.cut, post } : null;
  if (post === null || aim?.moment === 'report' || chance.next() < 0.4) return null;
  const cut = chance.pick<'before' | 'after'>(['before', 'after']);
  return { phase: moment === 'alert' ? `${cut} an alert` : `${cut} a report`, cut, post };
}

function postOf({ path, body }: Asked): Post {
  const channelId = path.split('/')[2] ?? '';
  return { channelId, key: SUMMARY.exec(body)?.[0] ?? '' };
}
