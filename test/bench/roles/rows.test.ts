// The rows of topic names and sentences are such as the daily report would ask the model about.
import { describe, expect, it } from 'vitest';
import { WRITING_ROLES } from '../../../src/llm/roles.ts';
import { clustersOf } from '../../../src/pipeline/daily/topics.ts';
import { rowsOf, textsOf } from '../../../bench/roles/rows.ts';
import { linesOf } from '../../../bench/roles/topics.ts';

describe.each(WRITING_ROLES)('the rows of %s', (role) => {
  const rows = rowsOf(role);

  it('form one topic each, of three messages or more', async () => {
    for (const row of rows) {
      const topics = await clustersOf(linesOf(textsOf(row)));
      expect(topics, textsOf(row)[0]).toHaveLength(1);
      expect(topics[0]?.messages.length).toBeGreaterThanOrEqual(3);
    }
  });

  it('are half English and half Chinese, and what they ask for stands in them', () => {
    const chinese = rows.filter((row) => /\p{Script=Han}/u.test(textsOf(row).join('')));
    expect([rows.length, chinese.length]).toEqual([22, 11]);
    for (const row of rows) {
      const read = textsOf(row).join('\n').toLowerCase();
      for (const group of row.all ?? []) {
        expect(
          group.some((word) => read.includes(word)),
          `${textsOf(row)[0]}: ${group.join(', ')}`,
        ).toBe(true);
      }
    }
  });
});
