// Reads a server's rows from the embedded store page by page, for exports. Each page is found by the last row of the one
// before, through an index: a page costs the same however many came before it.
import type { GuildId } from '../../ids.ts';
import { KINDS } from '../../mood/kind.ts';
import { PAGE_ROWS, type Page, type PortableKind, type PortableRow } from '../portable.ts';
import type { Database } from './database.ts';
import { KEY_OFFSETS, PER_SCOPE } from './sketches.ts';

type Flat = Exclude<PortableKind, 'message' | 'incident' | Scoped>;
type Scoped = 'authors' | 'bucket';
type Row = Record<string, unknown>;

/** Below every key of that type. */
const [LEAST_TEXT, LEAST_NUMBER] = ['', BigInt(Number.MIN_SAFE_INTEGER)] as const;

interface Query {
  readonly sql: string;
  /** The columns that order the rows: those of the last row are $a and $b of the next page. */
  readonly order: readonly string[];
  /** $a and $b of the first page: numbers for columns of numbers, or their index would not be searched. */
  readonly first: readonly (string | bigint)[];
}

/** The rows of these tables are what is exported, but for their types. */
const FLAT: Readonly<Record<Flat, Query>> = {
  optOut: {
    sql: `SELECT CAST(user AS TEXT) AS userId FROM people
      WHERE guild = $guild AND user > $a ORDER BY user`,
    ...{ order: ['userId'], first: [LEAST_NUMBER] },
  },
  claim: {
    sql: `SELECT key, claimed_at AS claimedAt, CAST(message AS TEXT) AS messageId, settled FROM claims
      WHERE key > $a AND ':' || key || ':' LIKE '%:' || $guild || ':%' ORDER BY key`,
    ...{ order: ['key'], first: [LEAST_TEXT] },
  },
  report: {
    sql: `SELECT kind AS report, window_from AS "from", window_to AS "to", created_at AS createdAt,
        CAST(message AS TEXT) AS messageId, settled_at AS settledAt, reason FROM reports
      WHERE guild = $guild AND (kind, window_from) > ($a, $b) ORDER BY kind, window_from`,
    ...{ order: ['report', 'from'], first: [LEAST_TEXT, LEAST_NUMBER] },
  },
  event: {
    sql: `SELECT CAST(id AS TEXT) AS id, text, at, lasts FROM events
      WHERE guild = $guild AND (at, events.id) > ($a, $b) ORDER BY at, events.id`,
    ...{ order: ['at', 'id'], first: [LEAST_NUMBER, LEAST_NUMBER] },
  },
  delivery: {
    // "+": by the key, not by the index of servers, which would sort all of the server's for each page.
    sql: `SELECT key, target, letter, at, tries, due_at AS dueAt, settled_at AS settledAt, reason FROM deliveries
      WHERE +guild = $guild AND key > $a ORDER BY key`,
    ...{ order: ['key'], first: [LEAST_TEXT] },
  },
  reset: {
    sql: `SELECT CAST(channel AS TEXT) AS channelId, CAST(user AS TEXT) AS userId, CAST(at AS TEXT) AS at FROM resets
      WHERE guild = $guild AND (user, channel) > ($a, $b) ORDER BY user, channel`,
    ...{ order: ['userId', 'channelId'], first: [LEAST_NUMBER, LEAST_NUMBER] },
  },
  settings: { sql: 'SELECT data FROM settings WHERE guild = $guild', order: [], first: [] },
};

/** Of one scope: the steps after $after. */
const SCOPED: Readonly<Record<Scoped, string>> = {
  bucket: `SELECT step AS quarter, positive, neutral, negative, uncertain, weight, ${KINDS.join(', ')} FROM buckets
    WHERE scope = $scope AND grain = 0 AND step > $after ORDER BY step LIMIT $limit`,
  authors: `SELECT key % ${PER_SCOPE} AS day, authors FROM sketches
    WHERE key > $scope * ${PER_SCOPE} + $after AND key < $scope * ${PER_SCOPE} + ${KEY_OFFSETS[8]} ORDER BY key LIMIT $limit`,
};

const limited = (sql: string) => `${sql} LIMIT ${PAGE_ROWS}`;

/** For the test that looks at their plans. */
export const PAGE_QUERIES = [...Object.values(FLAT).map(({ sql }) => limited(sql)), ...Object.values(SCOPED)];

export type Pages = (
  guildId: GuildId,
  kind: Exclude<PortableKind, 'message' | 'incident'>,
  from: string,
) => Page;

export function portablePages({ handle }: Database): Pages {
  const prepare = (sql: string) => handle.prepare<Record<string, bigint | string | number>, Row>(sql);
  const flat = mapped(FLAT, ({ sql }) => prepare(limited(sql)));
  const scoped = mapped(SCOPED, prepare);
  const scopes = handle.prepare<[bigint, bigint], { key: number; channelId: string }>(
    'SELECT key, CAST(channel AS TEXT) AS channelId FROM scopes WHERE guild = ? AND channel >= ? ORDER BY channel',
  );

  function flatPage(guildId: GuildId, kind: Flat, from: string): Page {
    const { order, first } = FLAT[kind];
    const last = from === '' ? null : (JSON.parse(from) as string[]);
    const [a, b] = first.map((least, index) => (last ? typed(last[index] ?? '', least) : least));
    const found = flat[kind].all({
      guild: BigInt(guildId),
      ...(a !== undefined && { a }),
      ...(b !== undefined && { b }),
    });
    const end = found.length < PAGE_ROWS ? undefined : found.at(-1);
    const next = end && order.length > 0 ? JSON.stringify(order.map((name) => String(end[name]))) : null;
    return { rows: found.map((row) => portable(kind, row)), next };
  }

  function scopedPage(guildId: GuildId, kind: Scoped, from: string): Page {
    const [channel, passed] = from === '' ? ['0', -1] : (JSON.parse(from) as [string, number]);
    const rows: PortableRow[] = [];
    let after = passed;
    for (const { key, channelId } of scopes.all(BigInt(guildId), BigInt(channel))) {
      if (channelId !== channel) after = -1;
      const found = scoped[kind].all({ scope: key, after, limit: PAGE_ROWS - rows.length });
      rows.push(...found.map((row) => portable(kind, { channelId, ...row })));
      const last = found.at(-1)?.[kind === 'bucket' ? 'quarter' : 'day'];
      if (rows.length === PAGE_ROWS) return { rows, next: JSON.stringify([channelId, last]) };
    }
    return { rows, next: null };
  }

  return (guildId, kind, from) =>
    kind === 'bucket' || kind === 'authors' ? scopedPage(guildId, kind, from) : flatPage(guildId, kind, from);
}

const typed = (text: string, like: string | bigint) => (typeof like === 'bigint' ? BigInt(text) : text);

const mapped = <Name extends string, From, To>(given: Readonly<Record<Name, From>>, to: (one: From) => To) =>
  Object.fromEntries(Object.entries<From>(given).map(([name, one]) => [name, to(one)])) as Record<Name, To>;

/** A row as it is exported: what SQLite has no type for is given its own again. */
function portable(kind: PortableKind, row: Row): PortableRow {
  const { channelId, settled, authors, data, ...rest } = row;
  return {
    kind,
    ...rest,
    ...('channelId' in row && { channelId: channelId === '0' ? null : channelId }),
    ...('settled' in row && { settled: settled === 1 }),
    ...('authors' in row && { sketch: Buffer.from(authors as Uint8Array).toString('base64') }),
    ...('data' in row && { settings: JSON.parse(data as string) as unknown }),
  } as PortableRow;
}
