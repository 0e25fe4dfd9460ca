import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { channelId, guildId, messageId } from '../../src/ids.ts';
import { LOCALES } from '../../src/locale.ts';
import { summaryFacts } from '../../src/mood/summary.ts';
import { DAY } from '../../src/mood/window.ts';
import { DETAILS } from '../../src/report/detail.ts';
import type { ReportMessage } from '../../src/report/message.ts';
import { moodCard, myMoodCard } from '../../src/report/moodCard.ts';
import { summaryMessage } from '../../src/report/summaryMessage.ts';
import { wordsIn } from '../../src/report/words.ts';
import { textOf } from './reader.ts';

const general = channelId.parse('111');
const start = Date.UTC(2026, 9, 13, 12);

describe('every payload', () => {
  const anyCounts = fc.tuple(fc.nat(1e7), fc.nat(1e7), fc.nat(1e7)).map(([positive, neutral, negative]) => ({
    positive,
    neutral,
    negative,
    total: positive + neutral + negative,
    uncertain: neutral,
  }));
  const anyId = fc.bigInt(1n, 2n ** 63n - 1n).map((n) => channelId.parse(String(n)));
  const anyWord = fc
    .string({ unit: 'binary', minLength: 1, maxLength: 60 })
    .filter((word) => !/[{}]/.test(word));
  const ids = ['1', '2', '3'].map((digit) => messageId.parse(digit.repeat(19)));
  const cited = ids.map((id) => ({ id, channelId: channelId.parse('8'.repeat(19)) }));
  const texts = new Map(ids.map((id) => [id, '`长'.repeat(2000)]));
  const anyFacts = fc
    .record({
      counts: anyCounts,
      before: anyCounts,
      channels: fc.array(fc.record({ channelId: anyId, counts: anyCounts, before: anyCounts }), {
        maxLength: 30,
      }),
      authors: fc.nat(1e7),
      words: fc.array(
        fc.record({
          word: anyWord,
          now: fc.nat(1e6),
          usual: fc.double({ min: 0, max: 1e6, noNaN: true }),
          mood: fc.nat(100),
        }),
        {
          maxLength: 8,
        },
      ),
      incidents: fc.array(
        fc.record({
          channelId: fc.option(anyId),
          since: fc.nat(1e12),
          openedAt: fc.nat(1e12),
          resolvedAt: fc.option(fc.nat(1e12)),
          isSilent: fc.boolean(),
          isFalseAlarm: fc.boolean(),
          acknowledged: fc.boolean(),
          negative: fc.nat(1e7),
          total: fc.nat(1e7),
          expected: fc.double({ min: 0, max: 1e7, noNaN: true }),
          interval: fc.tuple(fc.nat(1e7), fc.nat(1e7)),
        }),
        { maxLength: 5 },
      ),
      waiting: fc.nat(1e7),
      late: fc.boolean(),
    })
    .map((all) => ({
      ...all,
      typical: { positive: cited, negative: cited },
      window: { from: start, to: start + 30 * DAY },
    }));

  const expectSendable = (message: ReportMessage) => {
    expect(message.allowedMentions.parse).toEqual([]);
    expect(message.content.length).toBeLessThanOrEqual(2000);
    for (const { title = '', description = '', fields = [], footer } of message.embeds) {
      expect(title.length).toBeLessThanOrEqual(256);
      expect(description.length).toBeLessThanOrEqual(4096);
      expect(fields.length).toBeLessThanOrEqual(25);
      expect(footer?.text.length ?? 0).toBeLessThanOrEqual(2048);
      for (const { name, value } of fields) {
        expect(name.length).toBeGreaterThan(0);
        expect(name.length).toBeLessThanOrEqual(256);
        expect(value.length).toBeGreaterThan(0);
        expect(value.length).toBeLessThanOrEqual(1024);
      }
    }
    expect(textOf(message).length).toBeLessThanOrEqual(6000);
    expect(textOf(message)).not.toMatch(/NaN|undefined|Infinity|[{}]/);
    expect(JSON.parse(JSON.stringify(message))).toEqual(message);
  };

  it.each(LOCALES)('fits Discord’s limits and mentions nobody, in %s', (locale) => {
    const words = wordsIn(locale);
    fc.assert(
      fc.property(anyFacts, fc.boolean(), fc.constantFrom(...DETAILS), (all, isServer, detail) => {
        expectSendable(
          summaryMessage(summaryFacts(all), {
            words,
            timeZone: 'America/Argentina/ComodRivadavia',
            id: '7K3F',
            guildId: guildId.parse('7'.repeat(19)),
            texts,
            detail,
          }),
        );
        const { change } = summaryFacts(all);
        const card = {
          ...all,
          change,
          channelId: isServer ? null : general,
          messages: isServer ? 100 : null,
        };
        expectSendable(moodCard(card, words));
        expectSendable(myMoodCard(card, words));
      }),
    );
  });
});
