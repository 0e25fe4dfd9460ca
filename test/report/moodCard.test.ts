import { describe, expect, it } from 'vitest';
import { NO_COUNTS, type Counts } from '../../src/mood/counts.ts';
import { NO_KINDS } from '../../src/mood/kind.ts';
import { comparisonOf } from '../../src/mood/span.ts';
import { MINUTE } from '../../src/mood/window.ts';
import { moodCard, myMoodCard, type MoodFacts } from '../../src/report/moodCard.ts';
import { wordsIn } from '../../src/report/words.ts';
import { textOf } from './reader.ts';
import { counted, general, incident, start, window } from './samples.ts';

function comparedWith(before: Counts, now = counted(10, 20, 10)) {
  return comparisonOf({ counts: now, hours: 1 }, { counts: before, hours: 1 });
}

const asked: MoodFacts = {
  channelId: general,
  counts: counted(10, 20, 10),
  change: comparedWith(counted(10, 20, 10)),
  waiting: 0,
  incidents: [],
  authors: 1234,
  window,
  messages: null,
};

describe('a mood card', () => {
  it('gives the shares, the mood with its interval, the change, the authors and the doubt', () => {
    const said = textOf(
      moodCard(
        {
          ...asked,
          counts: counted(60, 20, 20),
          change: comparedWith(counted(20, 20, 60), counted(60, 20, 20)),
        },
        wordsIn('en'),
      ),
    );
    expect(said).toContain('Mood positive: +40, up 80');
    expect(said).toContain('<#111> · <t:1791892800:f> – <t:1791896400:t>');
    expect(said).toContain('🟩 60% positive · ⬜ 20% neutral · 🟥 20% negative');
    expect(said).toMatch(/mood between \+2\d and \+5\d \(95 %\)/);
    expect(said).toContain('▲ up 80 from −40');
    expect(said).toContain('≈ 1,234');
    expect(said).toContain('2% of the verdicts');
  });

  it('says of what kind the negative messages are, where at least ten have one', () => {
    const of = (complaint: number) => ({
      ...asked,
      counts: { ...counted(10, 20, 20), kinds: { complaint, hostility: 2, worry: 3, sadness: 1 } },
    });
    expect(textOf(moodCard(of(14), wordsIn('en')))).toContain(
      'Negative messages: 14 complaints, 2 against people, 3 worried, 1 sad',
    );
    expect(textOf(moodCard(of(4), wordsIn('en')))).toContain('Negative messages: 4 complaints');
    expect(textOf(moodCard(of(3), wordsIn('en')))).not.toContain('Negative messages');
    expect(textOf(moodCard(of(14), wordsIn('zh-CN')))).toContain(
      '负面消息：14 条抱怨、2 条针对人、3 条担心、1 条难过',
    );
    const two = { ...asked, counts: { ...counted(0, 0, 12), kinds: { ...NO_KINDS, worry: 12 } } };
    expect(textOf(moodCard(two, wordsIn('en')))).toContain('Negative messages: 12 worried\n');
  });

  it('names the last so many messages, and the server', () => {
    const said = textOf(moodCard({ ...asked, channelId: null, messages: 200 }, wordsIn('en')));
    expect(said).toContain('the server · the last 200 messages');
  });

  it('takes a small difference for what it is', () => {
    const said = textOf(moodCard({ ...asked, change: comparedWith(counted(9, 20, 11)) }, wordsIn('en')));
    expect(said).toContain('▬ +5 from −5, no clear change');
    expect(said).toContain('Mood neither good nor bad: 0, as before');
    for (const before of [NO_COUNTS, counted(9, 0, 0)])
      expect(textOf(moodCard({ ...asked, change: comparedWith(before) }, wordsIn('en')))).toContain(
        'too few messages to compare',
      );
  });

  it('shows the incident that goes on, and then calls no change unclear', () => {
    const bad = counted(2, 2, 8);
    const change = comparedWith(counted(5, 0, 5), bad);
    expect(change?.trend).toBe('steady');
    const said = textOf(moodCard({ ...asked, counts: bad, change, incidents: [incident] }, wordsIn('en')));
    expect(said).toContain('60 of 66 clearly negative; 4 expected (95 %: 0–14). Not over yet.');
    expect(said).toContain('−50 from 0');
    expect(said).not.toMatch(/no clear change|as before/);
    const over = { ...incident, resolvedAt: start + 47 * MINUTE };
    const after = textOf(moodCard({ ...asked, counts: bad, change, incidents: [over] }, wordsIn('en')));
    expect(after).toContain('Over after 42 min.');
    expect(after).toContain('no clear change');
  });

  it('gives no figure of the mood below ten messages', () => {
    const few = counted(0, 0, 9);
    const said = textOf(moodCard({ ...asked, counts: few, change: comparedWith(few, few) }, wordsIn('en')));
    expect(said).toContain('Too few messages to say');
    expect(said.replace('from −100 (all negative) to +100', '')).not.toMatch(/[−+]\d/);
  });

  it('says how much is not judged yet', () => {
    const said = textOf(moodCard({ ...asked, waiting: 60 }, wordsIn('en')));
    expect(said).toContain('Of 100 messages, 60 not judged yet.');
    // The others may change it.
    expect(said).not.toMatch(/as before|no clear change/);
    expect(textOf(moodCard({ ...asked, waiting: 1 }, wordsIn('en')))).toContain('as before');
    const all = { ...asked, counts: NO_COUNTS, change: null, waiting: 3 };
    expect(textOf(moodCard(all, wordsIn('en')))).toContain('Of 3 messages, 3 not judged yet.');
    expect(textOf(moodCard(all, wordsIn('en')))).not.toContain('Nothing was written');
  });

  it('is kind where nobody wrote', () => {
    const nothing = { ...asked, counts: NO_COUNTS, change: null, authors: 0 };
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
