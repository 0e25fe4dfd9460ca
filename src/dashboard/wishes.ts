// The acts on incidents that the page offers: those of the alert's buttons and of /alerts assign, and what each needs.
import {
  INCIDENT_MANAGERS,
  INCIDENT_MODERATORS,
  INCIDENT_SLOWERS,
  type Need,
  THREAD_OPENERS,
} from '../commands/rights.ts';
import type { UserId } from '../ids.ts';
import { HOUR } from '../mood/window.ts';
import type { Wish } from '../pipeline/alerts.ts';
import { PAUSE_TIMES, SLOW_TIMES, type PauseTime } from '../report/alertButtons.ts';
import type { Incident } from '../store/store.ts';
import type { Sight } from './viewer.ts';

export const DECISIONS = ['ack', 'assign', 'snooze', 'snoozeDay', 'unsnooze', 'false'] as const;
export type Decision = (typeof DECISIONS)[number];

/** `slow…`: slow mode for that time; `pause…`: no invites for that time. */
export const ACTS = [...DECISIONS, ...SLOW_TIMES, 'unslow', 'thread', ...PAUSE_TIMES, 'unpause'] as const;
export type Act = (typeof ACTS)[number];

export const isDecision = (act: Act): act is Decision => DECISIONS.some((one) => one === act);

export const isPause = (act: Act): act is PauseTime => PAUSE_TIMES.some((one) => one === act);

/** What it needs in the channel of the incident; a thread in that of the alert. */
export function needOf(act: Act): Need {
  if (act === 'thread') return THREAD_OPENERS;
  if (act === 'unpause' || isPause(act)) return INCIDENT_MANAGERS;
  return isDecision(act) ? INCIDENT_MODERATORS : INCIDENT_SLOWERS;
}

/** `person`: who acts. `reason`: why it is a false alarm, as they wrote it. */
export function wishOf(act: Decision, person: UserId, reason = ''): Wish {
  switch (act) {
    case 'ack':
      return { act: 'acknowledged' };
    case 'assign':
      return { act: 'assigned', to: person };
    case 'snooze':
      return { act: 'snoozed', forMs: HOUR };
    case 'snoozeDay':
      return { act: 'snoozed', forMs: 24 * HOUR };
    case 'unsnooze':
      return { act: 'unsnoozed' };
    case 'false':
      return { act: 'false alarm', reason };
  }
}

/** Whoever an incident is assigned to must see its alert, where there is one. */
export const seesAlert = ({ guild, sees }: Sight, { alertChannelId }: Incident): boolean =>
  alertChannelId === null || !guild.channels.cache.has(alertChannelId) || sees(alertChannelId);
