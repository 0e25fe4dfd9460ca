import { expect, it } from 'vitest';
import { confusionOf } from '../../../src/llm/heads/fit/confusion.ts';
import { LABELS, verdictFrom, type Label } from '../../../src/mood/verdict.ts';

const said = (label: Label) => verdictFrom({ positive: 0, neutral: 0, negative: 0, [label]: 1 }, 0);

/** A hundred rows of each label by one writer, of which so many negative ones are called positive. */
function written(group: string, missed: number) {
  return LABELS.flatMap((label) =>
    Array.from({ length: 100 }, (_, i) => ({
      group,
      label,
      verdict: said(label === 'negative' && i < missed ? 'positive' : label),
    })),
  );
}

it('says which share of each label got which, and no doubt where all writers are mistaken alike', () => {
  const found = confusionOf(['ann', 'ben', 'cyn'].flatMap((writer) => written(writer, 20)));
  expect(found).toEqual({
    said: {
      positive: { positive: 1, neutral: 0, negative: 0 },
      neutral: { positive: 0, neutral: 1, negative: 0 },
      negative: { positive: 0.2, neutral: 0, negative: 0.8 },
    },
    doubt: 0,
  });
});

it('doubts by how much writers differ', () => {
  // Of messages of all three labels alike the corrected mood is off by 2·(.1, 0, −.1) ÷ .8 ÷ 3.
  const found = confusionOf([...written('ann', 10), ...written('ben', 20), ...written('cyn', 30)]);
  expect(found?.said.negative.negative).toBe(0.8);
  expect(found?.doubt).toBeGreaterThan(0.07);
  expect(found?.doubt).toBeLessThan(0.09);
});

it('is not known of a judge that guesses, or without rows of a label', () => {
  const rows = written('ann', 0);
  expect(confusionOf(rows.map((row) => ({ ...row, verdict: said('neutral') })))).toBeNull();
  expect(confusionOf(rows.filter(({ label }) => label !== 'neutral'))).toBeNull();
  expect(confusionOf([])).toBeNull();
});
