import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { channelId, guildId, messageId, userId } from '../../src/ids.ts';
import type { Confusion } from '../../src/mood/confusion.ts';
import { EVER } from '../../src/mood/window.ts';
import { withJudge } from '../../src/store/judged.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { MISTAKEN } from '../mood/confusions.ts';

it('counts that are read carry what is known of the judge by then; what is written and recounted does not change', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'judged-'));
  const kept = openSqliteStore(join(directory, 'store.db'), { storeContent: true });
  const known: { judge?: Confusion } = {};
  const store = withJudge(kept, () => known.judge);
  const scope = { guildId: guildId.parse('1'), channelId: channelId.parse('2') };
  const [id, authorId] = [messageId.parse('3'), userId.parse('4')];
  await store.intake.add([{ id, ...scope, authorId, createdAt: 1_000_000, content: 'no' }]);
  const verdict = {
    label: 'negative' as const,
    probabilities: { positive: 0, neutral: 0.2, negative: 0.8 },
    uncertain: false,
  };
  const how = { model: 't', promptVersion: '1', truncated: false, judgedAt: 0 };
  await store.queue.tag([{ id, revision: 1, verdict, ...how }]);

  const read = async () => [
    await store.buckets.counts(scope, EVER),
    ...(await store.buckets.rows(scope, EVER)).map(({ counts }) => counts),
    ...(await store.buckets.byChannel(scope.guildId, EVER)).map(({ counts }) => counts),
    await store.messages.countsOfAuthor(scope, authorId, EVER),
  ];
  const one = { total: 1, positive: 0, neutral: 0, negative: 1, uncertain: 0 };
  expect(await read()).toEqual([one, one, one, one]);
  known.judge = MISTAKEN;
  expect(store.messages.judge?.()).toBe(MISTAKEN);
  expect(await read()).toEqual(Array.from({ length: 4 }, () => ({ ...one, judge: MISTAKEN })));
  expect(await kept.buckets.counts(scope, EVER)).toEqual(one);
  expect(await store.recount({ from: 0, to: 3_600_000 }, false)).toEqual([]);
  await store.close();
  rmSync(directory, { recursive: true });
});
