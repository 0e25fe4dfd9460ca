// How active a person was in the last 24 hours. Shown to that person alone.
import type { UserId } from '../../ids.ts';
import { activityOf, type Activity } from '../../mood/activity.ts';
import { lastDays } from '../../mood/localDay.ts';
import type { Scope, Store } from '../../store/store.ts';

/** Days read: the last 24 hours and the four weeks before them. */
const DAYS = 29;

export async function activityOfPerson(
  { messages }: Store,
  scope: Scope,
  person: UserId,
  now: number,
): Promise<Activity> {
  const totals: number[] = [];
  for (const window of lastDays(now, DAYS)) {
    totals.push((await messages.countsOfAuthor(scope, person, window)).total);
  }
  const before = totals.slice(0, -1);
  const first = before.findIndex((total) => total > 0);
  return activityOf(totals.at(-1) ?? 0, first === -1 ? [] : before.slice(first));
}
