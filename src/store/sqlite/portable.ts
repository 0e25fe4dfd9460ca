// Reads and writes everything of one server in the embedded store, for exports.
import type { GuildId } from '../../ids.ts';
import { mergeSketches } from '../../mood/sketch.ts';
import type { PortableRow, PortableStore, RowOf } from '../portable.ts';
import type { Database } from './database.ts';
import type { Keys } from './keys.ts';
import { portableIncidents } from './portableIncidents.ts';
import { portableMessages } from './portableMessages.ts';
import { portablePages } from './portablePages.ts';
import { KEY_OFFSETS, PER_SCOPE } from './sketches.ts';
import { SUMMED } from './tally.ts';

export function sqlitePortable(database: Database, keys: Keys): PortableStore {
  const { handle, read, write } = database;
  const messages = portableMessages(database, keys);
  const incidents = portableIncidents(database);
  const pages = portablePages(database);
  const put = putters(handle, keys);
  const putEvents = eventPutter(handle);

  return {
    page: (guildId, kind, from) =>
      read(() => {
        if (kind === 'message') return messages.page(guildId, from);
        if (kind === 'incident') return { rows: incidents.all(guildId), next: null };
        return pages(guildId, kind, from);
      }),
    put: (guildId, rows) =>
      write(() => {
        for (const row of rows) {
          if (row.kind === 'message') messages.put(guildId, row);
          else if (row.kind !== 'incident' && row.kind !== 'event') put(guildId, row);
        }
        putEvents(
          guildId,
          rows.filter((row) => row.kind === 'event'),
        );
        return incidents.put(
          guildId,
          rows.filter((row) => row.kind === 'incident'),
        );
      }),
  };
}

const big = (id: string | null) => (id === null ? null : BigInt(id));

/** Their ids are the store's own: of events that are alike as many are added as are missing. */
function eventPutter(handle: Database['handle']) {
  const held = handle
    .prepare<[bigint, number, number, string], number>(
      'SELECT COUNT(*) FROM events WHERE guild = ? AND at = ? AND lasts = ? AND text = ?',
    )
    .pluck();
  const insert = handle.prepare('INSERT INTO events (guild, at, lasts, text) VALUES (?, ?, ?, ?)');
  return (guildId: GuildId, rows: readonly RowOf<'event'>[]): void => {
    const wanted = new Map<string, number>();
    for (const { at, lasts, text } of rows) {
      const key = JSON.stringify([at, lasts, text]);
      const n = (wanted.get(key) ?? 0) + 1;
      wanted.set(key, n);
      const facts = [BigInt(guildId), at, lasts, text] as const;
      if ((held.get(...facts) ?? 0) < n) insert.run(...facts);
    }
  };
}

function putters(handle: Database['handle'], keys: Keys) {
  const run = (sql: string) => handle.prepare(`INSERT OR REPLACE INTO ${sql}`);
  const optOut = run('people (guild, user) VALUES (?, ?)');
  const claim = run('claims (key, claimed_at, message, settled) VALUES (?, ?, ?, ?)');
  const report = run(`reports (guild, kind, window_from, window_to, created_at, message, settled_at, reason)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
  const delivery = run(`deliveries (key, guild, target, letter, at, tries, due_at, settled_at, reason)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const reset = run('resets (channel, user, guild, at) VALUES (?, ?, ?, ?)');
  const settings = run('settings (guild, data) VALUES (?, ?)');
  const bucket = run(`buckets (scope, grain, step, ${SUMMED.join(', ')})
    VALUES (?, 0, ?, ${SUMMED.map(() => '?').join(', ')})`);
  const coarser = run(`buckets (scope, grain, step, ${SUMMED.join(', ')})
    SELECT scope, $grain, $step, ${SUMMED.map((name) => `SUM(${name})`).join(', ')}
    FROM buckets WHERE scope = $scope AND grain = 0 AND step >= $from AND step < $to`);
  const held = handle.prepare<[number], { authors: Uint8Array }>(
    'SELECT authors FROM sketches WHERE key = ?',
  );
  const sketch = run('sketches (key, authors) VALUES (?, ?)');

  return (guildId: GuildId, row: PortableRow): void => {
    const guild = BigInt(guildId);
    if (row.kind === 'optOut') optOut.run(guild, BigInt(row.userId));
    else if (row.kind === 'claim') claim.run(row.key, row.claimedAt, big(row.messageId), row.settled ? 1 : 0);
    else if (row.kind === 'report') {
      const { from, to, createdAt, messageId, settledAt, reason } = row;
      report.run(guild, row.report, from, to, createdAt, big(messageId), settledAt, reason);
    } else if (row.kind === 'delivery') {
      const { key, target, letter, at, tries, dueAt, settledAt, reason } = row;
      delivery.run(key, guild, target, letter, at, tries, dueAt, settledAt, reason);
    } else if (row.kind === 'reset')
      reset.run(BigInt(row.channelId), BigInt(row.userId), guild, BigInt(row.at));
    else if (row.kind === 'settings') settings.run(guild, JSON.stringify(row.settings));
    else if (row.kind === 'bucket') {
      const scope = keys.scope({ guildId, channelId: row.channelId });
      bucket.run(scope, row.quarter, ...SUMMED.map((name) => row[name]));
      for (const [grain, size] of [
        [1, 4],
        [2, 96],
      ] as const) {
        const step = Math.floor(row.quarter / size);
        coarser.run({ grain, step, scope, from: step * size, to: (step + 1) * size });
      }
    } else if (row.kind === 'authors') {
      const first = keys.scope({ guildId, channelId: row.channelId }) * PER_SCOPE;
      const authors = Buffer.from(row.sketch, 'base64');
      sketch.run(first + row.day, authors);
      for (const size of [8, 64] as const) {
        const key = first + KEY_OFFSETS[size] + Math.floor(row.day / size);
        const before = held.get(key)?.authors;
        sketch.run(key, before ? mergeSketches([before, authors]) : authors);
      }
    }
  };
}
