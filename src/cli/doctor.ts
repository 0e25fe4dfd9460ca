// `barometer doctor`: how good are the calibrations made here, and, with --recount, do the buckets say what the messages say?
import { parseArgs } from 'node:util';
import { parseConfig, type Config } from '../config.ts';
import { calibrationsIn, PROMPTS } from '../compose/places.ts';
import { keptHeads } from '../llm/calibrating/keptHead.ts';
import { openPrompts } from '../llm/prompts.ts';
import { createLog, silentLog } from '../log.ts';
import type { Counts } from '../mood/counts.ts';
import { DAY, HOUR } from '../mood/window.ts';
import type { Drift } from '../store/store.ts';
import { calibrationsTable } from './calibrations.ts';
import { UsageError, type Command, type Surroundings } from './command.ts';
import { openStore } from './store.ts';

export const doctor = {
  name: 'doctor',
  usage: 'doctor [--recount [--repair]]',
  summary:
    'print the figures of the calibrations that were made here; with --recount compare the counts with the messages of HISTORY_DAYS, and with --repair put them right; exit code 1 where they differ still (stop the bot first, unless it uses a MongoDB replica set)',
  async run(args, surroundings) {
    const options = { recount: { type: 'boolean' }, repair: { type: 'boolean', default: false } } as const;
    const { recount, repair } = parseArgs({ args: [...args], options }).values;
    if (recount) return recounted(repair, surroundings);
    if (repair) throw new UsageError('--repair needs --recount');
    surroundings.stdout.write(`${await calibrations(parseConfig(surroundings.variables))}\n`);
    return 0;
  },
} as const satisfies Command;

async function calibrations(config: Config): Promise<string> {
  const prompts = await openPrompts({ directory: PROMPTS, log: silentLog, watch: false });
  const { version } = prompts.analyst();
  prompts.close();
  return calibrationsTable(await keptHeads(calibrationsIn(config)), version);
}

async function recounted(repair: boolean, { variables, stdout, stderr }: Surroundings): Promise<number> {
  const config = parseConfig(variables);
  const opened = await openStore(config, createLog(config.LOG_LEVEL, stderr.isTTY));
  try {
    const window = historyOf(config, Date.now());
    stdout.write(`The hours from ${minute(window.from)} to ${minute(window.to)}:\n`);
    const drifts = await opened.store.recount(window, repair);
    for (const drift of drifts) stdout.write(`${lineOf(drift)}\n`);
    stdout.write(`${conclusion(drifts.length, repair)}\n`);
    return drifts.length > 0 && !repair ? 1 : 0;
  } finally {
    await opened.close();
  }
}

/** The hours whose messages are all held; one more is left out at the old end, since messages expire meanwhile. */
function historyOf({ HISTORY_DAYS }: Config, now: number) {
  const from = Math.ceil((now - HISTORY_DAYS * DAY) / HOUR + 1) * HOUR;
  return { from, to: Math.ceil(now / HOUR) * HOUR + DAY };
}

function lineOf({ scope, grain, at, held, counted }: Drift): string {
  const place = scope.channelId === null ? 'all channels' : `channel ${scope.channelId}`;
  const bucket = grain === 'quarter' ? 'quarter-hour' : grain;
  return `server ${scope.guildId}, ${place}, ${bucket} of ${minute(at)}: held ${figures(held)}, recounted ${figures(counted)}`;
}

function figures({ total, positive, neutral, negative, uncertain }: Counts): string {
  return `${total} (${positive} positive, ${neutral} neutral, ${negative} negative; ${uncertain} uncertain)`;
}

function conclusion(drifts: number, repair: boolean): string {
  if (drifts === 0) return 'Every bucket is what its messages say.';
  const what = drifts === 1 ? '1 bucket differed' : `${drifts} buckets differed`;
  return repair ? `${what} and ${drifts === 1 ? 'was' : 'were'} put right.` : `${what}: --repair puts right.`;
}

const minute = (at: number) => `${new Date(at).toISOString().slice(0, 16)}Z`;
