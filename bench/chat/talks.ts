// Has the conversations of bench/conversations with the bot and checks its answers. Options, all optional:
// --preset NAME, --model FILE, --threads N; --every N takes each N-th conversation, --kinds A,B those of some kinds;
// --runs N (3), each with seeds of its own; --answers FILE keeps what was said, as JSON Lines; --bare leaves out every craft.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { ChatTurn } from '../../src/llm/model.ts';
import type { Locale } from '../../src/locale.ts';
import { openPreset } from '../open.ts';
import { createAsk, type AskOptions } from './ask.ts';
import { faultsOf } from '../../src/cli/talk/checks.ts';
import { readConversations, type Conversation } from '../../src/cli/talk/conversations.ts';
import { instructionOf, tellsOf } from '../../src/cli/talk/hidden.ts';
import { chatTables } from './tables.ts';
import { figuresOf, type CheckedTurn, type Held } from './tally.ts';
import { openWorld } from './world.ts';

const { values } = parseArgs({
  options: {
    preset: { type: 'string', default: 'qwen2.5-coder-0.5b' },
    model: { type: 'string' },
    threads: { type: 'string' },
    every: { type: 'string', default: '1' },
    kinds: { type: 'string' },
    runs: { type: 'string', default: '3' },
    answers: { type: 'string' },
    bare: { type: 'boolean', default: false },
  },
});
const many = z.coerce.number().int().min(1);
const [every, runs] = [many.parse(values.every), many.parse(values.runs)];
const PROMPT = 'prompts/assistant.md';
const tellsInstruction = tellsOf(instructionOf(PROMPT, await readFile(PROMPT, 'utf8')));

/** Of a run and a conversation, so that a conversation goes alike whichever others are had. */
const seedOf = (run: number, id: string) =>
  createHash('sha256').update(`${run} ${id}`).digest().readUInt32BE() % 2 ** 30;

/** The server's language: that of the conversation, English for mixed ones. */
const localeOf = ({ language }: Conversation): Locale => (language === 'mixed' ? 'en' : language);

async function held(conversation: Conversation, run: number, options: AskOptions): Promise<Held> {
  const { id, kind, language, turns } = conversation;
  const ask = createAsk(options, localeOf(conversation), seedOf(run, id));
  const said: ChatTurn[] = [];
  const checked: CheckedTurn[] = [];
  for (const turn of turns) {
    said.push({ role: 'user', text: turn.said });
    const answered = await ask(said);
    said.push({ role: 'assistant', text: answered.text });
    checked.push({ said: turn.said, ...answered, faults: faultsOf(answered.text, turn, tellsInstruction) });
  }
  return { id, kind, language, run, turns: checked };
}

/** One line an answer: where it stands, what was said, and what is wrong with it. */
const answerLines = (all: readonly Held[]) =>
  all
    .flatMap(({ run, id, kind, language, turns }) =>
      turns.map((turn, i) => `${JSON.stringify({ run, id, kind, language, turn: i + 1, ...turn })}\n`),
    )
    .join('');

const say = (text: string) => process.stdout.write(text);

const kinds = values.kinds?.split(',');
const conversations = (await readConversations())
  .filter(({ kind }) => kinds?.includes(kind) ?? true)
  .filter((_, i) => i % every === 0);
const world = await openWorld();
const opened = await openPreset({ preset: values.preset, file: values.model, threads: values.threads });
try {
  const { model, prompts, weights } = opened;
  const count = (text: string) => weights.tokenize(text).length;
  const total = conversations.length * runs;
  const all: Held[] = [];
  say(`Model: ${model.id}${values.bare ? ', bare' : ''}\n\n`);
  for (let run = 0; run < runs; run++) {
    for (const conversation of conversations) {
      all.push(await held(conversation, run, { model, prompts, world, count, bare: values.bare }));
      if (process.stderr.isTTY) process.stderr.write(`\r${all.length} of ${total} conversations`);
    }
  }
  if (process.stderr.isTTY) process.stderr.write('\n');
  say(`${chatTables(all)}\n`);
  if (values.answers) await writeFile(values.answers, answerLines(all));
  const result = { model: model.id, ...figuresOf(all) };
  // Part of the conversations, or a bot without its craft, is no result to keep.
  if (every === 1 && !kinds && !values.bare) {
    await mkdir('bench/results', { recursive: true });
    await writeFile('bench/results/chat.json', `${JSON.stringify(result, null, 2)}\n`);
  }
  say(`${JSON.stringify(result)}\n`);
} finally {
  await opened.close();
  await world.close();
}
