// Several channels that turn together are one incident of the server: one message, one call.
import { HOUR, MINUTE } from '../../mood/window.ts';
import type { Incident } from '../../store/store.ts';

/** So many channels that open within so long are the server's. */
const TOGETHER = 3;
const WITHIN = 15 * MINUTE;
/** A fold takes in what opens so long after the newest of its channels. */
const JOINS = HOUR;

export interface Fold {
  readonly leadId: string;
  /** Those that join it now. */
  readonly joining: readonly Incident[];
}

/**
 * Where an incident that just opened belongs, among those of its server that are not over; null: it stands alone.
 * What is snoozed or a false alarm takes nothing in: it must never hide another channel's spike.
 */
export function foldOf(fresh: Incident, live: readonly Incident[]): Fold | null {
  const others = live.filter(
    ({ id, state }) => id !== fresh.id && (state === 'open' || state === 'acknowledged'),
  );
  // A lead that is over still speaks for those that are not.
  const [held] = others
    .filter(({ openedAt }) => fresh.openedAt - openedAt < JOINS)
    .flatMap(({ leadId }) => leadId ?? []);
  if (held !== undefined) return { leadId: held, joining: [fresh] };
  const recent = others.filter(({ openedAt }) => fresh.openedAt - openedAt < WITHIN);
  const [lead, ...more] = recent;
  if (!lead || recent.length + 1 < TOGETHER) return null;
  return { leadId: lead.id, joining: [...more, fresh] };
}
