import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quiet, withChart } from '../../src/report/message.ts';
import { withinRights } from '../../src/report/withinRights.ts';

const embed = {
  title: 'Mood of the last hour',
  description: 'Good',
  fields: [{ name: 'Messages', value: '12' }],
  footer: { text: 'Report 7K3F' },
};
const message = withChart(quiet(embed), { name: 'mood.png', data: Uint8Array.of(1), alt: 'a line' });

describe('a post within the rights of the bot', () => {
  it('is the same where nothing is missing', () => {
    expect(withinRights(message, { embeds: true, files: true })).toEqual(message);
  });

  it('loses its pictures where it may attach no files', () => {
    const plain = withinRights(message, { embeds: true, files: false });
    expect(plain).toEqual({ ...quiet(embed), files: [] });
  });

  it('says in words what it may not embed, its footer last', () => {
    const plain = withinRights(message, { embeds: false, files: false });
    expect(plain).toEqual({
      content: '**Mood of the last hour**\nGood\n**Messages**\n12\n-# Report 7K3F',
      embeds: [],
      files: [],
      allowedMentions: { parse: [] },
    });
  });

  it('never outgrows a message, and keeps its footer', () => {
    const text = fc.string({ maxLength: 1024 });
    fc.assert(
      fc.property(fc.array(fc.record({ name: text, value: text }), { maxLength: 25 }), (fields) => {
        const { content } = withinRights(quiet({ ...embed, fields }), { embeds: false, files: true });
        expect(content.length).toBeLessThanOrEqual(2000);
        expect(content.endsWith('\n-# Report 7K3F')).toBe(true);
      }),
    );
  });
});
