// The file of `barometer export`: JSON Lines. A head, the rows, and an end that says how many there are of each kind and
// sums them up, so that a file that was cut or changed is noticed.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { BarometerError } from '../errors.ts';
import { guildId, type GuildId } from '../ids.ts';
import { PORTABLE_KINDS, portableRow, type PortableRow, type PortableStore } from '../store/portable.ts';

const FORMAT = 'barometer-server';
const VERSION = 1;

const head = z.object({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  server: guildId,
  exportedAt: z.iso.datetime(),
  /** For how long messages were kept there; files of before it was told have none. */
  historyDays: z.number().int().positive().optional(),
});
export type Head = z.infer<typeof head>;
const end = z.object({ counts: z.record(z.string(), z.number()), sum: z.string() });
export type Totals = z.infer<typeof end>;

export class ServerFileError extends BarometerError {
  constructor(
    readonly file: string,
    readonly problem: string,
  ) {
    super(`${file} is no whole export of a server (${problem}): export it again.`);
  }
}

/** `now`: milliseconds since 1970. */
export function headLine(server: GuildId, historyDays: number, now: number): string {
  const exportedAt = new Date(now).toISOString();
  return JSON.stringify({ format: FORMAT, version: VERSION, server, exportedAt, historyDays } satisfies Head);
}

/** Counts rows and sums them up; their order, and ids that a store gives itself, make no difference. */
export function createTotals(): { add(row: PortableRow, server: GuildId): void; totals(): Totals } {
  const counts: Record<string, number> = {};
  const sum = Buffer.alloc(32);
  return {
    add(row, server) {
      counts[row.kind] = (counts[row.kind] ?? 0) + 1;
      const hash = createHash('sha256')
        .update(canonical(withoutIds(row, server)))
        .digest();
      for (const [index, byte] of hash.entries()) sum[index] = ((sum[index] ?? 0) + byte) % 256;
    },
    totals: () => ({ counts: { ...counts }, sum: sum.toString('hex') }),
  };
}

function withoutIds(row: PortableRow, server: GuildId): unknown {
  if (row.kind === 'event') return { ...row, id: '' };
  if (row.kind === 'incident') return { ...row, id: '', leadId: row.leadId !== null };
  if (row.kind === 'claim') return { ...row, key: renamedClaim(row.key, server, () => '') };
  return row;
}

/** A claim of an alert names its incident. */
export function renamedClaim(key: string, server: GuildId, idOf: (id: string) => string): string {
  const first = `alert:${server}:`;
  if (!key.startsWith(first)) return key;
  const [id = '', ...rest] = key.slice(first.length).split(':');
  return [`${first}${idOf(id)}`, ...rest].join(':');
}

/** The same text whatever the order of fields. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  const sorted = fields.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`).join()}}`;
}

/** Everything that the store holds of a server, page by page. */
export async function* rowsHeld(store: PortableStore, server: GuildId): AsyncGenerator<PortableRow> {
  for (const kind of PORTABLE_KINDS) {
    let from: string | null = '';
    while (from !== null) {
      const page = await store.page(server, kind, from);
      yield* page.rows;
      from = page.next;
    }
  }
}

/** What the store holds of a server, counted and summed up. */
export async function totalsHeld(store: PortableStore, server: GuildId): Promise<Totals> {
  const sums = createTotals();
  for await (const row of rowsHeld(store, server)) sums.add(row, server);
  return sums.totals();
}

export type FileLine = { readonly head: Head } | { readonly row: PortableRow } | { readonly end: Totals };

/** The lines of the file, each checked. @throws ServerFileError at the first that is wrong, or where the end is missing */
export async function* linesIn(file: string, lines: AsyncIterable<string>): AsyncGenerator<FileLine> {
  let line = 0;
  let last: FileLine | null = null;
  for await (const text of lines) {
    line += 1;
    if (last !== null && 'end' in last) throw new ServerFileError(file, `line ${line} comes after its end`);
    last = parsed(file, line, text);
    yield last;
  }
  if (last === null || !('end' in last)) throw new ServerFileError(file, 'its end is missing');
}

function parsed(file: string, line: number, text: string): FileLine {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ServerFileError(file, `line ${line} is not JSON`);
  }
  const said = line === 1 ? head.safeParse(value) : null;
  if (said) {
    if (said.success) return { head: said.data };
    throw new ServerFileError(file, 'its first line is not that of an export, or of another version');
  }
  const row = portableRow.safeParse(value);
  if (row.success) return { row: row.data };
  const over = end.safeParse(value);
  if (over.success) return { end: over.data };
  throw new ServerFileError(file, `line ${line} is no row`);
}
