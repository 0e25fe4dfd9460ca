import { describe, expect, it } from 'vitest';
import type { Label } from '../../src/mood/verdict.ts';
import { unusualOf } from '../../src/mood/unusual.ts';

const counts = { total: 200, positive: 90, neutral: 100, negative: 10, uncertain: 0 };
const message = (
  authorId: string,
  label: Label,
  terms: string[],
  more: { channelId?: string; uncertain?: boolean } = {},
) => ({
  authorId,
  channelId: more.channelId ?? 'general',
  terms,
  verdict: {
    label,
    probabilities: { positive: 0.1, neutral: 0.1, negative: 0.1, [label]: 0.8 },
    uncertain: more.uncertain ?? false,
  },
});
const calm = ['ann', 'ben', 'cat'].map((who) => message(who, 'neutral', ['boat', 'route', 'storm']));

describe('the most unusual message', () => {
  it('has a verdict that is rare in its channel, and of two such the rarer words', () => {
    const rare = message('ann', 'negative', ['refund', 'lawyer', 'boat']);
    const plain = message('ben', 'negative', ['boat', 'route', 'storm']);
    expect(unusualOf([...calm, plain, rare], () => counts)).toEqual({
      message: rare,
      label: 'negative',
      share: 11 / 203,
      rareWords: 2,
    });
  });

  it('is none where every verdict is usual, or the channel hardly known', () => {
    expect(unusualOf(calm, () => counts)).toBeNull();
    const angry = message('ann', 'negative', ['refund', 'lawyer', 'court']);
    expect(unusualOf([...calm, angry], () => ({ ...counts, total: 49 }))).toBeNull();
  });

  it('never comes from a channel of one or two people, is never uncertain and never a short outcry', () => {
    const words = ['refund', 'lawyer', 'court'];
    const diary = ['ann', 'ben'].map((who) => message(who, 'negative', words, { channelId: 'diary' }));
    const unsure = message('ann', 'negative', words, { uncertain: true });
    const outcry = message('ann', 'negative', ['damn']);
    expect(unusualOf([...calm, ...diary, unsure, outcry], () => counts)).toBeNull();
  });
});
