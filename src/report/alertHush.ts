// Whom an alert calls, and why it calls nobody where somebody was chosen.
import type { RoleId } from '../ids.ts';
import type { AlertFacts } from './alertFacts.ts';
import { harmless } from './citing.ts';
import { dayMoment } from './times.ts';
import type { Words } from './words.ts';

type Called = Pick<AlertFacts, 'alertRoleId' | 'hush'>;

/** The role that is mentioned; null: nobody. */
export const calledRole = ({ alertRoleId, hush }: Called): RoleId | null => (hush ? null : alertRoleId);

const LONGEST = 60;

/** Nothing where the role is called, or where none is chosen. */
export function hushLines({ alertRoleId, hush }: Called, words: Words): string[] {
  if (!hush || alertRoleId === null) return [];
  const until = dayMoment(hush.until);
  if (hush.why === 'quiet hours') return [words('alert.hush.quietHours', { until })];
  const event = hush.event === null ? '' : harmless(hush.event, LONGEST);
  return [
    event === '' ? words('alert.hush.someEvent', { until }) : words('alert.hush.event', { event, until }),
  ];
}
