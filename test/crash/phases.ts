// Where a kill can hit: which request of the bot belongs to which phase of its work.
import { HARBOUR } from '../preview/rig.ts';
import type { Chance } from './random.ts';
import type { Asked, Cut } from './proxy.ts';

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
/** A summary is due every minute, but one that was killed is locked for a minute and a half (ms). */
const REPORT_EVERY = 95_000;

/** What has to happen so that a phase comes. Reports come by themselves. */
export function aimOf(phase: Phase): 'nothing' | 'mention' | 'wave' | 'report' {
  if (REPORTS.includes(phase)) return 'report';
  if (phase.endsWith('an alert')) return 'wave';
  return phase.endsWith('a reply') ? 'mention' : 'nothing';
}

/**
 * Rotates through the phases in a shuffled order, so that each gets its share of any number of rounds; those of
 * reports when one is due.
 */
export function phaseOrder(chance: Chance): (now: number) => Phase {
  let bag: Phase[] = [];
  let reported: number | null = null;
  return (now) => {
    reported ??= now;
    if (now - reported > REPORT_EVERY) {
      reported = now;
      return chance.next() < 0.5 ? 'before a report' : 'after a report';
    }
    if (bag.length === 0) bag = PHASES.filter((phase) => !REPORTS.includes(phase));
    const [phase] = bag.splice(chance.below(bag.length), 1);
    return phase ?? 'while judging';
  };
}

const { moodReports } = HARBOUR.channels;

type Moment = 'back-fill' | 'reply' | 'edit' | 'alert' | 'report';

function momentOf({ method, path, body }: Asked, alerts: ReadonlySet<string>): Moment | null {
  if (method === 'GET' && /^\/channels\/\d+\/messages\?.*after=/.test(path)) return 'back-fill';
  if (method === 'PATCH' && /^\/channels\/\d+\/messages\/\d+$/.test(path)) return 'edit';
  if (method !== 'POST') return null;
  if (path === `/channels/${moodReports}/messages`) return 'report';
  const channel = /^\/channels\/(\d+)\/messages$/.exec(path)?.[1] ?? '';
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
}

/**
 * What a request of the bot leads to while `phase` is aimed at. Reports are due once a minute only and alerts once a
 * wave, so most of them are hit whatever was aimed at.
 */
export function hitBy(asked: Asked, alerts: ReadonlySet<string>, phase: Phase, chance: Chance): Hit | null {
  const moment = momentOf(asked, alerts);
  if (moment === null) return null;
  const aim = CUTS[phase];
  // The first page may be the last: now and then the second is hit.
  if (aim?.moment === moment) return chance.next() < 0.7 ? { phase, cut: aim.cut } : null;
  if ((moment !== 'report' && moment !== 'alert') || chance.next() < 0.4) return null;
  const cut = chance.pick<'before' | 'after'>(['before', 'after']);
  return { phase: moment === 'alert' ? `${cut} an alert` : `${cut} a report`, cut };
}
