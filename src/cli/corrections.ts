// `barometer corrections`: what moderators said of verdicts, as the rows that `barometer calibrate --data` reads.
import { parseArgs } from 'node:util';
import { parseConfig } from '../config.ts';
import { guildId, type GuildId } from '../ids.ts';
import { createLog } from '../log.ts';
import { EVER } from '../mood/window.ts';
import type { Store, StoredMessage } from '../store/store.ts';
import { UsageError, type Command } from './command.ts';
import { openStore } from './store.ts';

/** Of one server, the newest. */
const MOST = 100_000;

export const corrections = {
  name: 'corrections',
  usage: 'corrections [--server ID]',
  summary:
    'write the messages whose verdict moderators corrected as JSON lines {text, label, was}: rows for calibrate --data (stop the bot first)',
  async run(args, { variables, stdout, stderr }) {
    const asked = serverIn(args);
    const config = parseConfig(variables);
    const opened = await openStore(config, createLog(config.LOG_LEVEL, stderr.isTTY));
    try {
      const found = await correctedIn(opened.store, asked);
      const rows = found.flatMap(rowOf);
      for (const row of rows) stdout.write(`${JSON.stringify(row)}\n`);
      stderr.write(`${rows.length} rows; ${found.length - rows.length} have no text any more.\n`);
      return 0;
    } finally {
      await opened.close();
    }
  },
} as const satisfies Command;

function serverIn(args: readonly string[]): GuildId | null {
  const options = { server: { type: 'string' } } as const;
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  if (positionals.length > 0) throw new UsageError('corrections takes --server alone');
  if (values.server === undefined) return null;
  const id = guildId.safeParse(values.server);
  if (!id.success) throw new UsageError(`"${values.server}" is no id of a server`);
  return id.data;
}

async function correctedIn(store: Store, asked: GuildId | null): Promise<StoredMessage[]> {
  const servers = asked === null ? await store.settings.guilds() : [asked];
  const found = await Promise.all(servers.map((server) => store.corrections.list(server, EVER, MOST)));
  return found.flat();
}

/** Nothing where the text was not kept, or not for so long. */
function rowOf({ content, corrected, verdict }: StoredMessage) {
  return content === null || corrected === null
    ? []
    : [{ text: content, label: corrected, was: verdict?.label }];
}
