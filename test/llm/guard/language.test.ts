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
    ['ok then tell me in french what it is', 'en', 'latin', 'French'],
    ['how are you, answer me in german', 'en', 'latin', 'German'],
    ['I want you to reply in Italian', 'en', 'latin', 'Italian'],
    ['too hard!! english pls', 'en', 'latin', 'English'],
    ['what is the capital of peru, just in english for now', 'en', 'latin', 'English'],
    ['switch to spanish', 'en', 'latin', 'Spanish'],
    ['explain why the sky is blue in german', 'en', 'latin', 'German'],
    ['write a card for my mother in spanish', 'en', 'latin', 'Spanish'],
    ["let's speak french", 'en', 'latin', 'French'],
    ['你好 my chinese is bad 请用简单的中文: what is a panda', 'zh-CN', 'han', 'Chinese'],
    ['你打的字可以用繁體嗎', 'zh-TW', 'han', 'Traditional Chinese'],
    ['能不能换成英文', 'en', 'latin', 'English'],
    ['請說英文', 'en', 'latin', 'English'],
    ['可以讲英文吗', 'en', 'latin', 'English'],
    ['帮我用英语写一封邮件', 'en', 'latin', 'English'],
    ['我看不懂，中文就好', 'zh-CN', 'han', 'Chinese'],
    ['麻烦这条请用英语回答我：面试先说什么？', 'en', 'latin', 'English'],
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
    ['translate to Chinese: the meeting is moved', 'zh-CN', 'Chinese'],
    ['please translate "good luck" into german', 'en', 'German'],
    ['把这句话翻译成英文：我明天请假', 'en', 'English'],
    ['幫我翻譯成英文：我明天請假', 'en', 'English'],
  ])('is asked for with a translation, which holds two: %j', (text, locale, named) => {
    expect(wanted(text)).toEqual({ locale, script: null, named });
  });

  it.each([
    ['how do i say thank you in chinese?', 'en'],
    ['what does 塞翁失马焉知非福 mean', 'en'],
    ['meaning of 海内存知己天涯若比邻', 'en'],
    ['whats the word for cat in french', 'en'],
    ['how do you pronounce 乱七八糟一塌糊涂', 'en'],
    ['serendipity是什么意思', 'zh-CN'],
    ['「加班」英文怎麼說啊', 'zh-TW'],
    ['procrastination怎么读', 'zh-CN'],
    ['这句话怎么翻译成英文', 'zh-CN'],
  ])('is that of the words around where a word is asked about: %j', (text, locale) => {
    expect(wanted(text, [], 'zh-CN')).toEqual({ locale, script: null, named: null });
  });

  it.each([
    "i have to give a presentation in french tomorrow, i'm so nervous",
    'my friends speak chinese around me and i feel left out',
    'i want to learn to speak spanish',
    "i can't speak korean",
    'my parents want me to write in german every day',
    'i live in paris and speak french',
    'they laugh, talk in french, and ignore me',
    'give me tips for my presentation in french',
    'tell me why they always talk in french',
    'how can you tell that he sings in italian',
    'he switched to english when i came in',
    'in german class we read a lot',
    'do you speak french?',
    '我不会说英语，去美国旅游怎么办',
    '老师让我们用英语演讲',
    '同事都说英语',
    '我想学说日语',
    '老師要我們用英文報告，好緊張',
    '我用英语写日记',
    '讲英语好难',
    '英文版的哈利波特好看吗',
    '老师让我们把课文翻译成英语',
    'my german teacher is funny',
    'I heard a song in Chinese yesterday',
    'I am learning english',
    '我的英语老师很好',
    '她说英语是世界语言',
  ])('is not asked for in %j', (text) => {
    expect(wanted(text).named).toBeNull();
  });
});
