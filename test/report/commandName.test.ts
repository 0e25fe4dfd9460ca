import { describe, expect, it } from 'vitest';
import { commandName } from '../../src/report/commandName.ts';
import { wordsIn } from '../../src/report/words.ts';

describe('the name of a command', () => {
  it.each([
    ['en', 'settings webhooks add', '/settings webhooks add'],
    ['zh-CN', 'alerts threshold', '/告警 阈值'],
    ['zh-CN', 'settings alerts', '/设置 告警'],
    ['zh-TW', 'privacy opt-out', '/隱私 退出'],
    ['zh-TW', 'help', '/說明'],
  ] as const)('in %s of "%s" is the one that the picker shows: %s', (locale, path, shown) => {
    expect(commandName(path, wordsIn(locale))).toBe(shown);
  });
});
