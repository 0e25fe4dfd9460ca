// Time zones: the IANA name that a person meant, and what to offer while they type.
import { DateTime, IANAZone } from 'luxon';
import type { Locale } from '../../locale.ts';

/** The runtime lists some zones by their old names alone (Asia/Calcutta); people type these. */
const RENAMED = [
  'America/Nuuk',
  'Asia/Ho_Chi_Minh',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Asia/Yangon',
  'Europe/Kyiv',
].filter((name) => IANAZone.isValidZone(name));

const NAMES = [...new Set(['UTC', ...RENAMED, ...Intl.supportedValuesOf('timeZone')])];

const FIRST: Readonly<Record<Locale, readonly string[]>> = {
  en: ['UTC', 'Europe/London', 'America/New_York', 'America/Los_Angeles', 'Asia/Kolkata'],
  'zh-CN': ['Asia/Shanghai', 'Asia/Hong_Kong', 'Asia/Urumqi', 'UTC'],
  'zh-TW': ['Asia/Taipei', 'Asia/Hong_Kong', 'Asia/Macau', 'UTC'],
};

const plain = (text: string) =>
  text
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');

/** The zone as IANA writes it, whatever the case; null where there is none of that name. */
export function zoneOf(text: string): string | null {
  const wanted = plain(text);
  const known = NAMES.find((name) => plain(name) === wanted);
  if (known) return known;
  // Older names, such as Asia/Calcutta, are valid without being listed.
  const typed = text.trim();
  return typed.includes('/') && IANAZone.isValidZone(typed) ? typed : null;
}

/** Zones that hold what was typed, those whose city starts with it first. At most 25. */
export function suggestZones(typed: string, locale: Locale): string[] {
  const wanted = plain(typed);
  if (!wanted) return [...new Set([...FIRST[locale], ...NAMES])].slice(0, 25);
  const cityOf = (name: string) => plain(name.split('/').at(-1) ?? name);
  const holding = NAMES.filter((name) => plain(name).includes(wanted));
  const starting = holding.filter((name) => cityOf(name).startsWith(wanted));
  return [...new Set([...starting, ...holding])].slice(0, 25);
}

/** The time of day there, e.g. "14:05". */
export function timeIn(zone: string, now: number): string {
  return DateTime.fromMillis(now, { zone }).toFormat('HH:mm');
}
