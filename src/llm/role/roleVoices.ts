// The prompt of a role in each of its languages: an instruction, then examples.
import { LOCALES, type Locale } from '../../locale.ts';
import type { ChatTurn } from '../model.ts';
import { PromptFileError, type Line, type PromptFile } from '../promptFile.ts';
import { checkLength } from '../roles.ts';
import { jsonAnswer } from './fields.ts';
import type { Role, RoleVoice } from './role.ts';
import type { Settings } from './settings.ts';

/** Tokens of one language at most, about: a small model must have room for what people write. */
const LONGEST = 600;

interface Shape extends Pick<Role, 'reads' | 'answers' | 'labels' | 'fields'> {
  readonly languages: readonly Locale[];
  readonly at: Settings;
}

/** Throws PromptFileError where a part is missing, too many or broken. */
export function voicesOf(file: string, prompt: PromptFile, shape: Shape): Role['voices'] {
  if (prompt.body !== '') {
    throw new PromptFileError(
      file,
      prompt.bodyLine,
      'write the instruction below the name of its language',
      1,
    );
  }
  const headings = new Map(LOCALES.map((locale) => [locale.toLowerCase(), locale]));
  for (const [name, { line }] of prompt.parts) {
    const locale = headings.get(name);
    if (locale && shape.languages.includes(locale)) continue;
    throw new PromptFileError(file, line, `"${name}" is not among the languages of the role`, 3);
  }
  return new Map(shape.languages.map((locale) => [locale, voiceOf(file, prompt, shape, locale)]));
}

function voiceOf(file: string, prompt: PromptFile, shape: Shape, locale: Locale): RoleVoice {
  const part = prompt.parts.get(locale.toLowerCase());
  if (!part) throw shape.at.wrong('languages', `there is no part "# ${locale}"`);
  const said = part.lines.filter(({ text }) => text.trim() !== '');
  const isExample = (text: string) => (shape.answers === 'labels' ? /^\S+\s+\|/ : /^[->]\s/).test(text);
  const begins = said.findIndex(({ text }) => isExample(text));
  const instruction = begins === -1 ? said : said.slice(0, begins);
  const examples = begins === -1 ? [] : said.slice(begins);
  const system = instruction.map(({ text }) => text.trim()).join('\n');
  if (system === '') throw new PromptFileError(file, part.line, `the instruction of "${locale}" is empty`, 1);
  const voice =
    shape.answers === 'labels'
      ? { system, shots: [], ask: '', ...labelled(file, shape, system, examples) }
      : { system, ...talked(file, shape, locale, examples), prefix: '', suffix: '' };
  const shown = [voice.system, voice.prefix, ...voice.shots.map(({ text }) => text)].join('\n');
  checkLength(file, prompt, shown, LONGEST, part.line);
  return voice;
}

/** "label | message", a line each, put as the analyst's are. */
function labelled(file: string, { labels, at }: Shape, system: string, examples: readonly Line[]) {
  const message = at.text('message') ?? 'Message:';
  const answer = at.text('answer') ?? 'Answer:';
  const words = labels.map(({ word }) => word);
  const shots = examples.map(({ number, text }) => {
    const [, label, said] = /^(.+?)\s*\|\s*(.+?)\s*$/.exec(text.trim()) ?? [];
    if (label !== undefined && said !== undefined && words.includes(label)) {
      return `${message} ${said}\n${answer} ${label}\n\n`;
    }
    throw new PromptFileError(file, number, `write an example as "${words.join(', ')} | message"`, 1);
  });
  return { prefix: `${system}\n\n${shots.join('')}${message} `, suffix: `\n${answer}` };
}

/** "- message" once or more, and below "> answer". */
function talked(file: string, shape: Shape, locale: Locale, examples: readonly Line[]) {
  const { at, reads } = shape;
  const ask = at.text(`ask-${locale}`) ?? at.text('ask') ?? '';
  if (reads !== 'message' && ask === '') throw at.wrong('ask', 'say what is asked below the messages');
  const shots: ChatTurn[] = [];
  let messages: string[] = [];
  for (const { number, text } of examples) {
    const [, sign, said] = /^([->])\s+(.+?)\s*$/.exec(text) ?? [];
    const wrong = (problem: string) => new PromptFileError(file, number, problem, 1);
    if (said === undefined) throw wrong('write examples as "- message" lines, then "> answer"');
    if (sign === '-') {
      if (reads === 'message' && messages.length > 0)
        throw wrong('this role reads one message: answer it first');
      messages = [...messages, said];
      continue;
    }
    if (messages.length === 0) throw wrong('an answer needs a message before it');
    if (shape.answers === 'json' && jsonAnswer(shape.fields, messages.length, said) === null) {
      throw wrong('the answer is no JSON object with the fields of the role');
    }
    shots.push({ role: 'user', text: shownText(shape, messages, ask) }, { role: 'assistant', text: said });
    messages = [];
  }
  const last = examples.at(-1);
  if (messages.length > 0 && last)
    throw new PromptFileError(file, last.number, 'the last example has no answer', 1);
  return { shots, ask };
}

/** What the model is shown: one text alone; several as lines, numbered where the answer points at one of them. */
export function shownText(
  { reads, fields }: Pick<Role, 'reads' | 'fields'>,
  messages: readonly string[],
  ask: string,
): string {
  const isNumbered = fields.some(({ kind }) => kind === 'message');
  const lines =
    reads === 'message'
      ? messages
      : messages.map((text, i) => (isNumbered ? `${i + 1}. ${text}` : `- ${text}`));
  return [...lines, ...(ask === '' ? [] : [ask])].join('\n');
}
