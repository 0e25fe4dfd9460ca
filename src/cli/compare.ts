// `barometer compare MODEL…`: the same bench on each model, one table. Each runs in a process of its own, so that one
// finds the memory as free as the other.
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openBrain } from '../compose/brain.ts';
import { PROMPTS } from '../compose/places.ts';
import { parseConfig } from '../config.ts';
import { BarometerError } from '../errors.ts';
import { createLog } from '../log.ts';
import { UsageError, type Command, type Surroundings } from './command.ts';
import { measure, measured, readBehaviour, type Measured } from './measure.ts';
import { comparison } from './comparison.ts';
import { variablesFor } from './model.ts';
import { readConversations } from './talk/conversations.ts';
import { instructionOf, tellsOf } from './talk/hidden.ts';
import { selection } from './talk/selection.ts';

class NotMeasuredError extends BarometerError {
  constructor(readonly model: string) {
    super(`${model} was not measured: see the lines above.`);
  }
}

export const compare = {
  name: 'compare',
  usage: 'compare MODEL…',
  summary:
    'measure presets, hf: URIs or GGUF files on this machine and print one table: judging, chat, latency, speed, memory (some minutes for each)',
  async run(args, surroundings) {
    const options = { json: { type: 'boolean', default: false } } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [first, ...others] = positionals;
    if (first === undefined) throw new UsageError('compare needs one MODEL or more');
    const { stdout } = surroundings;
    if (values.json) {
      if (others.length > 0) throw new UsageError('--json takes one MODEL');
      stdout.write(`${JSON.stringify(await measureHere(first, surroundings))}\n`);
      return 0;
    }
    const rows: Measured[] = [];
    for (const model of positionals) rows.push(await measureApart(model, surroundings));
    stdout.write(`${comparison(rows)}\n`);
    return 0;
  },
} as const satisfies Command;

const ASSISTANT = join(PROMPTS, 'assistant.md');

async function measureHere(model: string, { variables, stderr }: Surroundings): Promise<Measured> {
  const chosen = variablesFor(model, variables);
  const config = parseConfig(chosen);
  const brain = await openBrain(config, createLog(config.LOG_LEVEL, stderr.isTTY), chosen);
  try {
    return await measure(brain, {
      rows: await readBehaviour(),
      conversations: selection(await readConversations()),
      tellsInstruction: tellsOf(instructionOf(ASSISTANT, await readFile(ASSISTANT, 'utf8'))),
      now: () => performance.now(),
      peakMemory: () => process.resourceUsage().maxRSS * 1024,
      signal: new AbortController().signal,
    });
  } finally {
    await brain.close();
  }
}

const PROGRAM = fileURLToPath(new URL('./barometer.js', import.meta.url));

async function measureApart(model: string, { variables, stderr }: Surroundings): Promise<Measured> {
  const child = spawn(process.execPath, [PROGRAM, 'compare', '--json', model], {
    env: { ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.on('data', (bytes: Buffer) => stderr.write(bytes));
  const code = await new Promise<number | null>((done, fail) => child.on('error', fail).on('close', done));
  if (code !== 0) throw new NotMeasuredError(model);
  return measured.parse(JSON.parse(out));
}
