import { expect, it } from 'vitest';
import { varietyOf } from '../../../src/llm/guard/variety.ts';

it.each([
  '今天心情很差，被老板骂了',
  '好饿哦',
  '我的猫',
  '在干吗呢',
  '你的信息我没看到',
  '帮我翻译',
  '这是一部著名的电影',
  '显著的进步吗',
])('Simplified is told from its characters: %s', (text) => {
  expect(varietyOf(text)).toBe('zh-CN');
});

it.each([
  '今天心情很差，被老闆罵了',
  'ㄏㄏ',
  '哈囉',
  '好餓喔',
  '我的貓',
  '在幹嘛',
  '你的訊息',
  '調一下',
  '做夢',
  '好緊張',
  '翻譯',
  '妳好',
  '在家裡',
  '週五',
  '夠了',
  '坐著等',
])('Traditional is told from its characters: %s', (text) => {
  expect(varietyOf(text)).toBe('zh-TW');
});

it.each(['你好', 'hello', '皇后', '三公里', '只有', '面包', '台北', '周杰', '吃', '著名', '起床', '群'])(
  'characters of both tell nothing: %s',
  (text) => {
    expect(varietyOf(text)).toBeNull();
  },
);
