import { describe, expect, it } from 'vitest';
import { channelId, guildId, messageId } from '../../src/ids.ts';
import type { Counts } from '../../src/mood/counts.ts';
import { comparisons, type Cited, type DailyFacts, type TopicFacts } from '../../src/mood/daily.ts';
import { NO_KINDS } from '../../src/mood/kind.ts';
import { moodOf } from '../../src/mood/mood.ts';
import type { Label } from '../../src/mood/verdict.ts';
import { citedIn, withoutGone } from '../../src/mood/prune.ts';
import { DAY, HOUR, MINUTE } from '../../src/mood/window.ts';
import { dailyMessage, type DailyLook } from '../../src/report/dailyMessage.ts';
import { textOf } from './reader.ts';

/** Midnight in Berlin. */
const from = Date.UTC(2026, 9, 12, 22);
const countsOf = (positive: number, neutral: number, negative: number): Counts => ({
  positive,
  neutral,
  negative,
  total: positive + neutral + negative,
  uncertain: neutral,
});
const cited = (n: number): Cited => ({ channelId: channelId.parse('22'), id: messageId.parse(String(n)) });
const unhappy = moodOf(countsOf(0, 1, 9))!;

const topic: TopicFacts = {
  name: 'login error',
  namedBy: 'model',
  total: 12,
  authors: 7,
  mood: unhappy,
  cites: [cited(1), cited(2), cited(3)],
  gist: { text: 'People say that the login fails.', cites: [cited(1), cited(2)] },
};
const facts: DailyFacts = {
  window: { from, to: from + DAY },
  counts: countsOf(40, 30, 30),
  authors: 21,
  mood: moodOf(countsOf(40, 30, 30)),
  waiting: 0,
  ...comparisons([
    { counts: countsOf(60, 30, 10), hours: 24 },
    { counts: countsOf(40, 30, 30), hours: 24 },
  ]),
  hours: [],
  days: [],
  channels: [
    {
      channelId: channelId.parse('22'),
      activity: { total: 80, usual: 40, level: 'high' },
      authors: 12,
      mood: unhappy,
    },
  ],
  topics: [topic],
  quotes: { positive: [cited(4)], negative: [cited(5)] },
  unusual: { cite: cited(6), label: 'negative', share: 0.04, rareWords: 2 },
  events: [{ text: 'v2.4 released', at: from + HOUR, hours: 23, change: null }],
  incidents: [
    {
      channelId: null,
      since: from + HOUR,
      openedAt: from + HOUR + MINUTE,
      resolvedAt: from + 2 * HOUR,
      isSilent: false,
      isFalseAlarm: false,
      acknowledged: true,
      negative: 14,
      total: 22,
      expected: 3,
      interval: [1, 6],
    },
  ],
  suggestions: [{ kind: 'answer', topic: 'login error', authors: 7, cites: [cited(1)] }],
  late: false,
};
const texts = new Map([
  [cited(4).id, 'lovely lanterns'],
  [cited(5).id, '@everyone [free nitro](https://evil.example) `x` **login** is down'],
]);
const look = (more: Partial<DailyLook> = {}): DailyLook => ({
  locale: 'en',
  timeZone: 'Europe/Berlin',
  id: '7K3F',
  guildId: guildId.parse('11'),
  texts,
  detail: 'quotes',
  ...more,
});

describe('the daily report', () => {
  it('says in its title what changed, and on the day of the server’s own time zone', () => {
    const [head] = dailyMessage(facts, look()).embeds;
    expect(head?.title).toBe('Oct 13, 2026 · Mood neither good nor bad: +10, down 40');
    expect(dailyMessage({ ...facts, dayBefore: null }, look({ locale: 'zh-CN' })).embeds[0]?.title).toBe(
      '2026年10月13日 · 情绪不好不坏：+10',
    );
  });

  it('gives every topic, sentence and suggestion links to its messages', () => {
    const text = textOf(dailyMessage(facts, look()));
    expect(text).toMatch(/login fails\. \[↗1\]\(https:\/\/discord\.com\/channels\/11\/22\/1\)/);
    expect(text).toMatch(/Respond to \*\*login error\*\*: 7 people, mostly unhappy\. \[/);
    const unnamed = { ...facts, topics: [{ ...topic, gist: null }] };
    expect(textOf(dailyMessage(unnamed, look()))).toMatch(
      /\*\*login error\*\* · 12 messages, 7 people, mood −90 \[/,
    );
  });

  it('shows what people wrote as code alone, out of which nothing mentions, links or formats', () => {
    const text = textOf(dailyMessage(facts, look()));
    expect(text).toContain('`@everyone [free nitro](https://evil.example) x **login** is down`');
  });

  it('says of what kind the negative messages are, of the server and of a channel, where enough have one', () => {
    const kinds = { ...NO_KINDS, complaint: 14, worry: 3 };
    const channels = facts.channels.map((one) => ({ ...one, kinds: { ...kinds, worry: 0 } }));
    const text = textOf(dailyMessage({ ...facts, counts: { ...facts.counts, kinds }, channels }, look()));
    expect(text).toContain('Negative messages: 14 complaints, 3 worried');
    expect(text).toMatch(/<#22> · .*mood −90 · 14 complaints$/m);
    expect(textOf(dailyMessage(facts, look()))).not.toContain('complaints');
  });

  it('names no channel that its readers may not see', () => {
    expect(textOf(dailyMessage(facts, look()))).toContain('a channel that not everyone here can see');
  });

  it('is one line for a quiet day', () => {
    const quiet = { ...facts, counts: countsOf(0, 0, 0), mood: null };
    expect(textOf(dailyMessage(quiet, look())).split('\n')[1]).toBe(
      '💤 Oct 13, 2026: nothing was written in the watched channels.',
    );
  });

  it('drops quotes with another verdict by now, what rests on deleted messages alone, and a sentence with one message left under it', () => {
    const labels: Record<string, Label> = { 4: 'positive' };
    const gone = (...ids: string[]) =>
      withoutGone(facts, ({ id }) => (ids.includes(id) ? null : (labels[id] ?? 'negative')));
    expect(gone('1').topics).toEqual([{ ...topic, cites: [cited(2), cited(3)], gist: null }]);
    expect(gone('1').suggestions).toEqual([]);
    expect(gone('1', '2', '3').topics).toEqual([]);
    expect(gone('4', '6')).toMatchObject({ quotes: { positive: [], negative: [cited(5)] }, unusual: null });
    expect(withoutGone(facts, () => 'neutral')).toMatchObject({
      quotes: { positive: [], negative: [] },
      unusual: null,
    });
    expect(citedIn(facts).map(({ id }) => id)).toEqual(['1', '2', '3', '4', '5', '6']);
  });
});
