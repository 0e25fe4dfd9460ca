// Several channels that turn together share one message, and people are called once.
import { HOUR, MINUTE } from '../../mood/window.ts';
import type { Incident } from '../../store/store.ts';

/** This many incidents that open within this time are joined. */
const TOGETHER = 3;
const WITHIN = 15 * MINUTE;
/** A new incident joins others up to this long after the newest of them opened. */
const JOINS = HOUR;

export interface Fold {
  readonly leadId: string;
  /** Those that join it now. */
  readonly joining: readonly Incident[];
}

/**
 * Which incidents of its server a new one joins; null: it stands alone. `live`: those that are not over. Nothing joins
 * one that is snoozed or a false alarm, since that would hide the new spike.
 */
export function foldOf(fresh: Incident, live: readonly Incident[]): Fold | null {
  const others = live.filter(
    ({ id, state }) => id !== fresh.id && (state === 'open' || state === 'acknowledged'),
  );
  // A lead that is over still shows those that are not.
  const [held] = others
    .filter(({ openedAt }) => fresh.openedAt - openedAt < JOINS)
    .flatMap(({ leadId }) => leadId ?? []);
  if (held !== undefined) return { leadId: held, joining: [fresh] };
  const recent = others.filter(({ openedAt }) => fresh.openedAt - openedAt < WITHIN);
  const [lead, ...more] = recent;
  if (!lead || recent.length + 1 < TOGETHER) return null;
  return { leadId: lead.id, joining: [...more, fresh] };
}
