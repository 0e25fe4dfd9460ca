import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePromptFile, PromptFileError } from '../../src/llm/promptFile.ts';
import { readAnalyst } from '../../src/llm/roles.ts';

const settings =
  'role: analyst\nmessage: "Message:"\nanswer: "Sentiment:"\npositive: good\nneutral: so-so\nnegative: bad\n';
const analyst = (body: string) => readAnalyst('a.md', `---\n${settings}---\n${body}`);

describe('a prompt file', () => {
  it('becomes instruction, examples and the opening of a message', () => {
    const prompt = analyst('Sort.\n\n# Examples\n\npositive | yay\nnegative | a | b\n');
    expect(prompt.prefix).toBe(
      'Sort.\n\nMessage: yay\nSentiment: good\n\nMessage: a | b\nSentiment: bad\n\nMessage: ',
    );
    expect(prompt.suffix).toBe('\nSentiment:');
    expect(prompt.words).toEqual({ positive: ' good', neutral: ' so-so', negative: ' bad' });
  });

  it('may have a cue between the word before a label and the label, for the message alone', () => {
    const prompt = readAnalyst('a.md', `---\n${settings}cue: I feel\n---\n# Examples\npositive | yay\n`);
    expect(prompt.prefix).toBe('Message: yay\nSentiment: good\n\nMessage: ');
    expect(prompt.suffix).toBe('\nSentiment: I feel');
  });

  it('has a version of what the model is shown, which remarks leave as it is', () => {
    const plain = analyst('# Examples\npositive | yay\n');
    expect(analyst('<!-- a remark -->\n# Examples\n\npositive | yay\n').version).toBe(plain.version);
    expect(analyst('# Examples\npositive | wow\n').version).not.toBe(plain.version);
  });

  it.each([
    ['an example without a label', 'Sort.\n# Examples\npositive | a\nwow | b', 'a.md:12: write an example'],
    ['no examples', 'Sort.', 'a.md:9: there is no part'],
    ['an open comment', 'Sort.\n<!-- never', 'a.md:10: the comment is never closed'],
    ['a part twice', 'Sort.\n# Examples\n# Examples', 'a.md:11: the part "Examples" is there twice'],
  ])('names file and line of %s', (_what, body, message) => {
    expect(() => analyst(body)).toThrow(message);
  });

  it('is refused when its settings are broken', () => {
    expect(() => parsePromptFile('b.md', 'hello')).toThrow('b.md:1: the first line must be ---');
    expect(() => parsePromptFile('b.md', '---\nrole: x\n')).toThrow('no closing ---');
    expect(() => parsePromptFile('b.md', '---\nrole\n---\n')).toThrow('b.md:2: write a setting');
    expect(() => parsePromptFile('b.md', '---\nx: "a\n---\n')).toThrow('b.md:2: a value in quotes');
    expect(() => readAnalyst('b.md', '---\nrole: assistant\n---\n')).toThrow(
      'b.md:2: the role must be "analyst"',
    );
  });

  it('is refused when it leaves no room for what people write', () => {
    const long = 'Please be kind. '.repeat(200);
    expect(() => analyst(`${long.repeat(3)}\n# Examples\npositive | yay\n`)).toThrow(
      /a\.md:9: the prompt is too long \(about \d+ tokens, at most 1600\): shorten it/,
    );
  });

  it('reads settings in single and double quotes alike', () => {
    const text = (quoted: string) =>
      parsePromptFile('q.md', `---\nx: ${quoted}\n---\n`).settings.get('x')?.text;
    expect(text(`'Message:'`)).toBe('Message:');
    expect(text('"Message:"')).toBe('Message:');
    expect(text('Message:')).toBe('Message:');
  });

  it('changes its version with any change of its content', () => {
    const one = analyst('Sort.\n# Examples\npositive | yay');
    const other = analyst('Sort.\n# Examples\npositive | yay!');
    expect(one.version).toMatch(/^[0-9a-f]{8}$/);
    expect(other.version).not.toBe(one.version);
  });

  it('is read or refused with a line of its own, whatever it holds', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom('---', 'role: analyst', '# Examples', 'positive | a', '<!--', '-->', '', '"'),
          { maxLength: 12 },
        ),
        (lines) => {
          try {
            readAnalyst('f.md', lines.join('\n'));
          } catch (error) {
            expect(error).toBeInstanceOf(PromptFileError);
            expect((error as PromptFileError).line).toBeGreaterThan(0);
            expect((error as PromptFileError).line).toBeLessThanOrEqual(Math.max(1, lines.length));
          }
        },
      ),
    );
  });

  it('is right for the analyst that ships', () => {
    expect(readAnalyst('analyst.md', readFileSync('prompts/analyst.md', 'utf8')).prefix).toMatch(
      /Message: $/,
    );
  });
});
