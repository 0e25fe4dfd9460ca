// `barometer import FILE`: a server that was exported, into either store; what arrived is read back, compared and recounted.
import { parseArgs } from 'node:util';
import { parseConfig } from '../config.ts';
import { BarometerError } from '../errors.ts';
import type { GuildId } from '../ids.ts';
import { createLog } from '../log.ts';
import type { PortableKind, PortableRow } from '../store/portable.ts';
import type { Store } from '../store/store.ts';
import { UsageError, type Command, type Surroundings } from './command.ts';
import { listed } from './export.ts';
import { checkCounts } from './importedCounts.ts';
import { openInput } from './input.ts';
import { linesOf } from './lines.ts';
import {
  createTotals,
  linesIn,
  renamedClaim,
  ServerFileError,
  totalsHeld,
  type Head,
  type Totals,
} from './serverFile.ts';
import { openStore } from './store.ts';

class ServerHeldError extends BarometerError {
  constructor(readonly server: GuildId) {
    super(
      `The store holds something of server ${server} already: with --resume an import that was cut short goes on; to begin anew, import into an empty store.`,
    );
  }
}

class ImportDiffersError extends BarometerError {
  constructor(
    readonly wanted: Totals,
    readonly held: Totals,
  ) {
    super(
      `What is held now is not what the file holds (${listed(wanted.counts)}; held: ${listed(held.counts)}): the server had data before, or somebody wrote to it; import into an empty store.`,
    );
  }
}

/** Rows that are written in one step. */
const BATCH = 500;
const WHOLE: ReadonlySet<PortableKind> = new Set(['incident', 'event']);

export const importServer = {
  name: 'import',
  usage: 'import FILE [--resume]',
  summary:
    'read a server from a FILE of export into the store, check it by reading it back and by recounting its buckets, and with --resume go on with an import that was cut short; exit code 1 where anything differs (stop the bot first)',
  async run(args, surroundings) {
    const options = { resume: { type: 'boolean', default: false } } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [file, ...others] = positionals;
    if (file === undefined || file === '-' || others.length > 0)
      throw new UsageError('import needs one FILE');
    const config = parseConfig(surroundings.variables);
    const kept = keeping(config.STORE_CONTENT);
    const { head, totals } = await checked(file, kept, surroundings);
    const { server } = head;
    const log = createLog(config.LOG_LEVEL, surroundings.stderr.isTTY);
    const { store, close } = await openStore(config, log, true);
    try {
      const before = await totalsHeld(store.portable, server);
      if (!values.resume && Object.keys(before.counts).length > 0) throw new ServerHeldError(server);
      await writeAll(file, server, store, kept, surroundings);
      const held = await totalsHeld(store.portable, server);
      if (held.sum !== totals.sum) throw new ImportDiffersError(totals, held);
      await checkCounts(store, head, config, Date.now());
      surroundings.stdout.write(
        `Server ${server}: ${listed(held.counts)}, all as in ${file}, and every bucket is what its messages say.\n`,
      );
      return 0;
    } finally {
      await close();
    }
  },
} as const satisfies Command;

type Keeping = (row: PortableRow) => PortableRow;

/** A row as the store is to hold it: with STORE_CONTENT=false no text of a message that is judged. */
const keeping =
  (storeContent: boolean): Keeping =>
  (row) =>
    !storeContent && row.kind === 'message' && row.verdict ? { ...row, content: null } : row;

const linesFrom = async (file: string, { stdin }: Surroundings) =>
  linesIn(file, linesOf(await openInput(file, stdin)));

/** Reads the whole file before anything is written. `totals`: of the rows that are kept. @throws ServerFileError */
async function checked(
  file: string,
  kept: Keeping,
  surroundings: Surroundings,
): Promise<{ head: Head; totals: Totals }> {
  const [sums, keptSums] = [createTotals(), createTotals()];
  let head: Head | null = null;
  let totals: Totals | null = null;
  for await (const line of await linesFrom(file, surroundings)) {
    if ('head' in line) head = line.head;
    else if ('end' in line) totals = line.end;
    else if (head) {
      sums.add(line.row, head.server);
      keptSums.add(kept(line.row), head.server);
    }
  }
  if (!head || !totals) throw new ServerFileError(file, 'it is empty');
  if (sums.totals().sum !== totals.sum) throw new ServerFileError(file, 'a row was changed or is missing');
  return { head, totals: keptSums.totals() };
}

async function writeAll(
  file: string,
  server: GuildId,
  { portable }: Store,
  kept: Keeping,
  surroundings: Surroundings,
): Promise<void> {
  const renamed = new Map<string, string>();
  let batch: PortableRow[] = [];
  const flush = async () => {
    if (batch.length === 0) return;
    for (const [old, now] of await portable.put(server, batch)) renamed.set(old, now);
    batch = [];
  };
  for await (const line of await linesFrom(file, surroundings)) {
    if (!('row' in line)) continue;
    const row = kept(line.row);
    // Incidents go together, since one may name another, and events, since two may be alike; all else in steps.
    const isSame = batch[0]?.kind === row.kind;
    if (!isSame || (batch.length >= BATCH && !WHOLE.has(row.kind))) await flush();
    const named = (id: string) => renamed.get(id) ?? id;
    batch.push(row.kind === 'claim' ? { ...row, key: renamedClaim(row.key, server, named) } : row);
  }
  await flush();
}
