// Finds the time zones that a person means, and suggests some while they type.
import { DateTime, IANAZone } from 'luxon';
import { LOCALES, type Locale } from '../../locale.ts';
import { zoneName } from '../../report/times.ts';
import { CALLED } from './places.ts';
import { offsetIn, offsetText, zonesAt } from './offsets.ts';

/** The runtime lists these zones only by their old names, such as Asia/Calcutta; people type the new ones. */
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
const MOST = 25;

const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036F]/g, '')
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ');

/** Removes words such as "standard time" from a name: 北京时间, Pacific Standard Time. */
const bare = (text: string) =>
  plain(text)
    .replace(/(?: (?:standard|summer|daylight))? time(?: ?zone)?$/, '')
    .replace(/(?:标准|標準|夏令)?(?:时间|時間)$|[时時][区區]$|市$/u, '');

/**
 * The zones that a text may mean: one where it is clear, several where it is not, none where nothing is called so.
 * IANA names in any case, offsets, cities, countries and abbreviations, in English and Chinese.
 */
export function zonesMeant(text: string): readonly string[] {
  const clear = zonesCalled(text);
  if (clear.length > 0) return clear;
  const own = bare(text);
  for (const locale of LOCALES) {
    const zones = NAMES.filter((name) => zoneNames(locale, name).includes(own));
    if (zones.length > 0) return zones;
  }
  return [];
}

function zonesCalled(text: string): readonly string[] {
  const wanted = plain(text);
  const known = NAMES.find((name) => plain(name) === wanted);
  if (known) return [known];
  // Older names, such as Asia/Calcutta, are valid without being listed.
  const typed = text.trim();
  if (typed.includes('/') && IANAZone.isValidZone(typed)) return [typed];
  const offset = offsetIn(text);
  if (offset !== null) return zonesAt(offset);
  const called = CALLED.get(wanted) ?? CALLED.get(bare(text));
  return called ?? NAMES.filter((name) => cityOf(name) === bare(text));
}

/** Never empty, at most 25: zones that are meant, then those that hold what was typed, else those that begin alike. */
export function suggestZones(typed: string, locale: Locale): string[] {
  const wanted = bare(typed);
  if (!wanted) return first([...FIRST[locale], ...NAMES]);
  const offset = offsetIn(typed);
  if (offset !== null) {
    const there = NAMES.filter((name) => offsetOf(name, 0) === offset);
    return first([...zonesAt(offset), ...there, ...FIRST[locale]]);
  }
  const called = [...CALLED].filter(([name]) => name.startsWith(wanted)).flatMap(([, zones]) => zones);
  const holding = NAMES.filter((name) => plain(name).includes(wanted));
  const starting = holding.filter((name) => cityOf(name).startsWith(wanted));
  const found = first([...zonesCalled(typed), ...starting, ...called, ...holding]);
  if (found.length > 0) return found;
  const inWords = first(NAMES.filter((name) => zoneNames(locale, name).some((own) => own.includes(wanted))));
  return inWords.length > 0 ? inWords : suggestZones(wanted.slice(0, -1), locale);
}

const first = (zones: readonly string[]) => [...new Set(zones)].slice(0, MOST);
const cityOf = (name: string) => plain(name.split('/').at(-1) ?? name);

/** The names that the runtime has for a zone in a language, without "time". They are cached, because it is slow. */
function zoneNames(locale: Locale, zone: string): readonly string[] {
  const key = `${locale} ${zone}`;
  const held = NAMED.get(key);
  if (held) return held;
  const names = (['longGeneric', 'shortGeneric'] as const).map((style) => bare(nameIn(locale, zone, style)));
  NAMED.set(key, names);
  return names;
}

const NAMED = new Map<string, readonly string[]>();

function nameIn(locale: Locale, timeZone: string, timeZoneName: 'longGeneric' | 'shortGeneric'): string {
  const parts = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName }).formatToParts(0);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
}

/** A zone as a choice reads, e.g. "Asia/Tokyo · 日本标准时间 · UTC+9 · 14:05". `now` in milliseconds since 1970. */
export function zoneLabel(zone: string, locale: Locale, now: number): string {
  const time = timeIn(zone, now);
  const isPlain = zone === 'UTC' || zone.startsWith('Etc/');
  const facts = isPlain
    ? [time]
    : [nameIn(locale, zone, 'longGeneric'), offsetText(offsetOf(zone, now)), time];
  return [zoneName(zone), ...facts].join(' · ').slice(0, 100);
}

/** Minutes east of UTC at a moment (milliseconds since 1970). */
export function offsetOf(zone: string, at: number): number {
  return IANAZone.create(zone).offset(at);
}

/** Whether clocks are changed there within the year around `now`. */
export function changesClocks(zone: string, now: number): boolean {
  const { year } = DateTime.fromMillis(now);
  return offsetOf(zone, Date.UTC(year, 0, 1)) !== offsetOf(zone, Date.UTC(year, 6, 1));
}

/** The time of day there, e.g. "14:05". */
export function timeIn(zone: string, now: number): string {
  return DateTime.fromMillis(now, { zone }).toFormat('HH:mm');
}
