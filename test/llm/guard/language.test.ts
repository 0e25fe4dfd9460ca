import { describe, expect, it } from 'vitest';
import { wantedLanguage } from '../../../src/llm/guard/language.ts';
import type { Locale } from '../../../src/locale.ts';

const wanted = (text: string, said: readonly string[] = [], locale: Locale = 'en') =>
  wantedLanguage({ text, history: said.map((one) => ({ role: 'user' as const, text: one })), locale });

describe('the language that an answer is wanted in', () => {
  it('is that of the last message', () => {
    expect(wanted('hi', ['你好呀'], 'zh-TW')).toEqual({ locale: 'en', script: 'latin', named: null });
    expect(wanted('今天怎么样', ['hello'])).toEqual({ locale: 'zh-CN', script: 'han', named: null });
    expect(wanted('今天怎麼樣', ['hello'], 'zh-CN')).toEqual({ locale: 'zh-TW', script: 'han', named: null });
  });

  it('is that of the conversation where the message has no letters, and the server’s where nothing tells', () => {
    expect(wanted('😂', ['hello', '我们去吃饭', '👍'])).toMatchObject({ locale: 'zh-CN', script: 'han' });
    expect(wanted('?', [], 'zh-TW')).toMatchObject({ locale: 'zh-TW', script: 'han' });
    expect(wanted('?')).toMatchObject({ locale: 'en', script: 'latin' });
  });

  it('takes the Chinese of the conversation, then the server’s, where the message could be either', () => {
    expect(wanted('你好', ['謝謝你'], 'zh-CN')).toMatchObject({ locale: 'zh-TW' });
    expect(wanted('你好', [], 'zh-TW')).toMatchObject({ locale: 'zh-TW' });
    expect(wanted('你好')).toMatchObject({ locale: 'zh-CN' });
  });

  it.each([
    ['can you answer me in german? how are you today', 'en', 'latin', 'German'],
    ['用英文回答：你是谁', 'en', 'latin', 'English'],
    ['in english please', 'en', 'latin', 'English'],
    ['perfect. and now in english so i know what i’m sending', 'en', 'latin', 'English'],
    ['now say that in simplified chinese please', 'zh-CN', 'han', 'Simplified Chinese'],
    ['reply to me in Traditional Chinese, please', 'zh-TW', 'han', 'Traditional Chinese'],
    ['answer in chinese: what do pandas eat?', 'zh-CN', 'han', 'Chinese'],
    ['請用簡體中文回答我', 'zh-CN', 'han', 'Simplified Chinese'],
    ['speak french with me', 'en', 'latin', 'French'],
    ['用日文跟我打招呼', 'en', null, 'Japanese'],
  ])('is asked for in %j', (text, locale, script, named) => {
    expect(wanted(text)).toEqual({ locale, script, named });
  });

  it.each(['how do you say good night in german?', '猫用英语怎么说', '「謝謝」的日文怎麼唸'])(
    'is open in %j: the answer holds two',
    (text) => {
      expect(wanted(text).script).toBeNull();
    },
  );

  it.each([
    'my german teacher is funny',
    'I heard a song in Chinese yesterday',
    'I am learning english',
    '我的英语老师很好',
    '她说英语是世界语言',
  ])('is not asked for in %j', (text) => {
    expect(wanted(text).named).toBeNull();
  });
});
