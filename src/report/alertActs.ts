// What people did about an alert, one line each, the newest last.
import type { AlertAct, AlertFacts } from './alertFacts.ts';
import { harmless } from './citing.ts';
import { dayMoment, moment } from './times.ts';
import type { Words } from './words.ts';

/** The newest of what people did. */
const MOST_ACTS = 5;

export function actLines(facts: AlertFacts, words: Words): string[] {
  // The end of a snooze and the slow mode belong to the newest act of their kind.
  const newest = new Map(facts.acts.map((act) => [act.act, act]));
  const lines = facts.acts
    .slice(-MOST_ACTS)
    .map((act) => actText(act, newest.get(act.act) === act ? facts : PAST, words));
  if (facts.state !== 'false alarm' || facts.strictness <= 1) return lines;
  return [...lines, words('alert.strictness', { times: Math.round(facts.strictness) })];
}

type Lasting = Pick<AlertFacts, 'snoozedUntil' | 'slowMode' | 'slowUntil' | 'secondCall'>;

const PAST: Lasting = { snoozedUntil: null, slowMode: null, slowUntil: null, secondCall: null };

function actText(
  { act, at, by, to, reason }: AlertAct,
  { snoozedUntil, slowMode, slowUntil, secondCall }: Lasting,
  words: Words,
): string {
  const who = by === null ? words('alert.somebody') : `<@${by}>`;
  const when = moment(at, 't');
  switch (act) {
    case 'snoozed':
      return snoozedUntil === null
        ? words('alert.act.snoozed', { who, when })
        : words('alert.act.snoozedUntil', { who, until: dayMoment(snoozedUntil) });
    case 'unsnoozed':
      return words('alert.act.unsnoozed', { who, when });
    case 'slow mode':
      if (slowMode === null) return words('alert.act.slowBefore', { who, when });
      return slowUntil === null
        ? words('alert.act.slow', { who, when, seconds: slowMode })
        : words('alert.act.slowUntil', { who, seconds: slowMode, until: dayMoment(slowUntil) });
    case 'slow mode undone':
      return words('alert.act.unslow', { who, when });
    case 'slow mode ended':
      return words('alert.act.slowEnded', { when });
    case 'invites paused':
      return words('alert.act.paused', { who, when });
    case 'invites resumed':
      return words('alert.act.unpaused', { who, when });
    case 'false alarm': {
      const why = harmless(reason ?? '', 150);
      return words('alert.act.false', { who, when }) + (why === '' ? '' : `: ${why}`);
    }
    case 'acknowledged':
      return words('alert.act.acknowledged', { who, when });
    case 'assigned': {
      const person = to === undefined ? words('alert.somebody') : `<@${to}>`;
      return words('alert.act.assigned', { who, person, when });
    }
    case 'escalated':
      return secondCall === null
        ? words('alert.act.escalatedBefore', { when })
        : words('alert.act.escalated', { role: `<@&${secondCall.roleId}>`, when });
    case 'reopened':
      return words('alert.act.reopened', { when });
  }
}
