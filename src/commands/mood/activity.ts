// How lively a person was in the last 24 hours, for that person's eyes alone.
import type { UserId } from '../../ids.ts';
import { activityOf, type Activity } from '../../mood/activity.ts';
import { lastDays } from '../../mood/localDay.ts';
import { QUARTER } from '../../mood/window.ts';
import type { Scope, Store } from '../../store/store.ts';

/** The last 24 hours, the quarter-hour that runs included, and the four weeks before them. */
const DAYS = 29;

export async function activityOfPerson(
  { messages }: Store,
  scope: Scope,
  person: UserId,
  now: number,
): Promise<Activity> {
  const totals: number[] = [];
  for (const window of lastDays(now + QUARTER, DAYS)) {
    totals.push((await messages.countsOfAuthor(scope, person, window)).total);
  }
  const before = totals.slice(0, -1);
  const first = before.findIndex((total) => total > 0);
  return activityOf(totals.at(-1) ?? 0, first === -1 ? [] : before.slice(first));
}
