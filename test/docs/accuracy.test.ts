// docs/accuracy.md and docs/models.md state the figures of the calibrations that ship.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';

const CALIBRATIONS = 'src/llm/calibration';
const calibration = z.object({ figures: z.record(z.string(), z.record(z.string(), z.number().nullable())) });

/** The figures of the file's first weights. */
function figuresOf(name: string): Readonly<Record<string, number | null>> {
  const { figures } = calibration.parse(JSON.parse(readFileSync(`${CALIBRATIONS}/${name}.json`, 'utf8')));
  return Object.values(figures)[0]!;
}

/** As the documents write a share: .977. */
const written = (share: number | null | undefined) =>
  typeof share !== 'number' ? '–' : share.toFixed(3).slice(1);

const cellsOf = (file: string) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()));

it('the model cards state what the calibrations were measured to be', () => {
  const models = ['qwen2.5-coder-0.5b', 'smollm2-135m.narrow'].map(figuresOf);
  const named = {
    'English tweets, two classes': 'en2',
    'Chinese reviews, two classes': 'zh2',
    'English tweets, three classes': 'en3',
    'chat, three classes': 'chat3',
    'chat in Chinese, three classes': 'chat3zh',
    'neutral chat that is called neutral': 'chatNeutral',
    'expected calibration error': 'ece',
  };
  for (const [title, key] of Object.entries(named)) {
    const row = cellsOf('docs/accuracy.md').find(([, first]) => first === title);
    expect([row?.[2], row?.[4]], title).toEqual(models.map((figures) => written(figures[key])));
  }
});

it.each([
  ['`qwen2.5-coder-0.5b`, iq4_nl', 'qwen2.5-coder-0.5b'],
  ['`smollm2-135m` (English)', 'smollm2-135m.narrow'],
])('the figures of %s are those of its calibration', (title, name) => {
  const row = cellsOf('docs/models.md').find(([, first]) => first === title);
  const figures = figuresOf(name);
  const wanted = ['en2', 'zh2', 'en3', 'chat3', 'ece'].map((key) => written(figures[key]));
  expect(row?.slice(2, 7).map((cell) => cell.split(' ')[0])).toEqual(wanted);
});
