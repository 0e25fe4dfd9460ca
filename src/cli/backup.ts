// `barometer backup FILE`: a copy of the embedded database, also while the bot runs.
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { parseConfig } from '../config.ts';
import { backUp } from '../store/sqlite/backup.ts';
import { UsageError, type Command } from './command.ts';
import { NoStoreError, sqliteFile } from './store.ts';

export const backup = {
  name: 'backup',
  usage: 'backup FILE',
  summary: 'copy the embedded database to a new FILE and check the copy; the bot may keep running',
  async run(args, { variables, stdout }) {
    const { positionals } = parseArgs({ args: [...args], options: {}, allowPositionals: true });
    const [file, ...others] = positionals;
    if (file === undefined || others.length > 0) throw new UsageError('backup needs one FILE');
    const config = parseConfig(variables);
    if (config.MONGODB_URI !== undefined) {
      throw new UsageError('backup copies the embedded database; with MONGODB_URI use mongodump');
    }
    const path = sqliteFile(config);
    if (!existsSync(path)) throw new NoStoreError(path);
    await backUp(path, file);
    stdout.write(`${file}: ${(await stat(file)).size} bytes, checked.\n`);
    return 0;
  },
} as const satisfies Command;
