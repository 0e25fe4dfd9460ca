import { describe, expect, it } from 'vitest';
import { channelId, guildId, messageId, type MessageId } from '../../src/ids.ts';
import type { Locale } from '../../src/locale.ts';
import { NO_COUNTS, type Counts } from '../../src/mood/counts.ts';
import { summaryFacts } from '../../src/mood/summary.ts';
import { HOUR } from '../../src/mood/window.ts';
import { moodCard, myMoodCard, type MoodFacts } from '../../src/report/moodCard.ts';
import { summaryMessage, type SummaryLook } from '../../src/report/summaryMessage.ts';
import { wordsIn } from '../../src/report/words.ts';
import { textOf } from './reader.ts';

const counted = (positive: number, neutral: number, negative: number): Counts => ({
  total: positive + neutral + negative,
  positive,
  neutral,
  negative,
  uncertain: Math.min(2, neutral),
});
const general = channelId.parse('111');
const start = Date.UTC(2026, 9, 13, 12);
const window = { from: start, to: start + HOUR };
const asked: MoodFacts = {
  channelId: general,
  counts: counted(10, 20, 10),
  before: counted(10, 20, 10),
  authors: 1234,
  window,
  messages: null,
};

const look = (locale: Locale, timeZone = 'UTC', texts = new Map<MessageId, string>()): SummaryLook => ({
  words: wordsIn(locale),
  timeZone,
  id: '7K3F',
  guildId: guildId.parse('9'),
  detail: 'quotes',
  texts,
});

describe('a summary', () => {
  const facts = summaryFacts({
    window,
    counts: counted(4, 10, 26),
    before: counted(26, 10, 4),
    otherDays: { counts: counted(100, 20, 20), hours: 7 },
    channels: [{ channelId: general, counts: counted(4, 10, 26), before: counted(26, 10, 4) }],
    authors: 7,
    late: false,
  });

  it('says the finding first, then the figures, and ends with its name', () => {
    const [embed, details] = summaryMessage(facts, look('en', 'Asia/Tokyo')).embeds;
    expect(embed?.title).toBe('📉 Mood falling: −55, down 110');
    expect(embed?.description).toBe(
      '<t:1791892800:t> – <t:1791896400:t>\n🟩⬜⬜⬜🟥🟥🟥🟥🟥🟥\n🟩 10% positive · ⬜ 25% neutral · 🟥 65% negative',
    );
    const fields = [...(embed?.fields ?? []), ...(details?.fields ?? [])];
    expect(fields.map(({ value }) => value)).toEqual([
      expect.stringMatching(/^\*\*−55\*\* \(95 %: −7\d … −3\d\)$/),
      '40 (0)',
      '≈ 7',
      '65%',
      '5% of the verdicts',
      'Compared with the period before: ▼ down 110 from +55\nSame time on other days: ▼ down 112 from +57',
      '<#111> 40 messages, mood −55',
      '<#111> ▼ 110 to −55',
    ]);
    expect(details?.footer?.text).toBe('Summary 7K3F · 2026-10-13 21:00–22:00 (Asia/Tokyo)');
  });

  it('says it in Chinese as well', () => {
    const said = textOf(summaryMessage(facts, look('zh-CN')));
    expect(said).toContain('📉 情绪走低：−55，下降 110');
    expect(said).toContain('<#111> 40 条消息，情绪值 −55');
    expect(textOf(summaryMessage(facts, look('zh-TW')))).toContain('<#111> 40 則訊息，情緒值 −55');
  });

  it('is one line for a quiet hour', () => {
    const quiet = summaryFacts({
      window,
      counts: NO_COUNTS,
      before: counted(1, 1, 1),
      channels: [],
      authors: 0,
      late: true,
    });
    const [embed] = summaryMessage(quiet, look('en')).embeds;
    expect(embed?.title).toBeUndefined();
    expect(embed?.fields).toBeUndefined();
    expect(embed?.description).toBe(
      '💤 <t:1791892800:t> – <t:1791896400:t>: nothing was written in the watched channels.',
    );
  });

  it('names hot words and typical messages, and makes hostile text harmless', () => {
    const cited = { channelId: general, id: messageId.parse('5') };
    const gone = { channelId: general, id: messageId.parse('6') };
    const hot = [
      { word: 'refund', now: 12, usual: 0.62, mood: -60 },
      { word: '退款', now: 4, usual: 0, mood: -20 },
    ];
    const told = summaryFacts({
      window,
      counts: counted(1, 1, 1),
      before: NO_COUNTS,
      channels: [],
      authors: 3,
      typical: { positive: [], negative: [gone, cited] },
      words: hot,
      late: false,
    });
    const texts = new Map([[cited.id, '@everyone `[free](https://evil.example)` <@1>']]);
    const [, details] = summaryMessage(told, look('en', 'UTC', texts)).embeds;
    const field = (name: string) => details?.fields?.find((one) => one.name === name)?.value;
    expect(field('Hot words')).toBe('`refund` 12 (usually 0.6) · `退款` 4');
    expect(field('Typical positive messages')).toBeUndefined();
    // Deleted texts are not shown. Other texts are inline code, in which no Markdown works.
    expect(field('Typical negative messages')).toBe(
      '[Jump](https://discord.com/channels/9/111/5) `@everyone [free](https://evil.example) <@1>`',
    );
  });

  it('calls no direction where there is nothing to compare with', () => {
    const first = summaryFacts({
      window,
      counts: counted(3, 1, 1),
      before: NO_COUNTS,
      channels: [],
      authors: 2,
      late: false,
    });
    expect(summaryMessage(first, look('en')).embeds[0]?.title).toBe('Mood +40');
  });
});

describe('a mood card', () => {
  it('gives the shares, the mood with its interval, the change, the authors and the doubt', () => {
    const said = textOf(
      moodCard({ ...asked, counts: counted(60, 20, 20), before: counted(20, 20, 60) }, wordsIn('en')),
    );
    expect(said).toContain('Mood: +40');
    expect(said).toContain('<#111> · <t:1791892800:t> – <t:1791896400:t>');
    expect(said).toContain('🟩 60% positive · ⬜ 20% neutral · 🟥 20% negative');
    expect(said).toMatch(/\*\*\+40\*\* \(95 %: \+2\d … \+5\d\)/);
    expect(said).toContain('▲ up 80 from −40');
    expect(said).toContain('≈ 1,234');
    expect(said).toContain('2% of the verdicts');
  });

  it('names the last so many messages, and the server', () => {
    const said = textOf(moodCard({ ...asked, channelId: null, messages: 200 }, wordsIn('en')));
    expect(said).toContain('the server · the last 200 messages');
  });

  it('takes a small difference for what it is', () => {
    const said = textOf(moodCard({ ...asked, before: counted(9, 20, 11) }, wordsIn('en')));
    expect(said).toContain('▬ +5 from −5, no more than chance');
    expect(textOf(moodCard({ ...asked, before: NO_COUNTS }, wordsIn('en')))).toContain(
      'nothing to compare with',
    );
  });

  it('is kind where nobody wrote', () => {
    const nothing = { ...asked, counts: NO_COUNTS, before: NO_COUNTS, authors: 0 };
    expect(textOf(moodCard(nothing, wordsIn('en')))).toContain('Nothing was written in this period');
    const server = { ...nothing, channelId: null, window: null, messages: 100 };
    expect(textOf(moodCard(server, wordsIn('en')))).toContain('still quiet');
    expect(textOf(moodCard({ ...server, channelId: general }, wordsIn('zh-TW')))).toContain('這裡還沒有訊息');
  });

  it('of oneself says that nobody else sees it, and counts no people', () => {
    const said = textOf(myMoodCard(asked, wordsIn('en')));
    expect(said).toContain('Only you can see this.');
    expect(said).not.toContain('≈');
    expect(textOf(myMoodCard({ ...asked, counts: NO_COUNTS }, wordsIn('en')))).toContain(
      'Only you can see this.',
    );
  });
});
