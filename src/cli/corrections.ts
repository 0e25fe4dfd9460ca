// `barometer corrections`: what moderators said of verdicts, as the rows that `barometer calibrate --data` reads.
import { parseArgs } from 'node:util';
import { parseConfig } from '../config.ts';
import { guildId, type GuildId } from '../ids.ts';
import { createLog } from '../log.ts';
import { EVER } from '../mood/window.ts';
import type { Store, StoredMessage } from '../store/store.ts';
import { UsageError, type Command } from './command.ts';
import { writeLine } from './lines.ts';
import { openStore } from './store.ts';

/** Rows that are held in memory at once. */
const PAGE = 500;

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
      let [written, bare] = [0, 0];
      for await (const message of correctedIn(opened.store, asked)) {
        const row = rowOf(message);
        if (row) await writeLine(stdout, JSON.stringify(row));
        if (row) written += 1;
        else bare += 1;
      }
      stderr.write(`${written} rows; ${bare} have no text any more.\n`);
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

/** Server after server, newest first. */
async function* correctedIn({ settings, corrections }: Store, asked: GuildId | null) {
  for (const server of asked === null ? await settings.guilds() : [asked]) {
    let page = await corrections.list(server, EVER, PAGE);
    while (page.length > 0) {
      yield* page;
      page = await corrections.list(server, EVER, PAGE, page.at(-1));
    }
  }
}

/** Null where the text was not kept, or not for so long. */
const rowOf = ({ content, corrected, verdict }: StoredMessage) =>
  content === null || corrected === null ? null : { text: content, label: corrected, was: verdict?.label };
