// `barometer COMMAND …`, or `npm run --silent barometer -- COMMAND …`: the composition root of the command line.
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { loadEnvFile } from '../envFile.ts';
import { BarometerError } from '../errors.ts';
import { backup } from './backup.ts';
import { calibrate } from './calibrate.ts';
import { UsageError, type Command, type Surroundings } from './command.ts';
import { compare } from './compare.ts';
import { corrections } from './corrections.ts';
import { doctor } from './doctor.ts';
import { faultOf } from '../files.ts';
import { exportServer } from './export.ts';
import { importServer } from './import.ts';
import { judge } from './judge.ts';
import { replay } from './replay.ts';
import { role } from './role.ts';
import { run } from './run.ts';
import { demo, start } from './start.ts';

const COMMANDS: readonly Command[] = [
  start,
  demo,
  judge,
  role,
  run,
  replay,
  doctor,
  backup,
  exportServer,
  importServer,
  compare,
  corrections,
  calibrate,
];

const HELP = `usage: barometer COMMAND (or --version), or in a checkout: npm run --silent barometer -- COMMAND

${COMMANDS.map(({ usage, summary }) => `  ${usage}\n      ${summary}`).join('\n')}

MODEL, MODEL_PATH and MODEL_CACHE_DIR choose the model, as they do for the bot (see .env.example).
`;

async function main(args: readonly string[], surroundings: Surroundings): Promise<number> {
  loadEnvFile(process.env);
  const [name, ...rest] = args;
  if (
    name === undefined ||
    name === '--help' ||
    name === '-h' ||
    name === 'help' ||
    rest.includes('--help')
  ) {
    surroundings.stdout.write(HELP);
    return name === undefined ? 1 : 0;
  }
  if (name === '--version' || name === '-v') {
    surroundings.stdout.write(`${await ownVersion()}\n`);
    return 0;
  }
  const command = COMMANDS.find((one) => one.name === name);
  if (!command) throw new UsageError(`there is no command "${name}"`);
  return command.run(rest, surroundings);
}

/** package.json lies two folders up, in a checkout and in a package. */
async function ownVersion(): Promise<string> {
  const text = await readFile(new URL('../../package.json', import.meta.url), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}

function tell(error: unknown): void {
  const known =
    error instanceof BarometerError ||
    (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'));
  const text =
    error instanceof Error ? (known ? error.message : (error.stack ?? error.message)) : String(error);
  process.stderr.write(`${text}\n`);
}

// A reader such as `head` that has seen enough is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  const { reason, mend } = faultOf(error);
  process.stderr.write(`standard output cannot be written (${reason}): ${mend}, or send it elsewhere.\n`);
  process.exit(1);
});

const { stdin, stdout, stderr } = process;
main(process.argv.slice(2), { variables: process.env, stdin, stdout, stderr }).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    tell(error);
    process.exitCode = error instanceof BarometerError ? error.exitCode : 1;
  },
);
