// Whether somebody still looks at the page on which the story is played.
import type { Clock } from '../clock.ts';
import { createControl } from './control.ts';
import { openFeed } from './feed.ts';

/** For the first page to be opened. */
const COME_MS = 60_000;
/** For a page that is loaded again, or that a phone puts aside for a moment. */
export const AWAY_MS = 45_000;
/** While somebody is there, it is looked again after so long even where nothing happens. */
const LOOK_MS = 3_600_000;

/** Resolves when every page was closed, or none was opened. Throws RehearsalError; rejects with the signal's reason. */
export async function untilUnwatched(url: string, clock: Clock, signal: AbortSignal): Promise<void> {
  const control = createControl(url, signal);
  let isWatched = false;
  let isStale = true;
  const feed = await openFeed(url, null, clock, signal, ({ type }) => {
    // Who reads is a part of the state.
    if (type === 'state') isStale = true;
  });
  const look = async () => {
    if (isStale) {
      isStale = false;
      isWatched = (await control.state()).readers.length > 0;
    }
    return isWatched;
  };
  try {
    let isThere = await feed.until(look, COME_MS);
    while (isThere) {
      if (await feed.until(async () => !(await look()), LOOK_MS)) isThere = await feed.until(look, AWAY_MS);
    }
  } finally {
    feed.close();
  }
}
