// The incidents of a server in a window, without those that were called false alarms.
import { windowOf } from '../figures/incidents.ts';
import type { GuildId } from '../ids.ts';
import type { Trouble } from '../mood/typical.ts';
import type { Window } from '../mood/window.ts';
import type { Store } from '../store/store.ts';

/** The newest incidents are looked through. */
const MOST_READ = 100;

export async function troublesIn(
  { incidents }: Pick<Store, 'incidents'>,
  guildId: GuildId,
  window: Window,
): Promise<Trouble[]> {
  const recent = await incidents.recent(guildId, MOST_READ);
  return recent.flatMap((incident): Trouble[] => {
    const { channelId, state, resolvedAt } = incident;
    const { from } = windowOf(incident);
    const isInside = from < window.to && (resolvedAt ?? Infinity) >= window.from;
    return isInside && state !== 'false alarm' ? [{ channelId, from, to: resolvedAt }] : [];
  });
}
