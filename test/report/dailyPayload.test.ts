import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { channelId, guildId, messageId } from '../../src/ids.ts';
import { LOCALES } from '../../src/locale.ts';
import { comparisons, type DailyFacts } from '../../src/mood/daily.ts';
import { moodOf } from '../../src/mood/mood.ts';
import { citedIn } from '../../src/mood/prune.ts';
import { DAY } from '../../src/mood/window.ts';
import { DETAILS } from '../../src/report/detail.ts';
import { dailyMessage } from '../../src/report/dailyMessage.ts';
import { textOf } from './reader.ts';

const from = Date.UTC(2026, 9, 13);
const countsOf = (positive: number, neutral: number, negative: number) => ({
  positive,
  neutral,
  negative,
  total: positive + neutral + negative,
  uncertain: neutral,
});
const unhappy = moodOf(countsOf(0, 1, 9))!;

describe('every daily payload', () => {
  const count = fc.nat(1e7);
  const anyCounts = fc.tuple(count, count, count).map(([a, b, c]) => countsOf(a, b, c));
  const anyId = fc.bigInt(10n ** 18n, 2n ** 63n - 1n).map(String);
  const anyCited = fc.record({
    channelId: anyId.map((id) => channelId.parse(id)),
    id: anyId.map((id) => messageId.parse(id)),
  });
  const cites = fc.array(anyCited, { minLength: 1, maxLength: 3 });
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.constantFrom(
      '**@everyone** [x](https://evil.example) <@1> ||y||'.repeat(8),
      '很'.repeat(200),
      '``` # \n > '.repeat(30),
    ),
  );
  const anyMood = anyCounts.map((counts) => moodOf(counts) ?? unhappy);
  const at = fc.nat(DAY).map((ms) => from + ms);
  const anyTopic = fc.record({
    name: hostile,
    namedBy: fc.constantFrom('model' as const, 'words' as const),
    total: count,
    authors: count,
    mood: anyMood,
    cites,
    gist: fc.option(fc.record({ text: hostile.map((text) => text.slice(0, 200)), cites })),
  });
  const anyFacts: fc.Arbitrary<DailyFacts> = fc
    .record({
      days: fc.array(anyCounts, { minLength: 1, maxLength: 30 }),
      authors: count,
      channels: fc.array(
        fc.record({
          channelId: anyId.map((id) => channelId.parse(id)),
          activity: fc.record({
            total: count,
            usual: fc.option(count),
            level: fc.constantFrom('high' as const, 'low' as const),
          }),
          authors: count,
          mood: anyMood,
        }),
        { maxLength: 12 },
      ),
      topics: fc.array(anyTopic, { maxLength: 6 }),
      quotes: fc.record({
        positive: fc.array(anyCited, { maxLength: 3 }),
        negative: fc.array(anyCited, { maxLength: 3 }),
      }),
      unusual: fc.option(
        fc.record({
          cite: anyCited,
          label: fc.constantFrom('negative' as const),
          share: fc.double({ min: 0, max: 1, noNaN: true }),
          rareWords: count,
        }),
      ),
      events: fc.array(
        fc.record({ text: hostile, at, hours: fc.nat(24), change: fc.option(fc.constantFrom(...changes())) }),
        { maxLength: 5 },
      ),
      incidents: fc.array(
        fc.record({
          channelId: fc.option(anyId.map((id) => channelId.parse(id))),
          since: at,
          openedAt: at,
          resolvedAt: fc.option(at),
          isSilent: fc.boolean(),
          isFalseAlarm: fc.boolean(),
          acknowledged: fc.boolean(),
          negative: count,
          total: count,
          expected: count,
          interval: fc.tuple(count, count),
        }),
        { maxLength: 20 },
      ),
      suggestions: fc.array(
        fc.record({
          kind: fc.constantFrom('answer' as const, 'praise' as const),
          topic: hostile,
          authors: count,
          cites,
        }),
        { maxLength: 4 },
      ),
      waiting: count,
      late: fc.boolean(),
    })
    .map(({ days, ...all }) => {
      const counts = days.at(-1)!;
      return {
        window: { from, to: from + DAY },
        hours: [],
        ...all,
        ...comparisons(days.map((held) => ({ counts: held, hours: 24 }))),
        days: [],
        counts,
        mood: moodOf(counts),
      };
    });

  function changes() {
    return (['rising', 'falling', 'steady'] as const).map((trend) => ({
      by: -12.4,
      interval: [-30, 5] as const,
      trend,
    }));
  }

  it.each(LOCALES)('fits Discord’s limits, mentions nobody and lets no text format, in %s', (locale) => {
    fc.assert(
      fc.property(anyFacts, hostile, fc.constantFrom(...DETAILS), (all, said, detail) => {
        const told = new Map(citedIn(all).map(({ id }) => [id, said]));
        const message = dailyMessage(all, {
          locale,
          texts: told,
          detail,
          timeZone: 'America/Argentina/ComodRivadavia',
          id: '7K3F',
          guildId: guildId.parse('11'),
        });
        expect(message.allowedMentions).toEqual({ parse: [] });
        expect(message.embeds.length).toBeLessThanOrEqual(10);
        let total = 0;
        for (const { title = '', description = '', fields = [], footer } of message.embeds) {
          expect(title.length).toBeLessThanOrEqual(256);
          expect(description.length).toBeLessThanOrEqual(4096);
          expect(fields.length).toBeLessThanOrEqual(25);
          for (const { name, value } of fields) {
            expect(name.length).toBeGreaterThan(0);
            expect(value.length).toBeGreaterThan(0);
            expect(value.length).toBeLessThanOrEqual(1024);
          }
          total += [
            title,
            description,
            footer?.text ?? '',
            ...fields.flatMap(({ name, value }) => [name, value]),
          ].join('').length;
        }
        expect(total).toBeLessThanOrEqual(6000);
        expect(message.embeds.filter(({ footer }) => footer?.text.includes('7K3F'))).toHaveLength(1);
        const uncoded = textOf(message).replace(/`[^`\n]*`/g, '');
        expect(uncoded).not.toMatch(/@everyone|evil\.example|\|\||<@/);
        expect(uncoded).not.toMatch(/NaN|undefined|Infinity/);
      }),
      { numRuns: 60 },
    );
  });
});
