// Messages of one server in the embedded store, for exports.
import type { GuildId } from '../../ids.ts';
import { LABELS } from '../../mood/verdict.ts';
import { fromMillionths, namedIn, PAGE_ROWS, type Page, type RowOf } from '../portable.ts';
import type { Database } from './database.ts';
import type { Keys } from './keys.ts';
import { columnsOf, messageOf, readVerdict, SELECT_MESSAGE, type MessageRow } from './rows.ts';

export interface PortableMessages {
  page(guildId: GuildId, from: string): Page;
  put(guildId: GuildId, row: RowOf<'message'>): void;
}

export function portableMessages({ handle }: Database, keys: Keys): PortableMessages {
  const select = handle.prepare<{ server: number; from: bigint }, MessageRow>(
    `${SELECT_MESSAGE} WHERE m.server = $server AND m.id > $from ORDER BY m.id LIMIT ${PAGE_ROWS}`,
  );
  const insert = handle.prepare(
    `INSERT OR REPLACE INTO messages (id, server, channel, author, created_at, revision, verdict, positive,
       negative, judge, truncated, judged_at, failure, corrected) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const keepContent = handle.prepare(
    'INSERT OR REPLACE INTO contents (created_at, id, content) VALUES (?, ?, ?)',
  );
  const drop = handle.prepare('DELETE FROM contents WHERE created_at = ? AND id = ?');

  return {
    page(guildId, from) {
      const server = keys.findScope({ guildId, channelId: null });
      if (server === null) return { rows: [], next: null };
      const found = select.all({ server, from: BigInt(from || '0') });
      const last = found.at(-1);
      return {
        rows: found.map(rowOf),
        next: found.length < PAGE_ROWS || !last ? null : last.id,
      };
    },
    put(guildId, { id, channelId, authorId, createdAt, revision, content, verdict, ...rest }) {
      const { judgedBy, failure, corrected } = rest;
      const columns =
        verdict &&
        columnsOf({
          ...{ label: verdict.label, uncertain: verdict.uncertain, bare: verdict.bare },
          ...namedIn(verdict),
          probabilities: fromMillionths(verdict.positive, verdict.negative),
        });
      insert.run(
        BigInt(id),
        keys.scope({ guildId, channelId: null }),
        keys.scope({ guildId, channelId }),
        keys.member(guildId, authorId),
        ...[createdAt, revision],
        ...[columns?.verdict ?? null, columns?.positive ?? null, columns?.negative ?? null],
        judgedBy && keys.judge(judgedBy.model, judgedBy.promptVersion),
        judgedBy && Number(judgedBy.truncated),
        judgedBy && judgedBy.judgedAt,
        failure,
        corrected && LABELS.indexOf(corrected),
      );
      if (content === null) drop.run(createdAt, BigInt(id));
      else keepContent.run(createdAt, BigInt(id), content);
    },
  };
}

function rowOf(row: MessageRow): RowOf<'message'> {
  const { id, channelId, authorId, createdAt, revision, content, corrected, failure, judgedBy } =
    messageOf(row);
  // As it was given: a correction takes the kind away where it is read.
  const known = row.verdict === null ? null : readVerdict(row.verdict, null);
  const verdict = known && {
    ...{ ...known, bare: known.bare === true },
    ...{ positive: row.positive ?? 0, negative: row.negative ?? 0 },
  };
  const facts = { id, channelId, authorId, createdAt, revision, content };
  return { kind: 'message', ...facts, verdict, corrected, failure, judgedBy: judgedBy && { ...judgedBy } };
}
