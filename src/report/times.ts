// Moments and spans of time as text.
import { DAY, HOUR, MINUTE, type Window } from '../mood/window.ts';
import type { Words } from './words.ts';

/** A moment that Discord shows in each reader's own time zone: t 14:05, f with its date, R "3 minutes ago". */
export function moment(at: number, style: 't' | 'f' | 'R'): string {
  return `<t:${Math.floor(at / 1000)}:${style}>`;
}

/** A moment that may be on another day: its date and time, and how far it is. */
export const dayMoment = (at: number): string => `${moment(at, 'f')} (${moment(at, 'R')})`;

/** A window in each reader's own time zone, with its day. */
export function period({ from, to }: Window, words: Words): string {
  return words('mood.period', { from: moment(from, 'f'), to: moment(to, to - from > 12 * HOUR ? 'f' : 't') });
}

/** A moment with its day, as "Mon, Jan 5, 14:05", for places where Discord's own times do not show. */
export const DAY_AND_TIME = {
  weekday: 'short',
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
} as const satisfies Intl.DateTimeFormatOptions;

/** "2026-10-13 14:00–15:00" in a time zone (IANA), for places where Discord's own times do not show. */
export function windowIn({ from, to }: Window, timeZone: string): string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  const [start, end] = [format.format(from), format.format(to)];
  const [startDay] = start.split(' ');
  const [endDay, endTime] = end.split(' ');
  return startDay === endDay ? `${start}–${endTime ?? ''}` : `${start} – ${end}`;
}

/** A time zone (IANA) as people read it: "UTC+8" for Etc/GMT-8, whose name counts westward. */
export function zoneName(timeZone: string): string {
  const [, sign, hours] = /^Etc\/GMT([+-])(\d{1,2})$/.exec(timeZone) ?? [];
  return hours === undefined ? timeZone : `UTC${sign === '-' ? '+' : '−'}${hours}`;
}

/** "42 min", "3 h 5 min", "2 days". */
export function duration(ms: number, words: Words): string {
  const minutes = Math.max(1, Math.round(ms / MINUTE));
  if (minutes < 60) return words('duration.minutes', { n: minutes });
  if (minutes >= (2 * DAY) / MINUTE) {
    return words('duration.days', { n: Math.round((minutes * MINUTE) / DAY) });
  }
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return rest === 0
    ? words('duration.hours', { n: hours })
    : words('duration.hoursMinutes', { hours, minutes: rest });
}
