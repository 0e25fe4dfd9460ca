// What is published: small, whole, and able to run where nothing else of the project is.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';

vi.setConfig({ testTimeout: 180_000 });
const run = promisify(execFile);

interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly files: readonly { readonly path: string; readonly size: number }[];
}

let folder: string;
let packed: Packed;
let installed: string;
const paths = () => packed.files.map(({ path }) => path);
const manifest = () =>
  JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
    version: string;
  };

/** The tarball unpacked in an otherwise empty folder; the libraries it names are those of this checkout. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'package-'));
  const staged = join(folder, 'staged');
  await run(process.execPath, ['package.js', staged]);
  const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    cwd: staged,
  });
  [packed] = JSON.parse(stdout) as [Packed];
  const modules = join(folder, 'empty', 'node_modules');
  installed = join(modules, 'barometer');
  mkdirSync(installed, { recursive: true });
  await run('tar', ['-xzf', join(folder, packed.filename), '--strip-components=1', '-C', installed]);
  for (const name of Object.keys(manifest().dependencies)) {
    if (existsSync(join(installed, 'node_modules', name))) continue;
    mkdirSync(join(modules, name, '..'), { recursive: true });
    symlinkSync(resolve('node_modules', name), join(modules, name));
  }
}, 240_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const barometer = (args: string[], env: Record<string, string> = {}) =>
  run(process.execPath, [join(installed, 'bin', 'barometer.js'), ...args], {
    cwd: join(folder, 'empty'),
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], MODEL: 'smollm2-135m', ...env },
  });

describe('the package', () => {
  it('holds the program and nothing else', () => {
    const allowed =
      /^(bin|dist|prompts)\/|^bench\/data\/(chat|hard|more)\.jsonl$|^node_modules\/local-discord\/|^(package\.json|README(\.zh-CN)?\.md|CHANGELOG\.md|LICENSE|\.env\.example)$/;
    expect(paths().filter((path) => !allowed.test(path))).toEqual([]);
    expect(
      paths().filter((path) => /\.test\.|(^|\/)testing\/|\.ts$|\.built|\.gguf$|\.sqlite/.test(path)),
    ).toEqual([]);
    expect(paths()).toEqual(expect.arrayContaining(['dist/index.js', 'prompts/analyst.md', 'LICENSE']));
    expect(packed.size).toBeLessThan(1_500_000);
  });

  it('has every module of the sources, and none that the sources no longer have', () => {
    const modules = (readdirSync('src', { recursive: true }) as string[])
      .filter((name) => /\.ts$/.test(name) && !/\.d\.ts$/.test(name))
      // The page of the mood view is one script.
      .filter((name) => !name.startsWith('dashboard/page/') || name === 'dashboard/page/main.ts')
      .map((name) => `dist/${name.replace(/\.ts$/, '.js')}`);
    expect(paths()).toEqual(expect.arrayContaining(modules));
    const compiled = paths().filter((path) => /^dist\/.*\.js$/.test(path));
    const sources = compiled.filter((path) => {
      const source = path.replace(/^dist/, 'src');
      return !existsSync(source) && !existsSync(source.replace(/\.js$/, '.ts'));
    });
    expect(sources).toEqual([]);
  });

  it('names every library that it imports, with a fixed version', () => {
    const { dependencies } = manifest();
    const imported = new Set<string>();
    for (const path of paths().filter((one) =>
      /^(dist|node_modules\/local-discord\/dist)\/.*\.js$/.test(one),
    )) {
      const text = readFileSync(join(installed, path), 'utf8');
      const names = text.matchAll(/(?:from |import\(|import |require\.resolve\()"((?:@[\w.-]+\/)?[\w.-]+)/g);
      for (const [, name = ''] of names) imported.add(name);
    }
    const outside = [...imported].filter((name) => !name.startsWith('.') && !builtinModules.includes(name));
    expect(outside).toContain('discord.js');
    expect(outside.filter((name) => !(name in dependencies) && name !== 'node')).toEqual([]);
    for (const version of Object.values(dependencies)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('is of the version that the changelog describes', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(manifest().version).toBe(version);
    expect(readFileSync('CHANGELOG.md', 'utf8')).toMatch(
      new RegExp(`^## (\\[?${version.replaceAll('.', '\\.')}\\b|Unreleased)`, 'm'),
    );
  });
});

describe('in an empty folder', () => {
  it('barometer says its version', async () => {
    for (const flag of ['--version', '-v'])
      expect(await barometer([flag])).toMatchObject({ stdout: `${manifest().version}\n`, stderr: '' });
  });

  it('barometer judges a text', async () => {
    const { cacheDir } = inject('weights');
    const { stdout } = await barometer(['judge', 'this is great, I love it'], { MODEL_CACHE_DIR: cacheDir });
    expect(JSON.parse(stdout)).toMatchObject({ text: 'this is great, I love it', label: 'positive' });
  });

  it('barometer start runs the bot on the local server, and ends it with itself', async () => {
    const { cacheDir } = inject('weights');
    const child = execFile(process.execPath, [join(installed, 'bin', 'barometer.js'), 'start'], {
      cwd: join(folder, 'empty'),
      env: { ...process.env, MODEL: 'smollm2-135m', MODEL_CACHE_DIR: cacheDir, PORT: '0', DISCORD_TOKEN: '' },
    });
    let log = '';
    const ready = new Promise<string>((resolve, reject) => {
      child.stderr?.setEncoding('utf8').on('data', (text: string) => {
        log += text;
        const [, url] = /Open (http:\S+?)[\s"]/.exec(log) ?? [];
        if (url !== undefined) resolve(url);
      });
      child.once('close', () => reject(new Error(`ended before it was ready:\n${log}`)));
    });
    const page = await fetch(await ready);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<html');
    const ended = new Promise<number | null>((done) => child.once('close', done));
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(existsSync(join(folder, 'empty', 'data', 'barometer.sqlite'))).toBe(true);
  });
});
