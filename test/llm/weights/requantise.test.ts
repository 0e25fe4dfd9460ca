// A K-quant rewritten as IQ4_NL. The fixtures were made by llama.cpp's own Python package (gguf): random blocks with what
// they stand for, and a small file with what its quantisation is.
import { createHash } from 'node:crypto';
import { copyFile, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { GgmlType } from 'node-llama-cpp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asIQ4_NL, asQ8_0, BLOCK, FORMS, type Written } from '../../../src/llm/weights/requantise/blocks.ts';
import { isFasterAsIQ4 } from '../../../src/llm/weights/requantise/features.ts';
import { fromHalf, toHalf } from '../../../src/llm/weights/requantise/half.ts';
import { readLayout } from '../../../src/llm/weights/requantise/layout.ts';
import { requantised, requantisedPath } from '../../../src/llm/weights/requantise/requantised.ts';
import { rewriteAsIQ4 } from '../../../src/llm/weights/requantise/rewrite.ts';
import type { Log } from '../../../src/log.ts';
import known from './fixtures/blocks.json' with { type: 'json' };

const fixture = (name: string) => new URL(`./fixtures/${name}`, import.meta.url).pathname;
const bytesOf = (text: string) => Uint8Array.from(Buffer.from(text, 'base64'));
const floatsOf = (text: string) => new Float32Array(bytesOf(text).buffer);
const AVX2 = 'CPU : SSE3 = 1 | AVX2 = 1 | REPACK = 1 | ';

describe('half-precision floats', () => {
  it('come back as the pattern that they were read from', () => {
    const halves = Array.from({ length: 1 << 16 }, (_, half) => half);
    const others = halves.filter((half) => toHalf(fromHalf(half)) !== half);
    expect(others.filter((half) => !Number.isNaN(fromHalf(half)))).toEqual([]);
  });

  it('are the nearest to a value, the even one of two', () => {
    fc.assert(
      fc.property(fc.float({ min: -65_000, max: 65_000, noNaN: true }), (value) => {
        const chosen = toHalf(value);
        const away = (half: number) => Math.abs(fromHalf(half) - value);
        for (const other of [chosen - 1, chosen + 1]) {
          if (Number.isNaN(away(other & 0xffff)) || (other ^ chosen) & 0x8000) continue;
          expect(away(chosen)).toBeLessThanOrEqual(away(other));
          if (away(chosen) === away(other)) expect(chosen & 1).toBe(0);
        }
      }),
    );
    expect([1e6, -1e6, 65_520, NaN].map(toHalf)).toEqual([0x7c00, 0xfc00, 0x7c00, 0x7e00]);
  });
});

describe('blocks of weights', () => {
  it.each(['Q4_K', 'Q5_0', 'Q6_K', 'Q8_0'] as const)('of %s are read to the bit', (name) => {
    const form = FORMS.get(GgmlType[name])!;
    const [blocks, wanted] = [bytesOf(known[name].blocks), floatsOf(known[name].values)];
    const values = new Float32Array(wanted.length);
    for (let i = 0; i * form.bytes < blocks.length; i += 1) {
      form.read(blocks, i * form.bytes, values, i * form.weights);
    }
    expect(values).toEqual(wanted);
  });

  const written = (values: Float32Array, { bytes, write }: Written) => {
    const made = new Uint8Array((values.length / BLOCK) * bytes);
    for (let i = 0; i * BLOCK < values.length; i += 1) write(values, i * BLOCK, made, i * bytes);
    return made;
  };

  it('of Q8_0 are written to the bit', () => {
    const made = written(floatsOf(known.floats), asQ8_0);
    expect(Buffer.from(made).toString('base64')).toBe(known.asQ8_0);
  });

  it('of IQ4_NL are read by the reference as what they were made of, closer than Q4_0', () => {
    const values = floatsOf(known.floats);
    const made = written(values, asIQ4_NL);
    expect(Buffer.from(made).toString('base64')).toBe(known.asIQ4_NL.blocks);
    const error = (read: string) =>
      floatsOf(read).reduce((sum, value, i) => sum + (value - values[i]!) ** 2, 0);
    expect(error(known.asIQ4_NL.values)).toBeLessThan(0.9 * error(known.Q4_0.values));
  });

  it('of IQ4_NL hold a fourteenth of what weights are at most, in the mean', () => {
    const levels = [-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113];
    const weight = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(weight, { minLength: 32, maxLength: 32 }), (list) => {
        const values = Float32Array.from(list);
        const made = written(values, asIQ4_NL);
        const scale = fromHalf(made[0]! | (made[1]! << 8));
        const read = (i: number) => scale * levels[i < 16 ? made[2 + i]! & 15 : made[2 + i - 16]! >> 4]!;
        const most = Math.max(...list.map(Math.abs));
        const squares = list.reduce((sum, value, i) => sum + (value - read(i)) ** 2, 0);
        expect(Math.sqrt(squares / 32)).toBeLessThanOrEqual(most / 14 + 1e-4);
      }),
    );
  });

  it('of Q8_0 are within half a step of what was written', () => {
    const weight = fc.float({ min: -100, max: 100, noNaN: true });
    fc.assert(
      fc.property(fc.array(weight, { minLength: 32, maxLength: 32 }), (list) => {
        const values = Float32Array.from(list);
        const [made, back] = [new Uint8Array(asQ8_0.bytes), new Float32Array(BLOCK)];
        asQ8_0.write(values, 0, made, 0);
        FORMS.get(GgmlType.Q8_0)!.read(made, 0, back, 0);
        // The scale itself is rounded to a half: a two-thousandth, or the smallest half there is.
        const most = Math.max(...list.map(Math.abs));
        const bound = most / 254 + most / 1024 + 127 * 2 ** -24;
        values.forEach((value, i) => expect(Math.abs(back[i]! - value)).toBeLessThanOrEqual(bound));
      }),
    );
  });
});

it('is worth it where llama.cpp rearranges IQ4_NL for the processor', () => {
  expect(isFasterAsIQ4(AVX2)).toBe(true);
  expect(isFasterAsIQ4('CPU : NEON = 1 | ARM_FMA = 1 | DOTPROD = 1 | REPACK = 1 | ')).toBe(true);
  expect(isFasterAsIQ4('CPU : SSE3 = 1 | AVX = 1 | REPACK = 1 | ')).toBe(false);
  expect(isFasterAsIQ4('CPU : NEON = 1 | DOTPROD = 1 | ')).toBe(false);
});

// Each thread compiles the program as it is written.
describe('a file', { timeout: 180_000 }, () => {
  let directory: string;
  let source: string;
  let said: string[];
  const sha256Of = async (path: string) =>
    createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
  const say = (first: unknown, second?: unknown) => void said.push(String(second ?? first));
  const log = { debug: say, info: say, warn: say, error: say } as unknown as Log;
  const options = (change = {}) => ({
    path: source,
    sha256: 'f00d',
    log,
    terminal: null,
    system: () => Promise.resolve(AVX2),
    ...change,
  });
  const left = async () => (await readdir(directory)).filter((name) => name !== 'weights.lock').sort();

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'requantise-'));
    source = join(directory, 'tiny.gguf');
    said = [];
    await copyFile(fixture('tiny.gguf'), source);
  });
  afterEach(() => rm(directory, { recursive: true }));

  it('becomes, but for the rounding of its weights, what the reference tool makes of it, and says so', async () => {
    const target = join(directory, 'made.gguf');
    const shown: number[] = [];
    const sha256 = await rewriteAsIQ4(source, target, (done, total) => shown.push(done / total));
    expect(sha256).toBe(await sha256Of(target));
    expect(shown.at(-1)).toBe(1);

    const [made, wanted] = await Promise.all([readFile(target), readFile(fixture('tiny.q4_0.gguf'))]);
    const type = wanted.indexOf('general.file_type') + 'general.file_type'.length + 4;
    expect([wanted.readUInt32LE(type), made.readUInt32LE(type)]).toEqual([15, 25]);
    const { tensors } = await readLayout(target);
    const types = tensors.map((tensor) => GgmlType[tensor.type]);
    expect(types).toEqual(['Q8_0', 'Q8_0', 'F32', 'IQ4_NL', 'IQ4_NL', 'IQ4_NL', 'IQ4_NL', 'F32']);
    const reference = await readLayout(fixture('tiny.q4_0.gguf'));
    expect(tensors.map(({ name, at }) => [name, at])).toEqual(
      reference.tensors.map(({ name, at }) => [name, at]),
    );
    tensors.forEach(({ name, type: kind, at }, i) => {
      if (kind === GgmlType.IQ4_NL) return;
      const end = tensors[i + 1]?.at;
      expect(made.subarray(at, end).equals(wanted.subarray(at, end)), name).toBe(true);
    });
  });

  it('is made once, in a thread, and found again until its source changes', async () => {
    const first = await requantised(options());
    expect(first).toEqual({ path: requantisedPath(source), sha256: await sha256Of(requantisedPath(source)) });
    expect(await left()).toEqual([
      'tiny.gguf',
      'tiny.made-iq4_nl.gguf',
      'tiny.made-iq4_nl.gguf.verified.json',
    ]);
    const made = (await stat(first!.path)).mtimeMs;
    const system = () => Promise.reject(new Error('nothing is to be made'));
    expect(await requantised(options({ system }))).toEqual(first);
    expect((await stat(first!.path)).mtimeMs).toBe(made);
    expect(await requantised(options({ sha256: 'beef' }))).toEqual(first);
    expect((await stat(first!.path)).mtimeMs).toBeGreaterThan(made);
  });

  it('is made by one of several that start at once; the others wait for it', async () => {
    const all = await Promise.all([1, 2, 3].map(() => requantised(options())));
    expect(new Set(all.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(all[0]!.sha256).toBe(await sha256Of(requantisedPath(source)));
    expect(said.filter((line) => line.startsWith('Making a faster form'))).toHaveLength(1);
    expect(said.filter((line) => line.startsWith('Another process makes'))).toHaveLength(2);
  });

  it.each([
    ['the disk is short', { freeDisk: () => Promise.resolve(9e6) }, /needs \d+ MB of disk, 9 MB are free/],
    ['memory is short', { freeMemory: () => 5e7 }, /needs 200 MB of memory, 50 MB are free/],
    ['the processor gains nothing', { system: () => Promise.resolve('CPU : SSE3 = 1') }, /gains nothing/],
  ])('is used as it is where %s, with the reason', async (what, change, reason) => {
    // Pretends to be as large as real ones are; nothing is written.
    if (what === 'the disk is short') await truncate(source, 500e6);
    expect(await requantised(options(change))).toBeNull();
    expect(said).toEqual([expect.stringMatching(reason)]);
    expect(await left()).toEqual(['tiny.gguf']);
  });

  it('counts what a killed attempt left as free, since a new one takes its place', async () => {
    const part = `${requantisedPath(source)}.part`;
    await writeFile(part, 'half');
    await truncate(part, 9e6);
    // The new file alone would not fit.
    expect(await requantised(options({ freeDisk: () => Promise.resolve(100) }))).not.toBeNull();
    expect(await left()).not.toContain(basename(part));
  });

  it('that is broken or of other types is used as it is, and nothing is left of the attempt', async () => {
    await truncate(source, 2000);
    expect(await requantised(options())).toBeNull();
    await copyFile(fixture('tiny.q4_0.gguf'), source);
    expect(await requantised(options())).toBeNull();
    const warnings = said.filter((line) => line.startsWith('No faster form'));
    expect(warnings).toEqual([
      expect.stringContaining('ends early'),
      expect.stringContaining('blk.0.ffn_down.weight is stored as Q4_0, which is not read here'),
    ]);
    expect(await left()).toEqual(['tiny.gguf']);
  });

  it('is left alone when the program stops', async () => {
    const stopping = new AbortController();
    const system = () => {
      stopping.abort(new Error('stopping'));
      return Promise.resolve(AVX2);
    };
    await expect(requantised(options({ system, signal: stopping.signal }))).rejects.toThrow('stopping');
    expect(await left()).toEqual(['tiny.gguf']);
  });
});
