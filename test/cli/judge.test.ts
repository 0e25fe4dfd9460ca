import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { batchesOf, parseRow } from '../../src/cli/rows.ts';
import { inTwoClasses } from '../../src/cli/twoClasses.ts';

async function barometer(args: string[], input = '') {
  const child = spawn(process.execPath, ['dist/cli/barometer.js', ...args], {
    env: { ...process.env, MODEL: 'smollm2-135m', MODEL_PATH: '', LOG_LEVEL: 'warn' },
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  child.stdin.end(input);
  const code = await new Promise<number | null>((done) => child.on('close', done));
  return { code, err, lines: out.split('\n').filter(Boolean) };
}

const rows = [
  '{"text":"this is great, I love it","id":7,"nested":{"a":[1]}}',
  'nope',
  '{"text":""}',
  '[1]',
  '{"text":5}',
  '{"id":3}',
  '',
  '{"text":"I hate it, so broken"}',
];

describe('barometer judge', { timeout: 120_000 }, () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'cli-'));
    await writeFile(join(directory, 'rows.jsonl'), rows.join('\n'));
  });
  afterAll(() => rm(directory, { recursive: true }));

  it('gives each row its verdict in order, broken ones in their place, and exits 1 for them', async () => {
    const { code, err, lines } = await barometer(['judge', join(directory, 'rows.jsonl')]);
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      expect.objectContaining({
        id: 7,
        nested: { a: [1] },
        label: 'positive',
        uncertain: expect.any(Boolean) as boolean,
      }),
      { line: 2, error: 'not JSON' },
      {
        text: '',
        label: 'neutral',
        uncertain: false,
        probabilities: { positive: 0, neutral: 1, negative: 0 },
        intent: 'chat',
        kind: null,
      },
      { line: 4, error: 'not an object' },
      { line: 5, error: 'text is not a string' },
      { line: 6, error: 'text is missing' },
      expect.objectContaining({ text: 'I hate it, so broken', label: 'negative' }),
    ]);
    const { probabilities: p } = JSON.parse(lines[0]!) as { probabilities: Record<string, number> };
    expect(p['positive']! + p['neutral']! + p['negative']!).toBeCloseTo(1, 9);
    expect(err).toContain('line 2: not JSON');
    expect(code).toBe(1);
  });

  it('reads standard input, and under --labels 2 knows no neutral', async () => {
    const { code, lines } = await barometer(['judge', '-', '--labels', '2'], `${rows[0]}\n${rows[7]}\n`);
    const found = lines.map(
      (line) => JSON.parse(line) as { label: string; probabilities: { neutral: number } },
    );
    expect(found.map(({ label }) => label)).toEqual(['positive', 'negative']);
    expect(found.map(({ probabilities }) => probabilities.neutral)).toEqual([0, 0]);
    expect(code).toBe(0);
  });

  it('takes one row a line feed, whatever other ends of lines a text holds', async () => {
    const text = 'I love it\u2028so much\u2029really\u0085great';
    const { code, err, lines } = await barometer(['judge', '-'], `${JSON.stringify({ text })}\r\n`);
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([{ text, label: 'positive' }]);
    expect([code, err]).toEqual([0, expect.not.stringContaining('not JSON')]);
  });

  it('sums up in one object', async () => {
    const { code, lines } = await barometer(['judge', '-', '--summary'], `${rows[0]}\n${rows[7]}\n`);
    expect(lines).toHaveLength(1);
    const summary = JSON.parse(lines[0]!) as Record<string, unknown>;
    expect(summary).toMatchObject({ total: 2, positive: 1, neutral: 0, negative: 1, ratio: 0.5 });
    expect(summary['timestamp']).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(code).toBe(0);
    const empty = await barometer(['judge', '-', '--summary']);
    expect(JSON.parse(empty.lines[0]!)).toMatchObject({ total: 0, ratio: null });
  });

  it('says in one line what is wrong with its arguments', async () => {
    const missing = await barometer(['judge', join(directory, 'none')]);
    expect(missing.err).toMatch(/^\S+none cannot be read \(it is not there\).*\n$/);
    expect(missing.code).toBe(1);
    expect((await barometer(['judge'])).err).toMatch(/^judge needs one FILE.*\n$/);
    expect((await barometer(['judge', '-', '--labels', '4'])).err).toMatch(/^--labels 4 .*\n$/);
    expect((await barometer(['judge', '-', '--nope'])).err).toMatch(/^Unknown option '--nope'.*\n$/);
    expect((await barometer(['dance'])).err).toMatch(/^there is no command "dance".*\n$/);
    expect((await barometer(['--help'])).lines.join('\n')).toContain('judge FILE|-');
  });
});

describe('rows of JSON Lines', () => {
  it('are rows or errors with their line, never a throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), fc.nat(), (text, line) => {
        const row = parseRow(text, line);
        if (row === null) expect(text.trim()).toBe('');
        else expect(row.line).toBe(line);
      }),
    );
  });

  it('come in order and in bounded batches', async () => {
    const lines = (async function* () {
      for (let i = 0; i < 25; i += 1) yield await Promise.resolve(`{"text":"${i}"}`);
    })();
    const batches = [];
    for await (const batch of batchesOf(lines, 10)) batches.push(batch);
    expect(batches.map(({ length }) => length)).toEqual([10, 10, 5]);
    expect(batches.flat().map(({ line }) => line)).toEqual(Array.from({ length: 25 }, (_, i) => i + 1));
  });
});

describe('two classes', () => {
  it('share out neutral in proportion, and are an even bet where there is nothing to go by', () => {
    const of = (positive: number, neutral: number, negative: number) =>
      inTwoClasses({ label: 'neutral', uncertain: false, probabilities: { positive, neutral, negative } });
    expect(of(0.375, 0.5, 0.125)).toMatchObject({
      label: 'positive',
      probabilities: { neutral: 0, positive: 0.75 },
    });
    expect(of(0, 1, 0)).toMatchObject({ uncertain: true, probabilities: { positive: 0.5, negative: 0.5 } });
  });
});
