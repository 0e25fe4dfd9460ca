// The period that a question names in passing: "how was #general last night?", "上周大家心情如何". Pure.
import { DateTime } from 'luxon';
import { lastHours, type Span } from '../mood/span.ts';
import { parseMoment } from './moment.ts';
import { wholeQuarters } from './period.ts';

/** How the period is to be called in an answer; "dated" by its ends. */
type PeriodName =
  | 'now'
  | 'today'
  | 'yesterday'
  | 'thisWeek'
  | 'lastWeek'
  | 'thisMonth'
  | 'lastMonth'
  | 'hours'
  | 'days'
  | 'dated';

export interface SpokenPeriod extends Span {
  readonly name: PeriodName;
  /** How many hours or days; 0 for other names. */
  readonly n: number;
}

interface Reading {
  readonly name: PeriodName;
  readonly n?: number;
  readonly from: DateTime;
  readonly to: DateTime;
}

/** `at` is now, in the zone. Null where the words are no period after all. */
type Read = (found: RegExpExecArray, at: DateTime) => Reading | null;

const MOST_DAYS = 366;

/** The period; null where the text names none, or one that has not come yet. `now` in milliseconds since 1970. */
export function spokenPeriod(text: string, zone: string, now: number): SpokenPeriod | null {
  const plain = text.normalize('NFKC').toLowerCase();
  const at = DateTime.fromMillis(now, { zone });
  for (const [pattern, read] of RULES) {
    const found = pattern.exec(plain);
    const reading = found && read(found, at);
    if (!reading) continue;
    const { name, n = 0, from, to } = reading;
    const period = wholeQuarters({ from: from.toMillis(), to: to.toMillis() }, now);
    if (period.kind === 'window') return { name, n, window: period.window, previous: period.previous };
  }
  return null;
}

/** The last so many hours, up to now. */
export function lastSpoken(n: number, now: number): SpokenPeriod {
  return { name: 'hours', n, ...lastHours(n, now) };
}

const COUNT = '\\d{1,3}|[一二两兩三四五六七八九十半几幾]|(?:a )?few|(?:a )?couple of|one|two|three';
const NUMBERS: Readonly<Record<string, number>> = {
  ...Object.fromEntries(Array.from('一二三四五六七八九十').map((sign, index) => [sign, index + 1])),
  ...{ 两: 2, 兩: 2, 几: 3, 幾: 3, 半: 0.5, few: 3, of: 2, one: 1, two: 2, three: 3, '': 1 },
};
const WEEK = '(?:周|週|星期|礼拜|禮拜)';
const THIS = '[这這本]一?[个個]?';
const LAST = '上一?[个個]?';
/** "周末" and "周五" are no weeks. */
const ALONE = '(?![末一二三四五六日天])';
const THAN = '(?:than|to|with|vs\\.?|versus|against)';
const WEEKDAYS = '一二三四五六日';

/** Days and dates that parseMoment reads. */
const DAY_PHRASE = [
  'day before yesterday|yesterday|today',
  '(?:last )?(?:mon|tues|wednes|thurs|fri|satur|sun)day',
  '前天|昨[天日]|今[天日]',
  `${WEEK}[${WEEKDAYS}天]`,
  '\\d{4}[-/.年]\\d{1,2}[-/.月]\\d{1,2}日?',
  '\\d{1,2}月\\d{1,2}[日号號]?',
  '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \\d{1,2}(?:st|nd|rd|th)?(?![\\d:])',
  '\\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*',
  '\\d{1,3} ?(?:days?|weeks?) ago|\\d{1,3} ?[天周週](?:以?前)',
].join('|');

const upToNow =
  (name: 'now' | 'hours' | 'days', n: number): Read =>
  (_, at) => ({ name, n, from: at.minus(name === 'days' ? { days: n } : { hours: n }), to: at });

const wholeDay =
  (name: PeriodName, ago: number): Read =>
  (_, at) => {
    const from = at.startOf('day').minus({ days: ago });
    return { name, from, to: from.plus({ days: 1 }) };
  };

const whole =
  (unit: 'week' | 'month', ago: number, name: PeriodName): Read =>
  (_, at) => {
    const from = at.startOf(unit).minus({ [unit]: ago });
    return { name, from, to: from.plus({ [unit]: 1 }) };
  };

/** Hours of the day so many days ago; above 24 they are those of the night after it. */
const partOfDay =
  (from: number, to: number, ago: number): Read =>
  (_, at) => {
    const day = at.startOf('day').minus({ days: ago });
    return { name: 'dated', from: day.plus({ hours: from }), to: day.plus({ hours: to }) };
  };

/** Saturday and Sunday, the latest that have begun. */
const weekend: Read = (_, at) => {
  const saturday = at.startOf('day').minus({ days: (at.weekday + 1) % 7 });
  return { name: 'dated', from: saturday, to: saturday.plus({ days: 2 }) };
};

const weekdayOfLastWeek: Read = ([, sign = ''], at) => {
  const from = at
    .startOf('week')
    .minus({ weeks: 1 })
    .plus({ days: WEEKDAYS.indexOf(sign.replace('天', '日')) });
  return { name: 'dated', from, to: from.plus({ days: 1 }) };
};

/** A number and a unit. */
const counted: Read = (found, at) => {
  const [, count = '', unit = ''] = found;
  const n = /\d/.test(count) ? Number(count) : (NUMBERS[count.split(' ').at(-1) ?? ''] ?? 1);
  if (/^(h|小|钟|鐘)/.test(unit)) return upToNow('hours', Math.max(1, Math.round(n)))(found, at);
  const days = /^(w|周|週|星|礼|禮)/.test(unit) ? 7 : /^(m|月)/.test(unit) ? 30 : 1;
  return upToNow('days', Math.min(Math.max(1, Math.round(n * days)), MOST_DAYS))(found, at);
};

const dated =
  (isSince: boolean): Read =>
  ([, phrase = ''], at) => {
    const read = parseMoment(phrase, at.zoneName ?? 'UTC', at.toMillis());
    if (!read) return null;
    const from = DateTime.fromMillis(read.from, { zone: at.zone }).startOf('day');
    return { name: 'dated', from, to: isSince ? at : from.plus({ days: 1 }) };
  };

const rule = (pattern: string, read: Read) => [new RegExp(pattern, 'u'), read] as const;

/** The first that is found decides, so what is said more exactly comes first. */
const RULES = [
  // Compared with a time before: as long a time up to now is meant.
  rule(
    `\\b${THAN} last week\\b|[和跟与與同]${LAST}${WEEK}相?比|比${LAST}${WEEK}${ALONE}`,
    upToNow('days', 7),
  ),
  rule(`\\b${THAN} last month\\b|[和跟与與同]${LAST}月相?比|比${LAST}月`, upToNow('days', 30)),
  rule(`\\b${THAN} yesterday\\b|[和跟与與同]昨[天日]相?比|比昨[天日]`, wholeDay('today', 0)),
  // From a day on.
  rule(`(?:\\bsince (?:the )?|[自从從])(${DAY_PHRASE})`, dated(true)),
  rule(`(${DAY_PHRASE})(?:以[来來]|到[现現]在)`, dated(true)),
  // Parts of a day.
  rule(
    '\\blast night\\b|\\byesterday (?:evening|night)\\b|昨[晚夜]|昨[天日](?:晚上|夜[里裡])',
    partOfDay(18, 29, 1),
  ),
  rule('\\byesterday morning\\b|昨[天日](?:早上|上午|早晨)|昨早', partOfDay(5, 12, 1)),
  rule('\\byesterday afternoon\\b|昨[天日]下午', partOfDay(12, 18, 1)),
  rule('\\bthis morning\\b|今[早晨]|今[天日](?:早上|上午|早晨)', partOfDay(5, 12, 0)),
  rule('\\bthis afternoon\\b|今[天日]下午', partOfDay(12, 18, 0)),
  rule('\\btonight\\b|\\bthis evening\\b|今晚|今[天日]晚上', partOfDay(18, 24, 0)),
  // Days, weeks and months.
  rule('\\bday before yesterday\\b|前天', wholeDay('dated', 2)),
  rule('\\byesterday\\b|昨[天日儿]', wholeDay('yesterday', 1)),
  rule('\\btoday\\b|今[天日儿]', wholeDay('today', 0)),
  rule('\\bweekend\\b|[周週]末', weekend),
  rule(`\\blast week\\b|${LAST}${WEEK}${ALONE}`, whole('week', 1, 'lastWeek')),
  rule(`\\b(?:this|the) week\\b|${THIS}${WEEK}${ALONE}`, whole('week', 0, 'thisWeek')),
  rule(`\\blast month\\b|${LAST}月`, whole('month', 1, 'lastMonth')),
  rule(`\\b(?:this|the) month\\b|${THIS}月`, whole('month', 0, 'thisMonth')),
  rule(`${LAST}${WEEK}([${WEEKDAYS}天])`, weekdayOfLastWeek),
  // Counted back from now.
  rule(`\\b(?:last|past|previous)\\s+(?:(${COUNT})\\s*)?(hours?|hrs?|days?|weeks?|months?)\\b`, counted),
  rule(
    `(?:过去|過去|[近前这這])(?:的)?(${COUNT})[个個]?(小[时時]|[钟鐘][头頭]|[天日周週月]|星期|[礼禮]拜)(?!以?前)`,
    counted,
  ),
  rule(`(${COUNT})[个個]?(小[时時]|[钟鐘][头頭]|天)[内內里裡来來]`, counted),
  rule(`(${DAY_PHRASE})`, dated(false)),
  rule(
    '\\bright now\\b|\\bnow\\b|\\batm\\b|\\brn\\b|\\bat (?:the moment|present)\\b|\\bcurrently\\b|[现現]在|目前|此刻|[当當]前|[这這][会會]儿|[刚剛][刚剛才]',
    upToNow('now', 1),
  ),
  rule('\\blately\\b|\\brecent(?:ly)?\\b|\\bthese days\\b|最近|近[来來]|近期|近日', upToNow('days', 7)),
];
