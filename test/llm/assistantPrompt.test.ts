import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readAssistant } from '../../src/llm/assistantPrompt.ts';
import { estimate } from '../../src/llm/estimate.ts';
import { LOCALES } from '../../src/locale.ts';

const content = readFileSync('prompts/assistant.md', 'utf8');
const read = (from: string, to: string) => readAssistant('assistant.md', content.replace(from, to));

describe('the assistant’s prompt', () => {
  it('has an instruction and examples for each language, short enough to be read in a second or two', () => {
    const { voices } = readAssistant('assistant.md', content);
    for (const locale of LOCALES) {
      const { system, examples } = voices[locale];
      expect(system).toContain('Barometer');
      expect(examples.map(({ role }) => role)).toEqual(
        examples.map((_, i) => (i % 2 === 0 ? 'user' : 'assistant')),
      );
      expect(estimate([system, ...examples.map(({ text }) => text)].join('\n'))).toBeLessThan(400);
    }
  });

  it('says how words are chosen and how long answers are', () => {
    const { sampling, lengths } = readAssistant('assistant.md', content.replace(/^top-k:.*$/m, 'top-k: 17'));
    expect(sampling.topK).toBe(17);
    expect(lengths.short).toBeLessThan(lengths.long);
  });

  it.each([
    [
      /^temperature:.*$/m,
      'temperature: hot',
      /^assistant\.md:3:14: "temperature" must be a number from 0 to 2/,
    ],
    [/^top-p:.*$/m, 'top-p:   1.5', /^assistant\.md:4:10: "top-p" must be a number from 0 to 1, not "1\.5"/],
    [/^top-k:.*\n/m, '', /^assistant\.md:1: the setting "top-k" is missing/],
    [/^top-k:/m, 'topk: 1\ntop-k:', /^assistant\.md:5:1: "topk" is no setting: write temperature, /],
    [
      /^# en$/m,
      'Be nice.\n\n# en',
      /^assistant\.md:\d+:1: write the instruction below the name of its language/,
    ],
    [/^# en$/m, '# fr', /^assistant\.md:\d+:3: "fr" is no language: write en, zh-CN, zh-TW/],
    [/^# en\n\n.*\n/m, '# en\n', /^assistant\.md:\d+:1: the instruction of "en" is empty/],
    [/^- haha.*$/m, '* haha', /^assistant\.md:\d+:1: write an example as "- what somebody says"/],
    [/^(- haha.*)$/m, '$1\n$1', /^assistant\.md:\d+:1: write an example as "- what somebody says"/],
    [
      /^negative \| I.*$/m,
      'sad | Oh.',
      /^assistant\.md:\d+:1: write an opening as "positive, neutral, negative \| words"/,
    ],
    [/\n# zh-CN\n[^]*?(?=\n# zh-TW\n)/, '', /^assistant\.md:\d+:1: there is no part "# zh-CN"/],
  ])('is refused with line and column where %s becomes %j', (from, to, problem) => {
    expect(() => readAssistant('assistant.md', content.replace(from, to))).toThrow(problem);
  });

  it('is refused where the last example has no answer, or a part is too long', () => {
    expect(() =>
      readAssistant('assistant.md', content.replace('\n# zh-TW openings', '- hello\n\n# zh-TW openings')),
    ).toThrow(/:1: the last example has no answer/);
    expect(() => read('# zh-CN\n\n', `# zh-CN\n\n${'长'.repeat(700)}\n`)).toThrow(/too long/);
  });
});
