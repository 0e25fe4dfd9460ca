import { expect, it } from 'vitest';
import { channelId, guildId, messageId } from '../../src/ids.ts';
import { roleMessage } from '../../src/report/roleMessage.ts';
import { wordsIn } from '../../src/report/words.ts';

it('a long list of a role ends at a whole line that an embed still holds', () => {
  const cite = { channelId: channelId.parse('1'), id: messageId.parse('2') };
  const part = { name: null, text: 'word '.repeat(50), cites: [cite, cite] };
  const facts = { title: 'Wishes', share: null, flaw: null, isText: false, read: { shown: 20, found: 20 } };
  const look = { guildId: guildId.parse('3'), words: wordsIn('en') };
  const lengthOf = (n: number) =>
    roleMessage({ ...facts, parts: Array.from({ length: n }, () => part) }, look).embeds[0]?.description
      ?.length ?? 0;
  const line = lengthOf(4) - lengthOf(3);
  expect(lengthOf(20)).toBeLessThanOrEqual(4096);
  expect(lengthOf(20)).toBeGreaterThan(4096 - line);
  expect(lengthOf(20) % line).toBe(lengthOf(3) % line);
});

it.each([
  ['cut', 'its end is missing'],
  ['same', 'the model left the text as it is'],
] as const)('says below an answer what is wrong with it: %s', (flaw, told) => {
  const parts = [{ name: null, text: 'One.', cites: [] }];
  const facts = { title: 'Translate', parts, share: null, flaw, isText: true, read: null };
  const [embed] = roleMessage(facts, { guildId: guildId.parse('3'), words: wordsIn('en') }).embeds;
  expect(embed?.footer?.text).toBe(`Written by a small model: it may be wrong · ${told}`);
});
