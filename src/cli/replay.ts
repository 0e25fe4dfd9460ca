// `barometer replay`: the incidents that the spike watcher would have raised, from a file or from the store.
import { parseArgs } from 'node:util';
import { parseConfig } from '../config.ts';
import { createLog } from '../log.ts';
import { beganAt } from '../mood/evidence.ts';
import { startReplay, type Replay, type Replayed } from '../mood/replay.ts';
import { SENSITIVITIES, type Sensitivity } from '../mood/spike.ts';
import { DAY } from '../mood/window.ts';
import { historyOf } from '../store/history.ts';
import { UsageError, type Command, type Surroundings } from './command.ts';
import { openInput } from './input.ts';
import { linesOf, writeLine } from './lines.ts';
import { replayRows } from './replayRows.ts';
import { openStore } from './store.ts';

type Out = (incidents: readonly Replayed[]) => Promise<void>;

export const replay = {
  name: 'replay',
  usage: `replay [FILE|-] [--sensitivity ${SENSITIVITIES.join('|')}]`,
  summary:
    'print the incidents that would have been raised: of JSON lines {at, channel, author, label} in time order, or without FILE of what is stored (stop the bot first, unless it uses MongoDB)',
  async run(args, surroundings) {
    const { file, sensitivity } = parse(args);
    const { stdout } = surroundings;
    const out: Out = async (incidents) => {
      for (const incident of incidents) await writeLine(stdout, lineOf(incident));
    };
    await (file === undefined
      ? replayStore(sensitivity, surroundings, out)
      : replayFile(file, startReplay({ sensitivity }), surroundings, out));
    return 0;
  },
} as const satisfies Command;

function parse(args: readonly string[]): { file: string | undefined; sensitivity: Sensitivity } {
  const options = { sensitivity: { type: 'string', default: 'normal' } } as const;
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  if (positionals.length > 1) throw new UsageError('replay takes one FILE');
  const sensitivity = SENSITIVITIES.find((one) => one === values.sensitivity);
  if (sensitivity) return { file: positionals[0], sensitivity };
  throw new UsageError(
    `--sensitivity ${values.sensitivity} is not to be had: write ${SENSITIVITIES.join(', ')}`,
  );
}

async function replayFile(file: string, run: Replay, { stdin }: Surroundings, out: Out): Promise<void> {
  const lines = linesOf(await openInput(file, stdin));
  for await (const message of replayRows(file, lines)) {
    const ended = run.see(message);
    if (ended.length > 0) await out(ended);
  }
  await out(run.finish());
}

/** Server by server, since what is normal for a new channel is learned from its server's. */
async function replayStore(
  sensitivity: Sensitivity,
  { variables, stderr }: Surroundings,
  out: Out,
): Promise<void> {
  const config = parseConfig(variables);
  const opened = await openStore(config, createLog(config.LOG_LEVEL, stderr.isTTY));
  try {
    const to = Date.now() + DAY;
    for (const guild of await opened.store.settings.guilds()) {
      const run = startReplay({ sensitivity });
      for await (const message of historyOf(opened.store, guild, {
        from: to - config.HISTORY_DAYS * DAY,
        to,
      })) {
        await out(run.see(message));
      }
      await out(run.finish());
    }
  } finally {
    await opened.close();
  }
}

function lineOf(replayed: Replayed): string {
  const { channel, openedAt, resolvedAt, evidence } = replayed;
  const { negative, total, expected, interval, authors } = evidence;
  return JSON.stringify({
    channel,
    since: new Date(beganAt(replayed)).toISOString(),
    openedAt: new Date(openedAt).toISOString(),
    resolvedAt: resolvedAt === null ? null : new Date(resolvedAt).toISOString(),
    evidence: { negative, total, expected: Math.round(expected * 100) / 100, interval, authors },
  });
}
