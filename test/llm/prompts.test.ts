import { cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { roleText } from './role/stage.ts';
import { openPrompts, type Prompts } from '../../src/llm/prompts.ts';

/** A log whose lines can be awaited. */
function heardLog() {
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  const write = (...parts: unknown[]) => {
    lines.push(String(parts.at(-1)));
    for (const look of [...waiting]) look();
  };
  const said = (text: string) =>
    new Promise<string>((resolve) => {
      const look = () => {
        const line = lines.find((one) => one.includes(text));
        if (line !== undefined) resolve(line);
      };
      waiting.add(look);
      look();
    });
  const log = { debug: write, info: write, warn: write, error: write };
  return { log, said };
}

describe('prompts', () => {
  let directory: string;
  let prompts: Prompts | undefined;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'prompts-'));
    await cp('prompts', directory, { recursive: true });
  });
  afterEach(async () => {
    prompts?.close();
    await rm(directory, { recursive: true });
  });
  const change = async (name: string, from: string, to: string) =>
    (await readFile(join(directory, name), 'utf8')).replace(from, to);

  it('are in force as soon as they are saved', async () => {
    const { log, said } = heardLog();
    prompts = await openPrompts({ directory, log, watch: true });
    const before = prompts.analyst();
    await writeFile(
      join(directory, 'analyst.md'),
      await change('analyst.md', '# Examples\n', '# Examples\n\npositive | woohoo\n'),
    );
    await said('in force');
    expect(prompts.analyst().prefix).toContain('Message: woohoo\nSentiment: positive');
    expect(prompts.analyst().version).not.toBe(before.version);
  });

  it('are seen when an editor saves by renaming', async () => {
    const { log, said } = heardLog();
    prompts = await openPrompts({ directory, log, watch: true });
    await writeFile(
      join(directory, '.new'),
      await change('assistant.md', 'You are Barometer', 'You are Gauge'),
    );
    await rename(join(directory, '.new'), join(directory, 'assistant.md'));
    await said('in force');
    expect(prompts.assistant().voices.en.system).toContain('You are Gauge');
  });

  it('stay as they were when the new one is broken, and the log names file and line', async () => {
    const { log, said } = heardLog();
    prompts = await openPrompts({ directory, log, watch: true });
    const before = prompts.analyst();
    await writeFile(join(directory, 'analyst.md'), await change('analyst.md', 'positive | ', 'postive | '));
    const line = await said('The old prompt stays');
    expect(line).toMatch(/analyst\.md:\d+: write an example/);
    expect(prompts.analyst()).toBe(before);
  });

  it('must all be right at the start', async () => {
    const { log } = heardLog();
    await writeFile(join(directory, 'assistant.md'), 'hello');
    await expect(openPrompts({ directory, log, watch: false })).rejects.toThrow(
      'assistant.md:1: the first line',
    );
    await rm(join(directory, 'analyst.md'));
    await expect(openPrompts({ directory, log, watch: false })).rejects.toThrow('analyst.md cannot be read');
  });

  const names = () => prompts?.roles().map(({ name }) => name) ?? [];
  const TONE = roleText('tone', {});

  it('take a new role from a file that is added, and drop it with the file', async () => {
    const { log, said } = heardLog();
    prompts = await openPrompts({ directory, log, watch: true });
    expect(names()).toContain('keywords');
    const changed = new Promise<void>((resolve) => prompts?.onSave(resolve));
    await writeFile(join(directory, '.new'), TONE);
    await rename(join(directory, '.new'), join(directory, 'tone.md'));
    await changed;
    await expect.poll(names).toContain('tone');
    await rm(join(directory, 'tone.md'));
    await said('A role is gone');
    expect(names()).not.toContain('tone');
  });

  it('keep a role as it was when its new file is broken, and the log names line and column', async () => {
    const { log, said } = heardLog();
    prompts = await openPrompts({ directory, log, watch: true });
    await writeFile(
      join(directory, 'keywords.md'),
      await change('keywords.md', 'answers: list', 'answers: poem'),
    );
    expect(await said('The old role stays')).toMatch(/keywords\.md:4:10: "answers" must be one of/);
    expect(prompts.roles().find(({ name }) => name === 'keywords')?.answers).toBe('list');
  });

  it('start without a role that is broken, and name it in one line', async () => {
    const { log, said } = heardLog();
    await writeFile(join(directory, 'tone.md'), TONE.replace('reads: message', 'reads: minds'));
    await writeFile(join(directory, 'Bad Name.md'), TONE);
    await writeFile(join(directory, 'blank.md'), '');
    await writeFile(join(directory, '.tone.md.swp'), 'an editor was here');
    prompts = await openPrompts({ directory, log, watch: false });
    expect(await said('tone.md:3:8')).toContain('There is no such role until it is mended');
    await said('name the file in small letters');
    await said('A role is empty');
    expect(names()).not.toContain('tone');
    expect(names()).toContain('keywords');
  });
});
