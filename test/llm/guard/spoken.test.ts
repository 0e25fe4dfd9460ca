import { expect, it } from 'vitest';
import { spokenLanguage } from '../../../src/llm/guard/language.ts';

it.each([
  [['hello there'], 'en'],
  [['你好，今天开心吗'], 'zh-CN'],
  [['這個遊戲很好玩'], 'zh-TW'],
  [['😂😂', '這個遊戲很好玩'], 'zh-TW'],
  [['早安', '這個遊戲很好玩', 'hello'], 'zh-TW'],
  [['ok then', '你好，今天开心吗'], 'en'],
  [['😂'], 'en'],
  [[], 'en'],
] as const)('of %j is %s', (said, locale) => {
  expect(spokenLanguage(said, 'en').locale).toBe(locale);
});
