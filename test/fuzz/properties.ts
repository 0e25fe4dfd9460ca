// What must hold whatever comes in, one entry for each door: `npm test` tries a few cases, `npm run test:fuzz` 100,000.
import fc from 'fast-check';
import { parseRow } from '../../src/cli/rows.ts';
import { linesIn, ServerFileError } from '../../src/cli/serverFile.ts';
import { targetProblem } from '../../src/deliver/target.ts';
import { BarometerError } from '../../src/errors.ts';
import { guildId } from '../../src/ids.ts';
import { parsePromptFile, PromptFileError } from '../../src/llm/promptFile.ts';
import { plainText } from '../../src/llm/plainText.ts';
import { readRole } from '../../src/llm/role/roleFile.ts';
import { silentLog } from '../../src/log.ts';
import { parseMoment } from '../../src/periods/moment.ts';
import { spokenPeriod } from '../../src/periods/spoken.ts';
import { timeOfDay } from '../../src/periods/timeOfDay.ts';
import { planOf } from '../../src/schedule/schedule.ts';
import { shardsText } from '../../src/shards.ts';
import { savedSettings } from '../../src/store/savedSettings.ts';
import { DEFAULT_SETTINGS, guildSettings } from '../../src/store/settings.ts';

export interface Property {
  /** What must hold, as a sentence. */
  readonly says: string;
  /** Rejects with the smallest case that breaks it. */
  readonly hold: (cases: number) => Promise<void>;
}

function property<T>(says: string, given: fc.Arbitrary<T>, holds: (value: T) => unknown): Property {
  return {
    says,
    hold: (cases) =>
      fc.assert(
        fc.asyncProperty(given, async (value) => {
          await holds(value);
        }),
        { numRuns: cases },
      ),
  };
}

const NOW = Date.UTC(2026, 4, 5, 12);
const words = fc.constantFrom(
  ...[
    'every',
    'day',
    'at',
    '9',
    '9:30',
    '25:00',
    '半',
    '点',
    '下午',
    '昨天',
    'monday',
    '周一',
    '-',
    '/',
    '*',
  ],
  ...[
    '2026-13-40',
    '1e9',
    '0',
    '-1',
    'UTC',
    '<t:99999999999:R>',
    '3d',
    'ago',
    '前',
    '\u0000',
    '\u202e',
    '🎉',
    '０',
  ],
);
/** What people type, near what is understood, and anything at all. */
const typed = fc.oneof(
  fc.array(words, { maxLength: 8 }).map((parts) => parts.join(' ')),
  fc.array(words, { maxLength: 8 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

/** Rethrows unless the error is one that a person can act on. */
function orSaid(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof BarometerError) || error.message.includes('\n')) throw error;
  }
}

const isWindow = (window: { from: number; to: number } | null) => {
  if (window && !(Number.isFinite(window.from) && window.from <= window.to)) throw new Error('no window');
};

/** Settings in which any field may be another thing. */
const broken = fc
  .tuple(fc.constantFrom(...Object.keys(guildSettings.shape), 'other', '__proto__'), fc.jsonValue())
  .chain(([name, value]) => fc.constant([name, value] as const));
const settings = fc.oneof(
  fc.jsonValue(),
  fc
    .array(broken, { maxLength: 6 })
    .map((fields) => ({ ...DEFAULT_SETTINGS, ...Object.fromEntries(fields) })),
);

const frontMatter = fc
  .tuple(
    fc.array(fc.tuple(fc.constantFrom('role', 'message', 'cue', 'x', ''), typed), { maxLength: 6 }),
    fc.constantFrom('---', '--', ''),
    fc.string({ unit: 'binary', maxLength: 80 }),
  )
  .map(([fields, fence, body]) =>
    ['---', ...fields.map(([key, value]) => `${key}: ${value}`), fence, body].join('\n'),
  );

/** The settings of a role that is right, of which some are missing or another thing. */
const ROLE = {
  ...{
    role: 'tone',
    reads: 'message',
    answers: 'line',
    title: 'Tone',
    about: 'what it does',
    languages: 'en',
  },
  ...{ labels: 'calm, tense', fields: 'who text', temperature: '0.5', 'top-k': '40', menu: 'translate' },
  ...{ found: 'some', shows: 'topic', 'title-zh-CN': '语气', tokens: '40', ask: 'Which?' },
};
const roleFile = fc
  .tuple(
    fc.subarray(Object.keys(ROLE) as (keyof typeof ROLE)[]),
    fc.dictionary(
      fc.constantFrom(...Object.keys(ROLE), '__proto__', 'other'),
      fc.oneof(
        fc.constantFrom('json', 'labels', 'list', 'text', 'conversation', 'window', 'every', '-1'),
        typed,
      ),
      { maxKeys: 3 },
    ),
    fc.oneof(fc.constant('# en\n\nDo it.'), fc.string({ unit: 'binary', maxLength: 80 })),
  )
  .map(([left, changed, body]) => {
    const kept = Object.entries(ROLE).filter(
      ([key]) => NEEDED.includes(key) || left.includes(key as keyof typeof ROLE),
    );
    const settings = Object.entries({ ...Object.fromEntries(kept), ...changed });
    return ['---', ...settings.map(([key, value]) => `${key}: ${value}`), '---', '', body, ''].join('\n');
  });
const NEEDED = ['role', 'reads', 'answers', 'title', 'about', 'languages'];

async function* each(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
  await Promise.resolve();
}

export const PROPERTIES: readonly Property[] = [
  property('a schedule is understood or refused in one line', typed, (text) =>
    orSaid(() => planOf(text, 'Europe/Berlin')?.next(NOW, 3)),
  ),
  property('a time zone is understood or refused in one line', typed, (text) =>
    orSaid(() => planOf('0 9 * * *', text)),
  ),
  property('a moment is a window of time or nothing', typed, (text) =>
    isWindow(parseMoment(text, 'Asia/Shanghai', NOW)),
  ),
  property('a period in words is a span of time or nothing', typed, (text) => {
    isWindow(spokenPeriod(text, 'America/New_York', NOW)?.window ?? null);
  }),
  property('a time of day is within a day or nothing', typed, (text) => {
    const found = timeOfDay(text);
    if (found && !(found.hour >= 0 && found.hour <= 24 && found.minute >= 0 && found.minute < 60)) {
      throw new Error('no time of day');
    }
  }),
  property('shards are a part of all or refused', typed, (text) => {
    const { data = 'auto' } = shardsText.safeParse(text);
    if (data !== 'auto' && data.ids.some((id) => id >= data.count))
      throw new Error('a shard beyond the count');
  }),
  property('saved settings become whole ones, whatever was saved', settings, (saved) => {
    guildSettings.parse(savedSettings(saved, guildId.parse('1'), silentLog));
  }),
  property(
    'a prompt file is read or refused with its line',
    fc.oneof(frontMatter, fc.string({ unit: 'binary' })),
    (text) => {
      try {
        parsePromptFile('a.md', text);
      } catch (error) {
        if (!(error instanceof PromptFileError)) throw error;
      }
    },
  ),
  property(
    'the file of a role is a role that can be run, or refused in one line',
    fc.oneof(roleFile, frontMatter),
    (text) =>
      orSaid(() => {
        const { name, answers, labels, fields, voices } = readRole('tone.md', text, 'tone');
        if (name !== 'tone' || voices.size === 0) throw new Error('no such role');
        if ((answers === 'labels') !== labels.length > 0 || (answers === 'json') !== fields.length > 0)
          throw new Error('a role that cannot answer');
      }),
  ),
  property('a text for the model stays a text of one message', fc.string({ unit: 'binary' }), (text) => {
    const plain = plainText(text, { prefix: 'Message: ', suffix: '\nSentiment:' });
    if (plain.includes('\n')) throw new Error('a second line');
  }),
  property(
    'a target of webhooks is refused or a public https address',
    fc.oneof(
      fc.webUrl(),
      typed,
      fc.ipV4().map((ip) => `https://${ip}/`),
      fc.ipV6().map((ip) => `https://[${ip}]/`),
    ),
    (url) => {
      const rules = { allowPrivate: false, mailDomains: [] };
      if (targetProblem('json', url, rules) === null && !/^https:/i.test(url.trim()))
        throw new Error('not https');
    },
  ),
  property('a row of messages is read or its error is one line', fc.oneof(typed, fc.json()), (text) => {
    parseRow(text, 1);
  }),
  property(
    'a file of a server is read or refused in one line',
    fc.array(fc.oneof(fc.json(), typed), { maxLength: 4 }),
    async (lines) => {
      const head =
        '{"format":"barometer-server","version":1,"server":"1","exportedAt":"2026-01-05T12:00:00.000Z"}';
      try {
        const reading = linesIn('f', each([head, ...lines]));
        while (!(await reading.next()).done);
      } catch (error) {
        if (!(error instanceof ServerFileError)) throw error;
      }
    },
  ),
];
