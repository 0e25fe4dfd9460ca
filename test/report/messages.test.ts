import { describe, expect, it } from 'vitest';
import { guildId, messageId, type MessageId } from '../../src/ids.ts';
import type { Locale } from '../../src/locale.ts';
import { NO_COUNTS } from '../../src/mood/counts.ts';
import { NO_KINDS } from '../../src/mood/kind.ts';
import { summaryFacts } from '../../src/mood/summary.ts';
import { COLOURS } from '../../src/report/message.ts';
import { summaryMessage, type SummaryLook } from '../../src/report/summaryMessage.ts';
import { wordsIn } from '../../src/report/words.ts';
import { textOf } from './reader.ts';
import { counted, general, incident, window } from './samples.ts';

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
    expect(embed?.title).toBe('Mood very negative: −55, down 110');
    expect(embed?.color).toBe(COLOURS.bad);
    expect(embed?.description).toBe(
      '<t:1791892800:f> – <t:1791896400:t>\n🟩⬜⬜⬜🟥🟥🟥🟥🟥🟥\n🟩 10% positive · ⬜ 25% neutral · 🟥 65% negative',
    );
    const fields = [...(embed?.fields ?? []), ...(details?.fields ?? [])];
    expect(fields.map(({ value }) => value)).toEqual([
      '40 (0)',
      '≈ 7',
      '65%',
      'Compared with the period before: ▼ down 110 from +55\nSame time on other days: ▼ down 112 from +57',
      expect.stringMatching(/^mood between −7\d and −3\d \(95 %\) · 5% of the verdicts uncertain$/),
      '<#111> 40 messages, mood −55',
      '<#111> ▼ 110 to −55',
    ]);
    expect(details?.footer?.text).toBe('Summary 7K3F · 2026-10-13 21:00–22:00 (Asia/Tokyo)');
  });

  it('says of what kind the negative messages are, in all and by channel, where at least ten have one', () => {
    const counts = (hostility: number) => ({
      ...counted(4, 10, 26),
      kinds: { ...NO_KINDS, complaint: 9, hostility },
    });
    const said = (hostility: number) => {
      const channels = [{ channelId: general, counts: counts(hostility), before: NO_COUNTS }];
      const input = {
        window,
        counts: counts(hostility),
        before: NO_COUNTS,
        channels,
        authors: 7,
        late: false,
      };
      return textOf(summaryMessage(summaryFacts(input), look('en')));
    };
    expect(said(3)).toContain('Negative messages: 9 complaints, 3 against people\n');
    expect(said(3)).toContain('<#111> 40 messages, mood −55 · 9 complaints, 3 against people');
    expect(said(0)).not.toContain('complaints');
  });

  it('says it in Chinese as well', () => {
    const said = textOf(summaryMessage(facts, look('zh-CN')));
    expect(said).toContain('情绪非常负面：−55，下降 110');
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
    expect(embed?.fields).toEqual([]);
    expect(embed?.description).toBe(
      '💤 <t:1791892800:f> – <t:1791896400:t>: nothing was written in the watched channels.',
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
      counts: counted(30, 10, 10),
      before: NO_COUNTS,
      channels: [],
      authors: 2,
      late: false,
    });
    const [embed] = summaryMessage(first, look('en')).embeds;
    expect(embed?.title).toBe('Mood positive: +40');
    // As many more than none is no news.
    expect(embed?.fields?.[0]?.value).toBe('50');
  });

  it('of a bad time is never called steady or normal, and is red', () => {
    const bad = counted(1, 1, 38);
    const same = summaryFacts({ window, counts: bad, before: bad, channels: [], authors: 7, late: false });
    const [embed] = summaryMessage(same, look('en')).embeds;
    expect(embed?.title).toBe('Mood very negative: −93, as before');
    expect(embed?.color).toBe(COLOURS.bad);
    expect(textOf(summaryMessage(same, look('en')))).toContain('▬ 0 from −93, no clear change');
    const zh = textOf(summaryMessage(same, look('zh-CN')));
    expect(zh).toContain('情绪非常负面：−93，与之前相近');
    expect(zh).toContain('差异不显著');
    expect(zh).not.toMatch(/平稳|正常/);
  });

  it('gives no figure of the mood below ten messages, neither of the window nor of a channel', () => {
    const few = counted(0, 0, 9);
    const told = summaryFacts({
      window,
      counts: few,
      before: counted(10, 0, 0),
      channels: [{ channelId: general, counts: few, before: NO_COUNTS }],
      authors: 2,
      late: false,
    });
    const text = textOf(summaryMessage(told, look('en')));
    expect(text).toContain('Too few messages to say');
    expect(text).toContain('<#111> 9 messages');
    expect(text).not.toMatch(/mood [−+]?\d|from [−+]\d|between/i);
    expect(summaryMessage(told, look('en')).embeds[0]?.color).toBe(COLOURS.plain);
  });

  it('tells of its incidents and of what is not judged yet', () => {
    const told = summaryFacts({
      window,
      counts: counted(0, 6, 0),
      before: NO_COUNTS,
      channels: [],
      authors: 2,
      waiting: 60,
      incidents: [incident],
      late: false,
    });
    const text = textOf(summaryMessage(told, look('en')));
    expect(text).toContain('Of 66 messages, 60 not judged yet.');
    expect(text).toContain(
      '<#111> since <t:1791893100:f>: 60 of 66 clearly negative; 4 expected (95 %: 0–14). Not over yet.',
    );
    const none = { ...told, total: 0, neutral: 0, mood: null, ratio: null };
    expect(textOf(summaryMessage(none, look('en')))).toContain('Of 60 messages, 60 not judged yet.');
    expect(textOf(summaryMessage(none, look('en')))).not.toContain('nothing was written');
  });
});
