// The behaviour suite is large, balanced, in both languages, and apart from every row that anything was fitted on.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readSuite } from '../../../bench/judge/suite.ts';
import { CHAT } from '../../../bench/rows.ts';
import { LABELS } from '../../../src/mood/verdict.ts';
import { isNear, jaccard, normalised, trigrams } from './nearness.ts';

const suite = await readSuite();
const share = (keep: (row: (typeof suite)[number]) => boolean) => suite.filter(keep).length / suite.length;

/** This file is not part of the project, so not everyone has it. */
const DEV = '../shared/data/sentiment-dev.jsonl';
const withText = z.object({ text: z.string() });
const textsOf = async (file: string) =>
  (await readFile(file, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => withText.parse(JSON.parse(line)).text);

function expectApart(known: readonly string[]): void {
  expect(known.length).toBeGreaterThan(5);
  const others = known.map(normalised).map((text) => ({ text, grams: trigrams(text) }));
  const near = suite.flatMap(({ text }) => {
    const grams = trigrams(normalised(text));
    const twin = others.find((other) => isNear(grams, other.grams, 0.6));
    return twin ? [`${text} ≈ ${twin.text}`] : [];
  });
  expect(near).toEqual([]);
}

describe('the behaviour suite', () => {
  it('has more than 260 rows, about a third of each label', () => {
    expect(suite.length).toBeGreaterThan(260);
    for (const label of LABELS) {
      const part = share((row) => row.label === label);
      expect(part, label).toBeGreaterThan(0.28);
      expect(part, label).toBeLessThan(0.38);
    }
  });

  it('is about half English; Simplified, Traditional and mixed Chinese share the rest', () => {
    expect(share(({ language }) => language === 'en')).toBeGreaterThan(0.4);
    expect(share(({ language }) => language === 'en')).toBeLessThan(0.6);
    expect(share(({ language }) => language === 'zh-CN')).toBeGreaterThan(0.15);
    expect(share(({ language }) => language === 'zh-TW')).toBeGreaterThan(0.15);
    expect(share(({ language }) => language === 'mixed')).toBeGreaterThan(0.05);
  });

  it('holds no row twice', () => {
    const texts = suite.map(({ text }) => text);
    expect(texts.filter((text, i) => texts.indexOf(text) !== i)).toEqual([]);
  });

  it('calls rows with Chinese characters Chinese or mixed, and no others', () => {
    const wrong = suite.filter(({ language, text }) => (language === 'en') === /\p{Script=Han}/u.test(text));
    expect(wrong).toEqual([]);
  });

  it('shares no row with what the calibration is fitted on', async () => {
    expectApart((await Promise.all(CHAT.map(textsOf))).flat());
  }, 30_000);

  it("shares no row with the analyst's examples", async () => {
    const prompt = await readFile('prompts/analyst.md', 'utf8');
    expectApart([...prompt.matchAll(/^(?:positive|neutral|negative) \| (.+)$/gm)].map(([, text]) => text!));
  });

  const absent = existsSync(DEV) ? '' : ` (skipped: ${DEV} is not beside this checkout)`;
  it.skipIf(absent !== '')(`shares no row with the development rows${absent}`, async () => {
    expectApart(await textsOf(DEV));
  });
});

describe('nearness', () => {
  it('is blind to case, width, spacing, closing punctuation and an emoji said again', () => {
    expect(normalised('  Ｔhis   is\nGREAT!! ')).toBe('this is great');
    expect(normalised('👍👍 👍!')).toBe('👍');
    expect(normalised('>:(')).toBe('>:(');
  });

  it('is 1 for equal texts, 0 for texts that share nothing, high for a typo', () => {
    expect(jaccard(trigrams('same words'), trigrams('same words'))).toBe(1);
    expect(jaccard(trigrams('abcdef'), trigrams('ghijkl'))).toBe(0);
    expect(jaccard(trigrams('the package came today'), trigrams('the package came todey'))).toBeGreaterThan(
      0.6,
    );
  });
});
