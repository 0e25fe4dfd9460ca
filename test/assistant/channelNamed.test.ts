import { describe, expect, it } from 'vitest';
import { channelNamed } from '../../src/assistant/channelNamed.ts';
import { channelId } from '../../src/ids.ts';

const names = ['general', 'support', 'support-eu', '💬-lounge', '闲聊', 'hardware-help', '新手区'];
const channels = names.map((name, index) => ({
  id: channelId.parse(String(100 + index)),
  name,
  isWatched: true,
  isThread: false,
}));
const place = { channelId: channelId.parse('100'), channels };
const named = (text: string) => {
  const found = channelNamed(text, place);
  return channels.find(({ id }) => id === found)?.name ?? found;
};

describe('the channel that a question names', () => {
  it.each([
    ['how was <#101> yesterday', 'support'],
    ['#support 昨天怎么样？', 'support'],
    ['how is #Support-EU today', 'support-eu'],
    ['mood of #hardware-help yesterday please', 'hardware-help'],
    ['＃general 現在 mood 幾分', 'general'],
    ['给我看看#闲聊 的情绪', '闲聊'],
    ["how's the mood in #新手区 right now", '新手区'],
    ['is #lounge calm', '💬-lounge'],
    ["why's general so negative today", 'general'],
    ['为什么 general 今天这么多人生气？', 'general'],
    ['闲聊频道这周怎么样', '闲聊'],
    ['how is it in support', 'support'],
    ['is this channel ok', 'general'],
    ['这个频道气氛如何', 'general'],
  ])('is found in: %s', (text, wanted) => {
    expect(named(text)).toBe(wanted);
  });

  it.each([
    'how is it in general today',
    'in general, are people happy',
    'do people support each other',
    '大家都在闲聊什么',
    'vibe check',
    'we are #1',
  ])('is none in: %s', (text) => {
    expect(named(text)).toBeNull();
  });

  it.each(['how is <#999>', 'how is #staff doing', '#客服 那邊今天還好嗎', 'mood of #support2'])(
    'is not told from one that does not exist: %s',
    (text) => {
      expect(named(text)).toBe('unknown');
    },
  );
});
