// `barometer calibrate`: fits the head of a model by hand, on the rows that ship and on an operator's own.
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { openBrain, type Brain } from '../compose/brain.ts';
import { calibrationsIn, LABELLED_ROWS } from '../compose/places.ts';
import { parseConfig, type Config } from '../config.ts';
import { calibrate as calibrateModel } from '../llm/calibrating/calibrate.ts';
import type { KeptHead } from '../llm/calibrating/keptHead.ts';
import { calibrationOf } from '../llm/calibration.ts';
import { readShippedRows, type LabelledRow } from '../llm/calibrating/rows.ts';
import { fitInThread } from '../llm/calibrating/thread.ts';
import { createLog, type Log } from '../log.ts';
import { LABELS } from '../mood/verdict.ts';
import { columns, shareCell } from './columns.ts';
import { UsageError, type Command, type Surroundings } from './command.ts';
import { openInput } from './input.ts';
import { jsonRows } from './jsonRows.ts';
import { linesOf } from './lines.ts';
import { variablesFor } from './model.ts';

/** Lines of progress on something that is no terminal, in rows. */
const EVERY = 200;

export const calibrate = {
  name: 'calibrate',
  usage: 'calibrate [--model MODEL] [--data FILE|-]',
  summary:
    'fit the verdicts of a model on the labelled messages that ship, and on JSON lines {text, label} of your own; kept in DATA_DIR and used from the next start on (a minute or more)',
  async run(args, surroundings) {
    const { model, data } = parse(args);
    const { stdin, stdout, stderr } = surroundings;
    const added = data === undefined ? [] : await readAdded(data, stdin);
    const variables =
      model === undefined ? surroundings.variables : variablesFor(model, surroundings.variables);
    const config = parseConfig(variables);
    const log = createLog(config.LOG_LEVEL, stderr.isTTY);
    const brain = await openBrain(config, log, variables);
    try {
      const fitted = await fit(brain, added, { config, log, progress: progressOn(stderr) });
      stdout.write(`${report(fitted, brain)}\n`);
      return 0;
    } finally {
      await brain.close();
    }
  },
} as const satisfies Command;

function parse(args: readonly string[]): { model: string | undefined; data: string | undefined } {
  const options = { model: { type: 'string' }, data: { type: 'string' } } as const;
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  if (positionals.length > 0) throw new UsageError('calibrate takes --model and --data alone');
  return { model: values.model, data: values.data };
}

const ownRow = z.object(
  {
    text: z
      .string({ error: '"text" must be what was written' })
      .refine((text) => text.trim() !== '', '"text" is empty'),
    label: z.enum(LABELS, { error: `"label" must be one of ${LABELS.join(', ')}` }),
  },
  { error: 'it must be an object with text and label' },
);

/** Throws UnreadableInputError and BadLineError. */
async function readAdded(file: string, stdin: Surroundings['stdin']): Promise<LabelledRow[]> {
  const rows: LabelledRow[] = [];
  for await (const { value } of jsonRows(file, linesOf(await openInput(file, stdin)), ownRow))
    rows.push(value);
  return rows;
}

interface FitParts {
  readonly config: Config;
  readonly log: Log;
  readonly progress: (read: number, of: number) => void;
}

async function fit(
  { model, weights, prompts }: Brain,
  added: readonly LabelledRow[],
  { config, log, progress }: FitParts,
): Promise<KeptHead> {
  return calibrateModel({
    ...{ model, weights, added, log, progress },
    prompt: prompts.analyst(),
    shipped: await readShippedRows(LABELLED_ROWS),
    folder: calibrationsIn(config),
    fit: fitInThread,
    ready: () => Promise.resolve(),
    signal: new AbortController().signal,
  });
}

function progressOn(stderr: Surroundings['stderr']): (read: number, of: number) => void {
  let said = 0;
  return (read, of) => {
    const line = `${read} of ${of} messages read`;
    if (stderr.isTTY) stderr.write(`\r${line}${read === of ? '\n' : ''}`);
    else if (read - said >= EVERY || read === of) {
      stderr.write(`${line}\n`);
      said = read;
    }
  };
}

/** A table, what becomes of the head, and all of it as one JSON object. */
function report({ calibration, made }: KeptHead, { model, prompts }: Brain): string {
  const { chat3 = null, falseNegativity = null, ece = null } = calibration.figures?.['here'] ?? {};
  const ships = calibrationOf(model.preset, model.manyWords);
  const isUsed = ships?.prompt !== prompts.analyst().version;
  const table = columns([
    ['model', 'messages', 'right', 'not negative, called so', 'calibration error'],
    [model.id, String(made.rows), ...[chat3, falseNegativity, ece].map(shareCell)],
  ]);
  const fate = isUsed
    ? 'It is used from the next start on.'
    : 'It is not used: this model comes with a calibration that was fitted on more messages.';
  const facts = { model: model.id, rows: made.rows, added: made.added, chat3, falseNegativity, ece };
  return `${table}\n\n${fate}\n${JSON.stringify({ ...facts, used: isUsed })}`;
}
