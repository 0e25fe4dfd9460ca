import { describe, expect, it } from 'vitest';
import { causeOf, causesIn, type CauseMessage } from '../../src/mood/cause.ts';
import { countUses, noUses } from '../../src/mood/contrast.ts';
import { SPIKES, type Spike } from './spikes.ts';

const LABEL = { '−': 'negative', '○': 'neutral', '+': 'positive' } as const;
type Line = CauseMessage & { readonly content: string };

const lineOf = (line: string): Line => {
  const [, authorId, sign, content] = /^(\S+) ([−○+]) (.+)$/u.exec(line)!;
  const label = LABEL[sign as keyof typeof LABEL];
  const probabilities = { positive: 0.1, neutral: 0.1, negative: 0.1, [label]: 0.8 };
  return { authorId: authorId!, content: content!, verdict: { label, probabilities, uncertain: false } };
};
const NONE = new Set<string>();
const usesOf = (lines: readonly Line[]) => {
  const uses = noUses<Line>();
  for (const line of lines)
    countUses(uses, { id: line, authorId: line.authorId, text: line.content }, NONE, causesIn);
  return uses;
};
const causeIn = ({ lines, before = [], event }: Spike) =>
  causeOf({
    now: lines.map(lineOf),
    before: usesOf(before.map(lineOf)),
    names: new Set(lines.map((line) => lineOf(line).authorId)),
    event: event === undefined ? null : { text: event, at: 0 },
  });

describe('the cause of a simulated spike', () => {
  it.each(SPIKES)('$name', (spike) => {
    const { kind, words } = causeIn(spike);
    const named = words.map(({ thing, word }) => thing ?? word);
    console.log(
      spike.name,
      '→',
      kind,
      words.map(({ thing, word, messages, people }) => `${thing ?? word} ${messages}/${people}`).join(', '),
    );
    expect(kind).toBe(spike.kind);
    if (spike.about.length === 0) expect(named).toEqual([]);
    else
      expect(
        named.some((w) => spike.about.includes(w)),
        named.join(),
      ).toBe(true);
    for (const feeling of spike.notAbout ?? []) expect(named).not.toContain(feeling);
  });
});
