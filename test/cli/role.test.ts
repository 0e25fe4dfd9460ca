// `barometer role` and `barometer run`, as an operator calls them, and in parts where the model must say something.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { answerFields, newRole } from '../../src/cli/role.ts';
import { runFile } from '../../src/cli/run.ts';
import { readRole } from '../../src/llm/role/roleFile.ts';
import { byMind, startMind } from '../crash/mind.ts';
import type { TestServer } from '../llm/remote/server.ts';
import { roleOf, scriptedRoles } from '../llm/role/stage.ts';

let mind: TestServer;
beforeAll(async () => {
  mind = await startMind();
});
afterAll(() => mind.close());

async function barometer(args: readonly string[], input = '') {
  const child = spawn(process.execPath, ['dist/cli/barometer.js', ...args], {
    env: { ...process.env, LOG_LEVEL: 'warn', ...byMind(mind) },
  });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  child.stdin.end(input);
  const code = await new Promise<number | null>((done) => child.on('close', done));
  return { code, out, err, lines: out.split('\n').filter(Boolean) };
}

describe('barometer role new', () => {
  it('writes a commented file that is a role as it is', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'role-'));
    onTestFinished(() => rm(directory, { recursive: true }));
    const file = await newRole('gist-of-it', directory);
    const content = await readFile(file, 'utf8');
    expect(readRole(file, content, 'gist-of-it')).toMatchObject({ reads: 'message', answers: 'line' });
    expect(content).toContain('<!--');
    await expect(newRole('gist-of-it', directory)).rejects.toThrow('is there already: choose another name');
    expect(await readFile(file, 'utf8')).toBe(content);
    await expect(newRole('../up', directory)).rejects.toThrow('is no name of a role');
    await expect(newRole('x', join(directory, 'nowhere'))).rejects.toThrow('cannot be written');
  });

  it('overwrites none of the roles that ship', async () => {
    const { code, err } = await barometer(['role', 'new', 'keywords']);
    expect([code, err]).toEqual([1, expect.stringContaining('keywords.md is there already')]);
  });
});

describe('barometer role try', () => {
  it('prints the answer as one JSON object', async () => {
    const { code, lines } = await barometer(['role', 'try', 'style-formal', 'yo']);
    expect(code).toBe(0);
    expect(JSON.parse(lines.join(''))).toEqual({
      role: 'style-formal',
      answer: expect.stringMatching(/./) as string,
    });
  });

  it.each([
    [['role', 'try', 'poem', 'x'], 'There is no role "poem": write intent, keywords'],
    [['role', 'try', 'keywords'], 'role needs "new NAME" or "try NAME TEXT"'],
    [['role', 'try', 'keywords', 'x', '--language', 'fr'], '--language fr is not to be had'],
    [['run', 'keywords'], 'run needs a ROLE and one FILE'],
    [['run', 'keywords', 'nowhere.jsonl'], 'nowhere.jsonl cannot be read'],
  ])('says what is wrong with %s', async (args, told) => {
    const { code, err } = await barometer(args);
    expect([code, err]).toEqual([1, expect.stringContaining(told)]);
  });

  it('reads each line as a message where the role does, and keeps what they bear out', async () => {
    const { roles } = scriptedRoles(['the login fails']);
    const role = roleOf('sum', { reads: 'window', found: 'every', ask: 'What?' });
    const text = 'login fails again\n\nthe login fails';
    expect(await answerFields(roles, role, text, 'en')).toEqual({ answer: 'the login fails' });
    expect(await answerFields(roles, role, 'hello', 'en')).toEqual({ answer: null });
  });
});

describe('barometer run', () => {
  const role = roleOf('tone', { answers: 'list' });

  it('answers each row in order, broken ones in their place, and exits 1 for them', async () => {
    const rows = '{"text":"one","id":7}\nnope\n{"id":3}\n\n{"text":"two"}\n';
    const { code, err, lines } = await barometer(['run', 'style-formal', '-'], rows);
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      expect.objectContaining({ text: 'one', id: 7, answer: expect.any(String) as string }),
      { line: 2, error: 'not JSON' },
      { line: 3, error: 'text is missing' },
      expect.objectContaining({ text: 'two', answer: expect.any(String) as string }),
    ]);
    expect(err).toContain('-: line 2: not JSON');
    expect(code).toBe(1);
  });

  it('names the line that had no answer', async () => {
    const problems: string[] = [];
    const out: string[] = [];
    const { roles } = scriptedRoles(['a, b', '', '', 'c']);
    const broken = await runFile({
      lines: (async function* () {
        yield* ['{"text":"1"}', '{"text":"2"}', '{"text":"3","role":"of the row"}'];
        await Promise.resolve();
      })(),
      ...{ roles, role, locale: 'en', atOnce: 1 },
      out: (line) => Promise.resolve(void out.push(line)),
      problem: (line) => problems.push(line),
    });
    expect([broken, problems]).toEqual([1, ['line 2: the model gave no answer']]);
    expect(out.map((line) => JSON.parse(line) as unknown)).toEqual([
      { text: '1', answer: ['a', 'b'] },
      { line: 2, error: 'the model gave no answer' },
      { text: '3', role: 'of the row', answer: ['c'] },
    ]);
  });

  it('names the lines that a role could not read whole, and invents nothing for them', async () => {
    const problems: string[] = [];
    const { roles, asked } = scriptedRoles(['a']);
    const texts = ['', ' 🎉 ', 'x'.repeat(1001)];
    const broken = await runFile({
      lines: (async function* () {
        yield* texts.map((text) => JSON.stringify({ text }));
        await Promise.resolve();
      })(),
      ...{ roles, role, locale: 'en', atOnce: 1 },
      out: () => Promise.resolve(),
      problem: (line) => problems.push(line),
    });
    expect([broken, asked]).toEqual([3, []]);
    expect(problems).toEqual([
      'line 1: text has no words',
      'line 2: text has no words',
      'line 3: text has 1001 characters, and the role reads 1000 at most',
    ]);
  });

  it('holds no more rows than it works on, however long the file is', async () => {
    let [read, written, most] = [0, 0, 0];
    const { roles } = scriptedRoles(['a']);
    await runFile({
      lines: (async function* () {
        for (; read < 300; read += 1) {
          most = Math.max(most, read - written);
          yield '{"text":"x"}';
        }
        await Promise.resolve();
      })(),
      ...{ roles, role, locale: 'en', atOnce: 4 },
      out: () => Promise.resolve(void (written += 1)),
      problem: () => {},
    });
    expect([written, most <= 4]).toEqual([300, true]);
  });
});
