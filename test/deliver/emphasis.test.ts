import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emphasised } from '../../src/deliver/forms/emphasis.ts';
import { slack } from '../../src/deliver/forms/slack.ts';
import { wecom } from '../../src/deliver/forms/wecom.ts';
import { wordsIn } from '../../src/report/words.ts';
import { letterFrom, summaryEvent } from './letters.ts';

/** Bold as Slack reads it: marks stand at an end of the line, beside a space or beside Western punctuation. */
const BOLD = /(?<=^|[\s("'[])\*(?!\s)([^*\n]+?)(?<!\s)\*(?=$|[\s.,:;!?)"'\]])/gmu;
const posting = { key: 'k', secret: null, now: 0 };

function slackText(value: string): string {
  const { message, ...rest } = summaryEvent();
  const [embed] = message.embeds;
  const embeds = [{ ...embed, title: '', description: value, fields: [] }];
  const letter = letterFrom({ ...rest, message: { content: '', embeds } });
  return (JSON.parse(slack.render(letter, posting).body) as { text: string }).text;
}
const boldIn = (text: string) => [...text.matchAll(BOLD)].map(([, bold]) => bold);

describe('bold words', () => {
  it.each([
    ['情绪**0**（95 %）', '情绪 *0* （95 %）'],
    ['关于**登录**：三人', '关于 *登录* ：三人'],
    ['Mood: **−7** (95 %)', 'Mood: *−7* (95 %)'],
    ['(**5**), **6**.', '(*5*), *6*.'],
    ['a**b**c', 'a *b* c'],
    ['** a b **', ' *a b* '],
    ['[x](https://example.org)**b**', '<https://example.org|x> *b*'],
  ])('of %j reach Slack as marks', (markup, shown) => {
    expect(slackText(markup).split('\n')).toContain(shown);
  });

  it('of every language are bold in Slack', () => {
    for (const locale of ['en', 'zh-CN', 'zh-TW'] as const) {
      const value = wordsIn(locale)('mood.activityValue', { level: '高', messages: '5' });
      const wanted = [...value.matchAll(/\*\*(.+?)\*\*/gu)].map(([, bold]) => bold);
      expect(boldIn(slackText(value))).toEqual(expect.arrayContaining(wanted));
      expect(wanted).not.toEqual([]);
    }
  });

  it('are read as bold whatever stands beside them, and lose nothing but stars', () => {
    const text = fc.string({
      unit: fc.constantFrom(...Array.from('a0 情（）：。，*x\u3000.')),
      maxLength: 6,
    });
    fc.assert(
      fc.property(text, text, text, (before, bold, after) => {
        const plain = (one: string) => one.replaceAll('*', '');
        const core = bold.replaceAll('*', '∗');
        const around = { before: plain(before), after: plain(after) };
        const line = `${around.before}${emphasised(core, '*', around)}${around.after}`;
        expect(boldIn(line)).toEqual(core.trim() === '' ? [] : [core.trim()]);
        const letters = (one: string) => one.replaceAll(/[\s*]/gu, '');
        expect(letters(line)).toBe(letters(around.before + core + around.after));
      }),
    );
  });

  it('keep their spaces and line ends outside of the marks in WeCom', () => {
    const { message, ...rest } = summaryEvent();
    const embeds = [{ ...message.embeds[0], title: '', description: '心情** 0 **（稳）', fields: [] }];
    const { body } = wecom.render(letterFrom({ ...rest, message: { content: '', embeds } }), posting);
    expect(body).toContain('心情 **0** （稳）');
  });
});

it('a link of Markdown that a person wrote is none in what copies Slack', () => {
  expect(slackText('`[free](https://evil.example)`')).not.toContain('](');
});
