import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PromptFileError } from '../../../src/llm/promptFile.ts';
import { voiceFor } from '../../../src/llm/role/role.ts';
import { readRole } from '../../../src/llm/role/roleFile.ts';
import { SHIPPED } from './stage.ts';

const SETTINGS =
  'role: tone\nreads: message\nanswers: line\ntitle: Tone\nabout: How it sounds\nlanguages: en';
const PART = '# en\n\nSay how it sounds.\n\n- hi there\n\n> warm';
const file = (settings = SETTINGS, part = PART) => `---\n${settings}\n---\n\n${part}\n`;
const read = (content: string) => readRole('tone.md', content, 'tone');

describe('the file of a role', () => {
  it('becomes an instruction, examples and limits', () => {
    const role = read(file(`${SETTINGS}\ncharacters: 80\ntokens: 12`));
    expect(role).toMatchObject({ name: 'tone', reads: 'message', answers: 'line', sampling: null });
    expect(role.limits).toEqual({ tokens: 12, characters: 80, messages: 20, items: 5 });
    expect(voiceFor(role, 'en').voice).toMatchObject({
      system: 'Say how it sounds.',
      shots: [
        { role: 'user', text: 'hi there' },
        { role: 'assistant', text: 'warm' },
      ],
    });
  });

  it('puts labels as the analyst does, each with its name in every language', () => {
    const settings = `${SETTINGS.replace('line', 'labels')}\nlabels: warm, cold\nlabels-zh-TW: 溫暖, 冷淡\nanswer: 'Tone:'`;
    const role = read(file(settings, '# en\n\nIs it warm or cold?\n\nwarm | hi there\ncold | go away'));
    expect(role.labels.map(({ word, titles }) => [word, titles.en, titles['zh-TW']])).toEqual([
      ['warm', 'warm', '溫暖'],
      ['cold', 'cold', '冷淡'],
    ]);
    expect(voiceFor(role, 'en').voice).toMatchObject({
      prefix:
        'Is it warm or cold?\n\nMessage: hi there\nTone: warm\n\nMessage: go away\nTone: cold\n\nMessage: ',
      suffix: '\nTone:',
    });
  });

  it('speaks the nearest of its languages', () => {
    const both = read(
      file(SETTINGS.replace('languages: en', 'languages: en, zh-CN'), `${PART}\n\n# zh-CN\n\n说说语气。`),
    );
    const spoken = (['en', 'zh-CN', 'zh-TW'] as const).map((locale) => voiceFor(both, locale).locale);
    expect(spoken).toEqual(['en', 'zh-CN', 'zh-CN']);
    expect(voiceFor(read(file()), 'zh-TW').locale).toBe('en');
  });

  it.each([
    [
      'another name',
      file(SETTINGS.replace('role: tone', 'role: tune')),
      'tone.md:2:7: the role must be "tone"',
    ],
    [
      'an unknown setting',
      file(`${SETTINGS}\ntemprature: 1`),
      'tone.md:8:1: there is no setting "temprature"',
    ],
    [
      'an unknown kind of answer',
      file(SETTINGS.replace('line', 'poem')),
      'tone.md:4:10: "answers" must be one of',
    ],
    ['no kind of answer', file(SETTINGS.replace('answers: line\n', '')), 'the setting "answers" is missing'],
    [
      'a number out of its range',
      file(`${SETTINGS}\ntokens: 9000`),
      'tone.md:8:9: "tokens" must be a number',
    ],
    ['an unknown language', file(SETTINGS.replace(': en', ': fr')), 'tone.md:7:12: write languages out of'],
    ['a language without its part', file(`${SETTINGS}, zh-CN`), 'tone.md:7:12: there is no part "# zh-CN"'],
    [
      'a part of another language',
      file(undefined, `${PART}\n# zh-CN\n好`),
      'tone.md:17:3: "zh-cn" is not among',
    ],
    [
      'an empty instruction',
      file(undefined, '# en\n\n- a\n\n> b'),
      'tone.md:10:1: the instruction of "en" is empty',
    ],
    [
      'an answer without a message',
      file(undefined, '# en\nSay.\n> b'),
      'tone.md:12:1: an answer needs a message',
    ],
    ['an example without its answer', file(undefined, '# en\nSay.\n- b'), 'tone.md:12:1: the last example'],
    [
      'two messages where one is read',
      file(undefined, '# en\nSay.\n- a\n- b\n> c'),
      'tone.md:13:1: this role reads one',
    ],
    [
      'words outside of a language',
      file(undefined, `Say.\n${PART}`),
      'tone.md:10:1: write the instruction below',
    ],
    ['several messages without a question', file(SETTINGS.replace('message', 'window')), '"ask" is missing'],
    [
      'a single label',
      file(`${SETTINGS.replace('line', 'labels')}\nlabels: warm`),
      'tone.md:8:9: write 2 to 12 labels',
    ],
    [
      'labels of a window',
      file(SETTINGS.replace('line', 'labels').replace('message', 'window')),
      'tone.md:3:8: labels are given',
    ],
    [
      'an example with an unknown label',
      file(`${SETTINGS.replace('line', 'labels')}\nlabels: warm, cold`, '# en\nSay.\nwram | hi'),
      'tone.md:13:1: write an example as "warm, cold | message"',
    ],
    [
      'a field of no kind',
      file(`${SETTINGS.replace('line', 'json')}\nfields: name word`),
      'tone.md:8:9: write "name word"',
    ],
    [
      'an example that is not the JSON it promises',
      file(`${SETTINGS.replace('line', 'json')}\nfields: name text`, '# en\nSay.\n- hi\n> {"nme": "x"}'),
      'tone.md:14:1: the answer is no JSON object',
    ],
  ])('names file, line and column of %s', (_what, content, message) => {
    expect(() => read(content)).toThrow(message);
  });

  it('is read or refused as a whole, whatever stands in it', () => {
    const lines = fc.array(
      fc.oneof(fc.constantFrom(...file().split('\n'), '---', '# zh-CN', '<!--'), fc.string()),
    );
    fc.assert(
      fc.property(lines, (found) => {
        try {
          expect(read(found.join('\n')).voices.size).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(PromptFileError);
        }
      }),
    );
  });

  it.each(SHIPPED)('is right where it ships: %s', (name) => {
    const role = readRole(name, readFileSync(`prompts/${name}`, 'utf8'), name.replace('.md', ''));
    expect([...Object.values(role.titles), ...Object.values(role.abouts)]).not.toContain('');
  });

  it('ships for everything that is promised', () => {
    const promised = [
      'intent',
      'keywords',
      'style-classical',
      'style-formal',
      'style-friendly',
      'style-written',
    ];
    const more = ['suggestions', 'summary', 'translate', 'unusual'];
    expect(SHIPPED.map((name) => name.replace('.md', '')).toSorted()).toEqual(
      [...promised, ...more].toSorted(),
    );
  });
});
