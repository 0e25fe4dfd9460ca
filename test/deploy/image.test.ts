// The image, without Docker: its files are copied by its own instructions, and what it runs is run there.
import { execFile } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { byMind, startMind } from '../crash/mind.ts';
import { openStage, runBot } from '../e2e/stage.ts';
import { copiesOf, environmentOf, isSent, stagesOf, wordsOf } from './dockerfile.ts';

vi.setConfig({ testTimeout: 180_000 });
const run = promisify(execFile);
const ignore = readFileSync('.dockerignore', 'utf8');
const stages = stagesOf(readFileSync('Dockerfile', 'utf8'));
const [building, final] = stages as [(typeof stages)[number], (typeof stages)[number]];

let folder: string;
let image: string;

/** As COPY does: folders give their content, files come into a folder that ends in a slash. */
function copy(from: string, to: string, isTaken: (path: string) => boolean): void {
  const target = to.endsWith('/') ? join(to, basename(from)) : to;
  mkdirSync(join(target, '..'), { recursive: true });
  cpSync(from, target, { recursive: true, filter: isTaken });
}

/** A folder of which .dockerignore names single files is there too. */
const fromContext = (path: string) => {
  const inContext = relative(process.cwd(), path);
  return isSent(inContext, ignore) || inContext === 'bench/data';
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'image-'));
  const built = join(folder, 'build');
  image = join(folder, 'final');
  for (const { sources, target } of copiesOf(building)) {
    for (const source of sources) {
      copy(resolve(source), join(built, target.replace(/^\.\//, '/')), fromContext);
    }
  }
  // What npm ci would install.
  symlinkSync(resolve('node_modules'), join(built, 'node_modules'));
  const [compile] = building.instructions.filter(({ rest }) => rest === 'node build.js');
  expect(compile).toMatchObject({ name: 'RUN' });
  await run(process.execPath, ['build.js'], { cwd: built });
  for (const { from, sources, target } of copiesOf(final)) {
    for (const source of sources) {
      const to = join(image, target.replace(/^\.\//, '/'));
      if (from === null) copy(resolve(source), to, fromContext);
      else if (basename(source) === 'node_modules') linkModules(to);
      else copy(join(built, source.replace(/^\/app\//, '')), to, () => true);
    }
  }
}, 240_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The installed libraries, with the local server as the link that a workspace has. */
function linkModules(to: string): void {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync('node_modules')) {
    if (name !== 'local-discord') symlinkSync(resolve('node_modules', name), join(to, name));
  }
  symlinkSync('../packages/local-discord', join(to, 'local-discord'));
}

describe('the Dockerfile', () => {
  it('copies only what exists and .dockerignore lets through', () => {
    for (const { from, sources } of stages.flatMap(copiesOf)) {
      for (const source of from === null ? sources : []) {
        expect(existsSync(source), source).toBe(true);
        const inside = isSent(source, ignore) || isSent(`${source}/chat.jsonl`, ignore);
        expect(inside, `${source} is ignored`).toBe(true);
      }
    }
  });

  it('sends no secrets, data or weights to the build', () => {
    for (const path of [
      '.env',
      'data/barometer.sqlite',
      'src/.env',
      'node_modules/zod/index.js',
      'x.gguf',
      '.git/config',
      'test/config.test.ts',
      'packages/local-discord/test/rig.ts',
      'packages/local-discord/dist/index.js',
      'bench/data/communities.jsonl',
    ]) {
      expect(isSent(path, ignore), path).toBe(false);
    }
    expect(isSent('src/index.ts', ignore)).toBe(true);
  });

  it('drops the GPU runtimes unless they are asked for', async () => {
    const rule = building.instructions.find(({ rest }) => rest.includes('cuda'))?.rest ?? '';
    const modules = join(folder, 'gpu', 'node_modules', '@node-llama-cpp');
    const left = async (GPU: string) => {
      for (const name of ['linux-x64', 'linux-x64-cuda', 'linux-x64-cuda-ext', 'linux-x64-vulkan']) {
        mkdirSync(join(modules, name), { recursive: true });
      }
      await run('sh', ['-c', rule], { cwd: join(folder, 'gpu'), env: { ...process.env, GPU } });
      return readdirSync(modules);
    };
    expect(await left('no')).toEqual(['linux-x64']);
    expect(await left('yes')).toHaveLength(4);
  });

  it('runs as a user without rights, keeps data in volumes, and asks for its health', () => {
    const user = final.instructions.findLastIndex(({ name }) => name === 'USER');
    expect(final.instructions[user]?.rest).toBe('node');
    expect(final.instructions.slice(user).some(({ name }) => name === 'RUN' || name === 'COPY')).toBe(false);
    const { DATA_DIR = '', MODEL_CACHE_DIR = '' } = environmentOf(final);
    const volumes = wordsOf(final, 'VOLUME');
    for (const path of [DATA_DIR, MODEL_CACHE_DIR]) {
      expect(volumes.some((volume) => path === volume || path.startsWith(`${volume}/`))).toBe(true);
    }
    expect(wordsOf(final, 'HEALTHCHECK')[0]).toBe('node');
  });

  it('its folders are made by its own command', async () => {
    const made = final.instructions.find(({ name }) => name === 'RUN')?.rest ?? '';
    const own = `${process.getuid?.() ?? 0}:${process.getgid?.() ?? 0}`;
    const here = made.replaceAll(/ \/(data|cache)/g, ` ${folder}/$1`).replace('node:node', own);
    await run('sh', ['-c', here]);
    expect(existsSync(join(folder, 'data'))).toBe(true);
    expect(existsSync(join(folder, 'cache'))).toBe(true);
  });

  it('starts by its command, writes nothing beside its volumes, and its health check passes while it lives', async () => {
    const [stage, mind] = await Promise.all([openStage(), startMind()]);
    const { NODE_ENV = '', MALLOC_ARENA_MAX = '', OPS_PORT = '' } = environmentOf(final);
    expect(OPS_PORT).toMatch(/^\d+$/);
    const [program, ...args] = wordsOf(final, 'CMD');
    expect(program).toBe('node');
    const files = () => readdirSync(image, { recursive: true }).toSorted();
    const before = files();
    const MODEL_CACHE_DIR = join(folder, 'cache', 'models');
    const env = { NODE_ENV, MALLOC_ARENA_MAX, MODEL_CACHE_DIR, OPS_PORT: '0', ...byMind(mind) };
    const bot = runBot(stage.env(env), [], { cwd: image, args });
    await bot.said('is ready');
    const port = /Operators: http:\S+:(\d+)\//.exec(bot.output())?.[1] ?? '';
    const [, ...check] = wordsOf(final, 'HEALTHCHECK');
    const healthy = () => run(process.execPath, check, { env: { ...process.env, OPS_PORT: port } });
    await expect(healthy()).resolves.toBeDefined();
    expect((await bot.stop()).code).toBe(0);
    expect(files()).toEqual(before);
    await expect(healthy()).rejects.toMatchObject({ code: 1 });
    await stage.close();
    await mind.close();
  });
});
