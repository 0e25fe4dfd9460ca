// `barometer doctor`: is everything there that the bot needs? With --recount: do the buckets say what the messages say?
import { parseArgs } from 'node:util';
import { parseConfig, type Config } from '../config.ts';
import { calibrationsIn, PROMPTS } from '../compose/places.ts';
import { keptHeads } from '../llm/calibrating/keptHead.ts';
import { openPrompts } from '../llm/prompts.ts';
import { silentLog } from '../log.ts';
import { calibrationsTable } from './calibrations.ts';
import { codeFor, lineOf, type Finding } from './checks/finding.ts';
import { checkDiscord } from './checks/discord.ts';
import { checkMachine } from './checks/machine.ts';
import { checkModel } from './checks/model.ts';
import { checkStore } from './checks/store.ts';
import { UsageError, type Command, type Surroundings } from './command.ts';
import { recounted } from './recounting.ts';

export const doctor = {
  name: 'doctor',
  usage: 'doctor [--quick] [--recount [--repair]]',
  summary:
    'check Discord, the store, the machine and the model (with --quick not the model), and print the calibrations made here; exit code 0: all is well, 1: something must be mended, 2: something is worth a look. With --recount compare the counts with the messages of HISTORY_DAYS, and with --repair put them right; exit code 1 where they differ still (stop the bot first, unless it uses a MongoDB replica set)',
  async run(args, surroundings) {
    const options = {
      quick: { type: 'boolean', default: false },
      recount: { type: 'boolean', default: false },
      repair: { type: 'boolean', default: false },
    } as const;
    const { quick, recount, repair } = parseArgs({ args: [...args], options }).values;
    if (recount) return recounted(repair, surroundings);
    if (repair) throw new UsageError('--repair needs --recount');
    return examined(quick, surroundings);
  },
} as const satisfies Command;

async function examined(quick: boolean, { variables, stdout }: Surroundings): Promise<number> {
  const config = parseConfig(variables);
  const found: Finding[] = [];
  const tell = (findings: readonly Finding[]) => {
    found.push(...findings);
    for (const finding of findings) stdout.write(`${lineOf(finding)}\n`);
  };
  tell(await checkMachine(config));
  tell(await checkDiscord(config, Date.now));
  tell(await checkStore(config));
  if (!quick) tell(await checkModel(config, variables));
  stdout.write(`${await calibrations(config)}\n`);
  return codeFor(found);
}

async function calibrations(config: Config): Promise<string> {
  const prompts = await openPrompts({ directory: PROMPTS, log: silentLog, watch: false });
  const { version } = prompts.analyst();
  prompts.close();
  return calibrationsTable(await keptHeads(calibrationsIn(config)), version);
}
