// `barometer export SERVER FILE`: everything that is held of one server.
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { parseConfig } from '../config.ts';
import { BarometerError } from '../errors.ts';
import { guildId, type GuildId } from '../ids.ts';
import { createLog } from '../log.ts';
import { writeNewFile } from '../newFile.ts';
import type { Store } from '../store/store.ts';
import { UsageError, type Command } from './command.ts';
import { createTotals, headLine, rowsHeld, type Totals } from './serverFile.ts';
import { openStore } from './store.ts';

class ServerUnknownError extends BarometerError {
  constructor(readonly server: GuildId) {
    super(`Nothing is held of server ${server}: look at its id, and at DATA_DIR or MONGODB_URI.`);
  }
}

export const exportServer = {
  name: 'export',
  usage: 'export SERVER FILE',
  summary:
    'write everything that is held of a server (its id) to a new FILE as JSON Lines, for import into either store; it holds what people wrote (stop the bot first)',
  async run(args, { variables, stdout, stderr }) {
    const { positionals } = parseArgs({ args: [...args], options: {}, allowPositionals: true });
    const [id = '', file, ...others] = positionals;
    const server = guildId.safeParse(id);
    if (!server.success || file === undefined || others.length > 0)
      throw new UsageError('export needs the id of a SERVER and one FILE');
    const config = parseConfig(variables);
    const { store, close } = await openStore(config, createLog(config.LOG_LEVEL, stderr.isTTY));
    try {
      const { counts } = await writeNewFile(file, (part) =>
        write(store, server.data, config.HISTORY_DAYS, part),
      );
      stdout.write(`${file}: ${listed(counts)}.\n`);
      return 0;
    } finally {
      await close();
    }
  },
} as const satisfies Command;

async function write(store: Store, server: GuildId, historyDays: number, part: string): Promise<Totals> {
  const stream = createWriteStream(part, { mode: 0o600 });
  const done = finished(stream);
  done.catch(() => undefined); // heard where it is awaited
  const line = async (text: string) => {
    if (!stream.write(`${text}\n`)) await Promise.race([once(stream, 'drain'), done]);
  };
  try {
    const sums = createTotals();
    await line(headLine(server, historyDays, Date.now()));
    for await (const row of rowsHeld(store.portable, server)) {
      sums.add(row, server);
      await line(JSON.stringify(row));
    }
    const totals = sums.totals();
    if (Object.keys(totals.counts).length === 0) throw new ServerUnknownError(server);
    await line(JSON.stringify(totals));
    stream.end();
    await done;
    return totals;
  } finally {
    stream.destroy();
  }
}

/** "3 messages, 1 incident" would need plurals: "message 3, incident 1" does not. */
export const listed = (counts: Totals['counts']): string =>
  Object.entries(counts)
    .map(([kind, count]) => `${kind} ${count}`)
    .join(', ');
