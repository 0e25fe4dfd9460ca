// The words of `barometer judge` on the command line, and what it opens for them.
import { existsSync } from 'node:fs';
import { Readable } from 'node:stream';
import { parseArgs } from 'node:util';
import { openBrain } from '../compose/brain.ts';
import { parseConfig } from '../config.ts';
import { createLog } from '../log.ts';
import { judgeFile } from './judgeFile.ts';
import { UsageError, type Command } from './command.ts';
import { openInput } from './input.ts';
import { linesOf, writeLine } from './lines.ts';

/** Lines of progress on something that is no terminal. */
const EVERY = 500;

export const judge = {
  name: 'judge',
  usage: 'judge FILE|-|TEXT [--labels 2|3] [--summary]',
  summary:
    'judge the "text" of every JSON line, one JSON line out for each; or one TEXT, such as "this is great"',
  async run(args, { variables, stdin, stdout, stderr }) {
    const { file, classes, summary } = parse(args);
    const input = isText(file)
      ? Readable.from([JSON.stringify({ text: file })])
      : await openInput(file, stdin);
    const config = parseConfig(variables);
    const terminal = stderr.isTTY;
    const log = createLog(config.LOG_LEVEL, terminal);
    const brain = await openBrain(config, log, variables);
    try {
      const broken = await judgeFile({
        lines: linesOf(input),
        judge: brain.judge,
        batchSize: brain.model.batchSize,
        classes,
        summary,
        now: Date.now,
        out: (line) => writeLine(stdout, line),
        problem: (line) => stderr.write(`${file}: ${line}\n`),
        progress: progressOn(stderr, terminal),
      });
      if (terminal) stderr.write('\n');
      return broken === 0 ? 0 : 1;
    } finally {
      await brain.close();
    }
  },
} as const satisfies Command;

/** Whether it is something said: no file has this name, and no name of a file would hold such characters. */
function isText(given: string): boolean {
  return /[^\w./\\:~-]/.test(given) && !existsSync(given);
}

function parse(args: readonly string[]): { file: string; classes: 2 | 3; summary: boolean } {
  const options = {
    labels: { type: 'string', default: '3' },
    summary: { type: 'boolean', default: false },
  } as const;
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0)
    throw new UsageError('judge needs one FILE, - for standard input, or one TEXT in quotes');
  if (values.labels !== '2' && values.labels !== '3') {
    throw new UsageError(`--labels ${values.labels} is not to be had: write 2 or 3`);
  }
  return { file, classes: values.labels === '2' ? 2 : 3, summary: values.summary };
}

function progressOn(stderr: { write(text: string): unknown }, terminal: boolean): (judged: number) => void {
  let said = 0;
  return (judged) => {
    if (terminal) stderr.write(`\r${judged} judged`);
    else if (judged - said >= EVERY) {
      stderr.write(`${judged} judged\n`);
      said = judged;
    }
  };
}
