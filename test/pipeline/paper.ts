// A judge without a model, messages for it, a store, a full disk, and promises that a test resolves.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { channelId, guildId, messageId, userId } from '../../src/ids.ts';
import type { Judge, Judgement } from '../../src/llm/judge.ts';
import type { Database } from '../../src/store/sqlite/database.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import type { Store } from '../../src/store/store.ts';

const neutral: Judgement = {
  verdict: { label: 'neutral', probabilities: { positive: 0, neutral: 1, negative: 0 }, uncertain: false },
  asked: null,
  truncated: false,
  model: 'paper',
  promptVersion: '1',
};

/** Calls everything neutral, after `before` had a look at the batch. */
export function paperJudge(before: (texts: readonly string[]) => void | Promise<void> = () => {}): Judge {
  return {
    calibration: () => null,
    version: () => 'paper',
    stats: () => ({ read: 0, hits: 0 }),
    async judge(texts) {
      await before(texts);
      return texts.map(() => neutral);
    },
  };
}

export const row = (n: number, content = `message ${n}`) => ({
  id: messageId.parse(String(1_400_000_000_000_000_000n + BigInt(n))),
  guildId: guildId.parse('1'),
  channelId: channelId.parse('2'),
  authorId: userId.parse('3'),
  createdAt: 1_750_000_000_000 + n,
  content,
});

/** A promise that the test resolves. */
export function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}

/** A store in a folder of its own, gone with `close`. */
export function temporaryStore(): { readonly store: Store; readonly close: () => Promise<void> } {
  const directory = mkdtempSync(join(tmpdir(), 'store-'));
  const store = openSqliteStore(join(directory, 'store.db'), { storeContent: true });
  return {
    store,
    close: async () => {
      await store.close();
      rmSync(directory, { recursive: true });
    },
  };
}

/** No page more may be written to the file, until `free` gives room. */
export function fillDisk({ handle }: Database): { free: () => void } {
  const most = handle.pragma('max_page_count', { simple: true }) as number;
  handle.pragma('max_page_count = 1');
  return { free: () => void handle.pragma(`max_page_count = ${most}`) };
}
