// Reads of messages. Every query uses an index; a test checks the query plans.
import { NO_COUNTS, type Counts } from '../../mood/counts.ts';
import { compareIds, type MessageId } from '../../ids.ts';
import type { MessageReads, Scope, Waiting } from '../messages.ts';
import type { Database } from './database.ts';
import type { Keys } from './keys.ts';
import { idsAsJson } from './ids.ts';
import { messageOf, readVerdict, SELECT_MESSAGE, type MessageRow } from './rows.ts';

const WITHIN = 'm.created_at >= ? AND m.created_at < ? AND m.verdict IS NOT NULL';
const NEWEST_FIRST = 'ORDER BY m.created_at DESC, m.id DESC LIMIT ?';

export const MESSAGE_QUERIES = {
  get: `${SELECT_MESSAGE} WHERE m.id = ?`,
  among: `${SELECT_MESSAGE} WHERE m.id IN (SELECT value FROM json_each(?))`,
  recentInServer: `${SELECT_MESSAGE} WHERE m.server = ? AND ${WITHIN} ${NEWEST_FIRST}`,
  recentInChannel: `${SELECT_MESSAGE} WHERE m.channel = ? AND ${WITHIN} ${NEWEST_FIRST}`,
  recentOfAuthor: `${SELECT_MESSAGE} WHERE m.author = ? AND ${WITHIN} ${NEWEST_FIRST}`,
  recentOfAuthorInChannel: `${SELECT_MESSAGE} WHERE m.author = ? AND m.channel = ? AND ${WITHIN} ${NEWEST_FIRST}`,
  countsOfAuthor: `SELECT verdict, COUNT(*) AS count FROM messages m
    WHERE m.author = ? AND (? IS NULL OR m.channel = ?) AND ${WITHIN} GROUP BY verdict`,
  waiting: `SELECT CAST(s.channel AS TEXT) AS channelId, COUNT(*) AS total FROM messages m
    CROSS JOIN scopes s ON s.key = m.channel
    WHERE m.verdict IS NULL AND m.failure IS NULL AND s.guild = ?
      AND m.created_at >= ? AND m.created_at < ? AND (? IS NULL OR m.author = ?) GROUP BY s.channel`,
  newestJudged: `SELECT CAST(m.id AS TEXT) AS id FROM messages m
    WHERE m.channel = ? AND m.verdict IS NOT NULL ORDER BY m.created_at DESC, m.id DESC LIMIT 1`,
  newestUnjudged: `SELECT CAST(m.id AS TEXT) AS id FROM messages m
    WHERE m.channel = ? AND m.verdict IS NULL ORDER BY m.created_at DESC, m.id DESC LIMIT 1`,
};

export function sqliteMessageReads({ handle, read }: Database, keys: Keys): MessageReads {
  const sql = statementsOf(handle);
  const recentRows = (
    scope: Scope,
    limit: number,
    { authorId, window }: NonNullable<Parameters<MessageReads['recent']>[2]>,
  ): MessageRow[] => {
    const key = keys.findScope(scope);
    if (key === null) return [];
    const within = [window?.from ?? 0, window?.to ?? Number.MAX_SAFE_INTEGER, limit] as const;
    if (authorId === undefined) {
      return (scope.channelId === null ? sql.inServer : sql.inChannel).all(key, ...within);
    }
    const author = keys.findMember(scope.guildId, authorId);
    if (author === null) return [];
    return scope.channelId === null
      ? sql.ofAuthor.all(author, ...within)
      : sql.ofAuthorInChannel.all(author, key, ...within);
  };

  return {
    get: (id) =>
      read(() => {
        const row = sql.get.get(BigInt(id));
        return row ? messageOf(row) : null;
      }),
    among: (ids) => read(() => sql.among.all(idsAsJson(ids)).map(messageOf)),
    recent: (scope, limit, only = {}) => read(() => recentRows(scope, limit, only).map(messageOf)),
    countsOfAuthor: (scope, authorId, { from, to }) =>
      read(() => {
        const author = keys.findMember(scope.guildId, authorId);
        const channel = scope.channelId === null ? null : keys.findScope(scope);
        if (author === null || (scope.channelId !== null && channel === null)) return NO_COUNTS;
        return summed(sql.countsOfAuthor.all(author, channel, channel, from, to));
      }),
    waiting: (guildId, { from, to }, authorId) =>
      read(() => {
        const author = authorId === undefined ? null : keys.findMember(guildId, authorId);
        if (authorId !== undefined && author === null) return [];
        return sql.waiting.all(BigInt(guildId), from, to, author, author);
      }),
    newestId: (channelId) =>
      read(() => {
        const found = keys.ofChannel(channelId).flatMap((key) => sql.newest.flatMap((one) => one.all(key)));
        return (
          found
            .map(({ id }) => id)
            .sort(compareIds)
            .at(-1) ?? null
        );
      }),
  };
}

function statementsOf(handle: Database['handle']) {
  type Page = [key: number, from: number, to: number, limit: number];
  const page = (sql: string) => handle.prepare<Page, MessageRow>(sql);
  const newestId = (sql: string) => handle.prepare<[number], { id: MessageId }>(sql);
  return {
    get: handle.prepare<[bigint], MessageRow>(MESSAGE_QUERIES.get),
    among: handle.prepare<[string], MessageRow>(MESSAGE_QUERIES.among),
    inServer: page(MESSAGE_QUERIES.recentInServer),
    inChannel: page(MESSAGE_QUERIES.recentInChannel),
    ofAuthor: page(MESSAGE_QUERIES.recentOfAuthor),
    ofAuthorInChannel: handle.prepare<[number, ...Page], MessageRow>(MESSAGE_QUERIES.recentOfAuthorInChannel),
    countsOfAuthor: handle.prepare<
      [number, number | null, number | null, number, number],
      { verdict: number; count: number }
    >(MESSAGE_QUERIES.countsOfAuthor),
    waiting: handle.prepare<[bigint, number, number, number | null, number | null], Waiting>(
      MESSAGE_QUERIES.waiting,
    ),
    newest: [newestId(MESSAGE_QUERIES.newestJudged), newestId(MESSAGE_QUERIES.newestUnjudged)],
  };
}

function summed(rows: readonly { verdict: number; count: number }[]): Counts {
  const sum = { ...NO_COUNTS };
  for (const { verdict, count } of rows) {
    const { label, uncertain } = readVerdict(verdict, null);
    sum.total += count;
    sum[label] += count;
    if (uncertain) sum.uncertain += count;
  }
  return sum;
}
