// Parses a time of day as people write it, in English and Chinese: 8:05, 8am, 14h30, noon, 下午2点半, 午夜.

/** Local time; `hour` 24 is midnight at the end of the day. */
export interface TimeOfDay {
  readonly hour: number;
  readonly minute: number;
}

/** A map: in an object "constructor" would be a name too. */
const NAMED: ReadonlyMap<string, number> = new Map([
  ...['noon', 'midday', '正午', '中午'].map((name) => [name, 12] as const),
  ...['midnight', '午夜', '半夜'].map((name) => [name, 0] as const),
]);

const NUMBER = '\\d{1,2}|[零〇一二两兩三四五六七八九十]{1,3}';
const CLOCK = /^(\d{1,2})[:.](\d{2})(?::\d{2})?$/;
const TWELVE_HOURS = /^(\d{1,2})(?:[:.](\d{2}))?\s*([ap])\.?\s?m\.?$/;
const HOURS = /^(\d{1,2})\s?h(?:\s?(\d{2}))?$/;
const ON_THE_HOUR = /^(\d{1,2})\s?o['’]?\s?clock$/;
const CHINESE = new RegExp(
  `^(${NUMBER})\\s*[点點时時](?:\\s*(?:(${NUMBER})分?|(半)|([一1三3])刻))?[整钟鐘]?$`,
  'u',
);
const PART_OF_DAY =
  /^(?:(凌晨)|(清晨|早上|早晨|早|上午)|(中午)|(下午|傍晚)|(晚上|晚间|晚間|晚|夜里|夜裡|夜晚)|(半夜|午夜|深夜))\s*(.+)$/u;

/** Null where the text is not a time of day. With `bareHour`, "8" alone is one too. */
export function timeOfDay(text: string, bareHour = false): TimeOfDay | null {
  const plain = text
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/^at\s+/, '');
  const named = NAMED.get(plain);
  if (named !== undefined) return { hour: named, minute: 0 };
  const twelve = TWELVE_HOURS.exec(plain);
  if (twelve) return inHalf(Number(twelve[1]), Number(twelve[2] ?? 0), twelve[3] === 'p');
  const part = PART_OF_DAY.exec(plain);
  const read = clockIn(part?.[7] ?? plain, bareHour && !part);
  if (!read || !part) return read;
  const hour = hourIn(part.slice(1, 7), read.hour);
  return hour === null ? null : valid(hour, read.minute);
}

function clockIn(text: string, bareHour: boolean): TimeOfDay | null {
  const digits = CLOCK.exec(text) ?? HOURS.exec(text) ?? ON_THE_HOUR.exec(text);
  if (digits) return valid(Number(digits[1]), Number(digits[2] ?? 0));
  if (bareHour && /^\d{1,2}$/.test(text)) return valid(Number(text), 0);
  const [, hour, minute, half, quarters] = CHINESE.exec(text) ?? [];
  if (hour === undefined) return null;
  if (half !== undefined) return valid(numberOf(hour), 30);
  if (quarters !== undefined) return valid(numberOf(hour), /[一1]/.test(quarters) ? 15 : 45);
  return valid(numberOf(hour), minute === undefined ? 0 : numberOf(minute));
}

function inHalf(hour: number, minute: number, afternoon: boolean): TimeOfDay | null {
  if (hour < 1 || hour > 12) return null;
  return valid((hour % 12) + (afternoon ? 12 : 0), minute);
}

/** The hour that is meant in a part of the day; null where that part has no such hour. */
function hourIn(parts: readonly (string | undefined)[], hour: number): number | null {
  if (hour > 12)
    return parts[3] !== undefined || parts[4] !== undefined || parts[5] !== undefined ? hour : null;
  const [dawn, morning, noon, afternoon, evening] = parts.map((part) => part !== undefined);
  if (dawn) return hour % 12;
  if (morning) return hour;
  if (noon) return hour === 11 || hour === 12 ? hour : hour <= 2 ? hour + 12 : null;
  if (afternoon) return (hour % 12) + 12;
  if (evening) return hour === 12 ? 24 : hour >= 5 ? hour + 12 : hour;
  // Twelve at midnight is the start of a day.
  return hour === 12 ? 0 : hour >= 10 ? hour + 12 : hour;
}

function valid(hour: number, minute: number): TimeOfDay | null {
  const isTime = hour >= 0 && minute >= 0 && minute <= 59 && hour * 60 + minute <= 24 * 60;
  return isTime ? { hour, minute } : null;
}

const DIGITS = '零一二三四五六七八九';

/** The value of digits, or of Chinese numerals up to 99; NaN or −1 where the text is not a number, such as 十十. */
function numberOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const plain = text
    .replace(/[两兩]/gu, '二')
    .replace(/^[零〇](?=.)/u, '')
    .replaceAll('〇', '零');
  const [, tens, ten, ones] = /^([一二三四五六七八九])?(十)?([零一二三四五六七八九])?$/u.exec(plain) ?? [];
  if (ten === undefined) {
    return tens !== undefined && ones !== undefined ? NaN : DIGITS.indexOf(tens ?? ones ?? '?');
  }
  return (
    (tens === undefined ? 1 : DIGITS.indexOf(tens)) * 10 + (ones === undefined ? 0 : DIGITS.indexOf(ones))
  );
}
