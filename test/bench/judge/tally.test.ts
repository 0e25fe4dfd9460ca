// Pass rates of the behaviour suite and the tables made of them.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { behaviourTables, failureLines } from '../../../bench/judge/tables.ts';
import { talliesBy, tallyOf, type Answered } from '../../../bench/judge/tally.ts';
import { LABELS, verdictFrom, type Label } from '../../../src/mood/verdict.ts';

interface Given {
  readonly behaviour?: string;
  readonly text?: string;
  readonly lexicon?: Label;
  readonly sure?: number;
}

function row(
  label: Label,
  got: Label,
  { behaviour = 'negation', text = 'hello', lexicon = 'neutral', sure = 0.8 }: Given = {},
): Answered {
  const rest = (1 - sure) / 2;
  const probabilities = { positive: rest, neutral: rest, negative: rest, [got]: sure };
  return { behaviour, language: 'en', label, text, lexicon, verdict: verdictFrom(probabilities, 0.6) };
}

describe('a tally', () => {
  it('counts a row as passed when the label is the one wanted, also when it is uncertain', () => {
    const rows = [row('positive', 'positive', { sure: 0.5 }), row('negative', 'neutral')];
    expect(tallyOf('all', rows)).toEqual({ name: 'all', rows: 2, barometer: 0.5, lexicon: 0, uncertain: 1 });
  });

  it('judges the lexicon by the same rows', () => {
    const rows = [row('neutral', 'positive'), row('positive', 'negative', { lexicon: 'positive' })];
    expect(tallyOf('all', rows)).toMatchObject({ barometer: 0, lexicon: 1 });
  });

  it('of the whole is the sum of those of its parts', () => {
    const label = fc.constantFrom(...LABELS);
    const behaviour = fc.constantFrom('code', 'emoji', 'long');
    const rows = fc.array(
      fc
        .tuple(label, label, label, behaviour)
        .map(([wanted, got, lexicon, name]) => row(wanted, got, { lexicon, behaviour: name })),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(rows, (all) => {
        const parts = talliesBy(all, 'behaviour');
        const whole = tallyOf('all', all);
        const sum = (of: 'barometer' | 'lexicon') =>
          parts.reduce((total, part) => total + part[of] * part.rows, 0);
        expect(sum('barometer')).toBeCloseTo(whole.barometer * whole.rows);
        expect(sum('lexicon')).toBeCloseTo(whole.lexicon * whole.rows);
      }),
    );
  });
});

describe('the tables', () => {
  const rows = [
    row('positive', 'positive', { behaviour: 'code' }),
    row('negative', 'positive', { behaviour: 'emoji', text: '👎' }),
  ];

  it('are Markdown, one line a behaviour and one for all', () => {
    const [header, rule, code, emoji, all] = behaviourTables(rows).split('\n');
    expect(header).toMatch(/^\| behaviour +\| +rows \| Barometer \| +AFINN \| uncertain \|$/);
    expect(rule).toMatch(/^\| --- +\|/);
    expect(code).toMatch(/^\| code +\| +1 \| +1\.000 \| +\.000 \| +0 \|$/);
    expect(emoji).toMatch(/^\| emoji +\| +1 \| +\.000 \|/);
    expect(all).toMatch(/^\| all +\| +2 \| +\.500 \|/);
  });

  it('are followed by the failures, with what was wanted, what was said and how surely', () => {
    expect(failureLines(rows)).toBe(
      'emoji (en): wanted negative, got positive 0.80, neutral 0.10, negative 0.10: "👎"\n',
    );
  });

  it('keep a failure on one line, however long and broken its text', () => {
    const failed = row('negative', 'neutral', { text: 'no\n'.repeat(500) });
    expect(failureLines([failed]).match(/\n/g)).toHaveLength(1);
    expect(failureLines([failed]).length).toBeLessThan(400);
  });
});
