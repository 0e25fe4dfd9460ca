import { describe, expect, it } from 'vitest';
import { plainlyAsked } from '../../src/assistant/plainWords.ts';
import type { Asked } from '../../src/llm/heads/asked.ts';

const ASKED: Readonly<Partial<Record<Asked, readonly string[]>>> = {
  'self.optout': [
    'how do i opt out?',
    'How do I opt back in?',
    'please opt me out',
    'delete my data',
    'can you delete all my messages?',
    'how do I get a copy of my data',
    'stop reading my messages',
    '怎么退出',
    '請問我怎麼退出？',
    '删除我的数据',
    '把我的資料刪掉',
    '匯出我的資料',
  ],
  'self.who': ['hey, who are you?', 'what are you', 'introduce yourself to me', '你是谁', '你叫什麼名字？'],
  'self.program': ['are you a bot?', 'are you human', '你是真人吗', '你是機器人嗎'],
  'self.abilities': ['what can you do?', '你会干嘛', '你會什麼'],
  'self.commands': ['what are your commands?', 'help!', '你有什么命令', '指令有哪些？'],
  'self.model': ['which model are you?', 'which llm do you use', '你用的是什么模型', '你是什麼模型'],
  'self.reads': ['what do you read?', 'do you read my messages?', '你会读什么', '你會讀哪些頻道'],
  'self.keeps': ['what do you keep about me?', 'how long do you remember my messages?', '我的訊息會保存多久'],
  'self.memory': ['forget everything i told you', 'can you forget me?', '忘掉我说的话'],
  'mood.now': [
    'how is the mood here',
    "what's the vibe in #general?",
    'How is it in here today?',
    '这里气氛怎么样',
    '大家心情怎麼樣？',
  ],
  'mood.mine': ['how was my mood this week?', '我最近心情怎么样？'],
};

describe('plain words', () => {
  it.each(Object.entries(ASKED).flatMap(([asked, texts]) => texts.map((text) => [text, asked])))(
    '%s asks for %s',
    (text, asked) => {
      expect(plainlyAsked(text)).toBe(asked);
    },
  );

  it.each([
    'i want to opt out of college',
    'help me with my homework',
    'who are you talking to',
    'what are you doing',
    'how do i sign in?',
    'what is atmosphere',
    'delete my data from this spreadsheet',
    'what model is my car',
    'how is your mood?',
    'forget it',
    'how do i reset my router',
    '你心情怎么样',
    '今天心情怎麼樣',
    '怎么退出vim',
    '你会什么语言',
    '你是誰的粉絲',
    '忘了吧',
    `who are you? ${'and what else can you tell me of it '.repeat(3)}`,
  ])('are not seen in other talk: %s', (text) => {
    expect(plainlyAsked(text)).toBeNull();
  });
});
