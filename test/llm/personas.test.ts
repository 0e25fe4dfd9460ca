import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Conversation, Model } from '../../src/llm/model.ts';
import { openPersonas, readPersona, type Personas } from '../../src/llm/personas.ts';
import { openPrompts } from '../../src/llm/prompts.ts';
import { createResponder } from '../../src/llm/responder.ts';
import { LOCALES, type Locale } from '../../src/locale.ts';
import { silentLog } from '../../src/log.ts';

const shipped = await openPrompts({ directory: 'prompts', log: silentLog, watch: false });
const assistant = shipped.assistant();
shipped.close();

let directory: string;
let personas: Personas | undefined;
let brief: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'personas-'));
  await cp('prompts/personas', directory, { recursive: true });
  brief = await readFile('prompts/personas/brief.md', 'utf8');
});
afterEach(async () => {
  personas?.close();
  await rm(directory, { recursive: true });
});

/** Those that ship. */
const strategies = (locale: Locale) => assistant.voices[locale].strategies;

/** What was logged, and the next line that holds a text. */
function heardLog() {
  const lines: string[] = [];
  let hear = () => {};
  const write = (_: object | string, text?: string) => {
    lines.push(text ?? '');
    hear();
  };
  const log = { debug: write, info: write, warn: write, error: write };
  const said = async (text: string) => {
    while (!lines.some((line) => line.includes(text))) await new Promise<void>((go) => (hear = go));
    return lines.find((line) => line.includes(text))!;
  };
  const more = () => new Promise<void>((go) => (hear = go));
  return { log, said, lines, more };
}

describe('personas', () => {
  it('that ship have a title and a way to talk in every language', async () => {
    const { log, lines } = heardLog();
    personas = await openPersonas({ directory, log, strategies, watch: false });
    expect(lines).toEqual([]);
    expect(personas.list().map(({ name }) => name)).toEqual(['brief', 'host']);
    for (const { titles, speech } of personas.list()) {
      for (const locale of LOCALES) {
        expect(titles[locale]).not.toBe('');
        expect(speech[locale].system).toContain('Barometer');
        expect(speech[locale].examples.length).toBeGreaterThan(1);
      }
    }
  });

  it('that are broken or badly named are told with file and line, and leave the others alone', async () => {
    const { log, said } = heardLog();
    await writeFile(join(directory, 'odd.md'), brief.replace('# zh-TW', '# Klingon'));
    await writeFile(join(directory, 'Very Odd.md'), brief);
    personas = await openPersonas({ directory, log, strategies, watch: false });
    expect(await said('odd.md')).toMatch(/odd\.md:\d+:3: "klingon" is no language.+left out/);
    expect(await said('Very Odd.md')).toContain('small letters');
    expect(personas.list().map(({ name }) => name)).toEqual(['brief', 'host']);
    expect(personas.get('odd')).toBeNull();
  });

  it('that cannot be read are told, and leave those after them alone', async () => {
    const { log, said } = heardLog();
    await mkdir(join(directory, 'a.md'));
    personas = await openPersonas({ directory, log, strategies, watch: false });
    expect(await said('cannot be read')).toContain('left out');
    expect(personas.list().map(({ name }) => name)).toEqual(['brief', 'host']);
  });

  it('are there as soon as they are saved, and gone with their file', async () => {
    const { log, more } = heardLog();
    personas = await openPersonas({ directory, log, strategies, watch: true });
    await writeFile(join(directory, 'terse.md'), brief);
    while (!personas.get('terse')) await more();
    await rm(join(directory, 'terse.md'));
    while (personas.get('terse')) await more();
  });

  it('are none without their folder', async () => {
    const { log, lines } = heardLog();
    personas = await openPersonas({ directory: join(directory, 'nowhere'), log, strategies, watch: true });
    expect([personas.list(), lines]).toEqual([[], []]);
  });
});

it.each([
  ['another role', ['role: persona', 'role: assistant'], /:2: the role must be "persona"/],
  ['a setting of the assistant', ['role: persona', 'role: persona\ntop-k: 4'], /:3:1: "top-k" is no setting/],
  ['no title in a language', ['title-zh-TW: 簡短直接\n', ''], /"title-zh-TW" is missing/],
  ['an endless title', ['Brief and to the point', 'x'.repeat(101)], /:3:11: a title has at most 100/],
  ['no part for a language', ['# zh-CN', '# zh-CN-x'], /is no language/],
  ['an example without an answer', ['> Good one.\n', ''], /write an example/],
  ['words before the first language', ['# en\n', 'Talk.\n\n# en\n'], /:\d+:1: write the instruction below/],
])('a persona with %s is refused with its line', (_, [from = '', to = ''], problem) => {
  expect(brief).toContain(from);
  expect(() => readPersona('brief.md', 'brief', brief.replace(from, to), strategies)).toThrow(problem);
});

it('a persona that is too long with the longest strategy beside it is refused, though it fits alone', () => {
  const read = (n: number, beside: typeof strategies) =>
    readPersona('brief.md', 'brief', brief.replace('# en\n', `# en\n\n${'Be kind. '.repeat(n)}\n`), beside);
  let most = 0;
  expect(() => {
    for (;;) read((most += 1), () => []);
  }).toThrow(/about 60\d tokens/);
  expect(() => read(most - 1, strategies)).toThrow(/:\d+:.*too long \(about \d+ tokens/);
});

it('the responder talks as the persona that is asked for, and as itself where there is none of that name', async () => {
  const prompts = await openPrompts({ directory: 'prompts', log: silentLog, watch: false });
  personas = await openPersonas({ directory, log: silentLog, strategies, watch: false });
  const seen: Conversation[] = [];
  async function* stream(conversation: Conversation) {
    seen.push(conversation);
    yield await Promise.resolve('Fine.');
  }
  const model: Model = {
    ...{ id: 'paper', preset: null, batchSize: 1, manyWords: true, stream },
    judge: () => Promise.resolve([]),
    close: () => Promise.resolve(),
  };
  const responder = createResponder({ model, prompts, personas, random: () => 0.5 });
  for (const persona of ['host', 'gone', null, undefined]) {
    const question = { history: [], text: 'How are you today?', verdict: null };
    const { drafts } = responder.answer(persona === undefined ? question : { ...question, persona }, {
      signal: new AbortController().signal,
    });
    for await (const draft of drafts) expect(draft).not.toBe('');
  }
  const own = prompts.assistant().voices.en;
  const host = personas.get('host')!.speech.en;
  expect(seen.map(({ system }) => system)).toEqual([host.system, own.system, own.system, own.system]);
  expect(seen[0]!.examples).toEqual(host.examples);
  prompts.close();
});
