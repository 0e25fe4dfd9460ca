// Whether nobody is to be mentioned at a moment: during an announced event, and in the quiet hours of the server.
import type { GuildId } from '../../ids.ts';
import { offsets } from '../../mood/localDay.ts';
import { quietUntil } from '../../mood/quietHours.ts';
import { DAY } from '../../mood/window.ts';
import type { Hush } from '../../report/alertFacts.ts';
import type { GuildSettings } from '../../store/settings.ts';
import type { Store } from '../../store/store.ts';

/** No event lasts longer. */
export const LONGEST_EVENT = 7 * DAY;
/** Events looked through, the newest. */
const MOST = 50;

/** `at`: milliseconds since 1970. Null where the role may be mentioned. */
export async function hushAt(
  { events }: Pick<Store, 'events'>,
  guildId: GuildId,
  { quietHours, timeZone }: Pick<GuildSettings, 'quietHours' | 'timeZone'>,
  at: number,
): Promise<Hush | null> {
  const lately = await events.list(guildId, { from: at - LONGEST_EVENT, to: at + 1 }, MOST);
  const [longest] = lately
    .map(({ text, at: began, lasts }) => ({ event: text, until: began + lasts }))
    .filter(({ until }) => until > at)
    .toSorted((a, b) => b.until - a.until);
  if (longest) return { why: 'event', ...longest };
  const until = quietHours && quietUntil(quietHours, offsets(timeZone), at);
  return until === null ? null : { why: 'quiet hours', until };
}
