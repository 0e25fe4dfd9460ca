import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { causeOf, causesIn, type CauseMessage } from '../../src/mood/cause.ts';
import { countUses, noUses } from '../../src/mood/contrast.ts';
import { KINDS, type Kind } from '../../src/mood/kind.ts';
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

describe('a word that is a part of a named one', () => {
  const namedIn = (lines: string) =>
    causeIn({ name: '', kind: 'topic', about: [], lines: lines.split('\n') }).words.map(
      ({ thing, word }) => thing ?? word,
    );

  it('is not named beside it where it stands in the words of a thing: "log" in "log back in"', () => {
    expect(
      namedIn(`ann − cant log back in
ben − let me log in, please
cat − logging in fails. log back in fails
dan − I cannot log in at all
eve − log in is broken, cant log back in`),
    ).toEqual(['login']);
  });

  it('is named where other messages hold it alone', () => {
    expect(
      namedIn(`ann − cannot log in today
ben − login fails
cat − the combat log is empty
dan − my combat log shows nothing`),
    ).toEqual(expect.arrayContaining(['login', 'log']));
  });
});

describe('the kinds of negative messages', () => {
  const PEOPLE = ['ann', 'ben', 'cat', 'dan'];
  // Nothing that two of them have in common.
  const WORDS = 'fog tide hull reef gull rope sail deck mast port wave sand crab dune kelp buoy'.split(' ');
  const said = (kind: Kind | undefined, n: number, people = PEOPLE): CauseMessage[] =>
    Array.from({ length: n }, (_, i) => ({
      authorId: people[i % people.length]!,
      content: `${WORDS[i % WORDS.length]} ${kind ?? 'plain'} ${i}`,
      verdict: {
        label: 'negative',
        probabilities: { positive: 0, neutral: 0, negative: 1 },
        uncertain: false,
        ...(kind && { kind }),
      },
    }));
  const NOTHING = { before: noUses<CauseMessage>(), names: new Set([...WORDS, ...KINDS, 'plain']) };
  const kindOf = (now: CauseMessage[], text: string | null = null) =>
    causeOf({ ...NOTHING, now, event: text === null ? null : { text, at: 0 } });

  it('are counted', () => {
    const now = [...said('complaint', 5), ...said('hostility', 2), ...said(undefined, 3)];
    expect(kindOf(now).kinds).toEqual({ complaint: 5, hostility: 2, worry: 0, sadness: 0 });
  });

  it('make it trouble against people where those are a third, at least four and of two people or more', () => {
    const much = kindOf([...said('complaint', 8), ...said('hostility', 4)]);
    expect(much).toMatchObject({ kind: 'hostility', part: { messages: 4, people: 4, of: 12 } });
    expect(kindOf([...said('complaint', 8), ...said('hostility', 4)], 'patch 2').kind).toBe('hostility');
    expect(kindOf([...said('complaint', 9), ...said('hostility', 4)]).kind).toBe('complaints');
    expect(kindOf([...said('complaint', 5), ...said('hostility', 3)]).kind).toBe('complaints');
    const one = [...said('complaint', 8, ['ben', 'cat', 'dan']), ...said('hostility', 4, ['ann'])];
    expect(kindOf(one).kind).toBe('complaints');
  });

  it('make it complaints where nothing else is known and most of them are', () => {
    expect(kindOf(said('complaint', 5))).toMatchObject({ kind: 'complaints', part: { messages: 5, of: 5 } });
    expect(kindOf(said('complaint', 5), 'patch 2').kind).toBe('event');
    expect(kindOf([...said('complaint', 5), ...said('worry', 5)]).kind).toBe('unclear');
    expect(kindOf(said('worry', 9)).kind).toBe('unclear');
    expect(kindOf(said('complaint', 4)).kind).toBe('unclear');
  });
});

describe('a cause, whatever people write', () => {
  const anyLine = fc.record({
    authorId: fc.constantFrom('ann', 'ben', 'cat', 'dan'),
    content: fc.option(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.constantFrom(
          'login is down',
          'you idiot',
          'my save is gone',
          '登录不了',
          '你说什么',
          'mallory again',
        ),
      ),
    ),
    label: fc.constantFrom('negative', 'neutral', 'positive'),
  });
  const anyLines = fc.array(anyLine, { maxLength: 40 }).map((lines) =>
    lines.map(({ label, ...line }): CauseMessage => ({
      ...line,
      verdict: {
        label,
        probabilities: { positive: 0, neutral: 0, negative: 0, [label]: 1 },
        uncertain: false,
      },
    })),
  );

  it('counts no more than was written, and never names a person or one person’s word', () => {
    fc.assert(
      fc.property(anyLines, (now) => {
        const { words, about, part } = causeOf({
          now,
          before: noUses<CauseMessage>(),
          names: new Set(['mallory']),
          event: null,
        });
        expect(words.length).toBeLessThanOrEqual(4);
        for (const { word, messages, people, cited } of words) {
          expect(word).not.toBe('mallory');
          expect(people).toBeGreaterThanOrEqual(2);
          expect(messages).toBeGreaterThanOrEqual(people);
          expect(now).toContain(cited);
        }
        expect(part.messages).toBeLessThanOrEqual(part.of);
        expect(part.of).toBe(now.filter(({ verdict }) => verdict?.label === 'negative').length);
        if (!about) return;
        expect(about.messages).toBeGreaterThanOrEqual(Math.max(...words.map(({ messages }) => messages)));
        expect(new Set(about.cites.map(({ authorId }) => authorId)).size).toBe(about.cites.length);
      }),
    );
  });
});
