// Changes of incidents in the store, by the rules of their life, whoever else changes them at the same time.
import type { UserId } from '../../ids.ts';
import type { Incident, IncidentStore } from '../../store/store.ts';
import { changeFor, type Refused, type Wish } from './life.ts';

/** What became of an act, and the incident as it is now; "gone": there is no such incident. */
export type Acted =
  | { readonly kind: 'done' | Refused; readonly incident: Incident }
  | { readonly kind: 'gone'; readonly incident: null };

/** `by`: null for the bot itself. `at`: milliseconds since 1970. Tries again until nobody was faster. */
export async function changeIncident(
  incidents: IncidentStore,
  id: string,
  wish: Wish,
  { by, at }: { readonly by: UserId | null; readonly at: number },
): Promise<Acted> {
  for (;;) {
    const incident = await incidents.get(id);
    if (!incident) return { kind: 'gone', incident };
    const wanted = changeFor(incident, wish, at);
    if (typeof wanted === 'string') return { kind: wanted, incident };
    const event = {
      act: wish.act,
      at,
      by,
      ...(wish.act === 'false alarm' && { reason: wish.reason }),
      ...(wish.act === 'assigned' && { to: wish.to }),
    };
    const changed = await incidents.change(id, incident.revision, wanted, event);
    if (changed) return { kind: 'done', incident: changed };
    // Reopening fails for good where the channel has another incident by now.
    if (wish.act === 'reopened') return { kind: 'over', incident };
  }
}

/** The incidents that the message of one speaks for: those that are not over, or all where all are. */
export async function membersOf(incidents: IncidentStore, id: string): Promise<readonly string[]> {
  const members = await incidents.together(id);
  const live = members.filter(({ resolvedAt }) => resolvedAt === null);
  return (live.length > 0 ? live : members).map((incident) => incident.id);
}
