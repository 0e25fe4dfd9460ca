// The roles: what each prompt file must hold, and what becomes of it.
import { LABELS, type Label } from '../mood/verdict.ts';
import { estimate } from './estimate.ts';
import type { ChatTurn, Question } from './model.ts';
import { parsePromptFile, PromptFileError, type PromptFile } from './promptFile.ts';
import { shortHash } from './shortHash.ts';

/** Tokens of a prompt at most, about: a small model must have room for what people write. */
const LONGEST = { analyst: 1600, writer: 600 } as const;

/** How the analyst reads a message. */
export interface AnalystPrompt extends Omit<Question, 'words'> {
  /** The word that stands for each label, leading space included. */
  readonly words: Readonly<Record<Label, string>>;
  /** Short hash of what the model is shown: remarks in the file don't change it. */
  readonly version: string;
}

/** What writes a line about some messages. */
export const WRITING_ROLES = ['topic', 'gist'] as const;
export type WritingRole = (typeof WRITING_ROLES)[number];

export interface WriterPrompt {
  readonly system: string;
  /** What is asked below the messages. */
  readonly ask: string;
  /** Examples, as turns of a conversation: messages, and the line about them. */
  readonly shots: readonly ChatTurn[];
  readonly version: string;
}

/** @throws PromptFileError with file and line */
export function readAnalyst(file: string, content: string): AnalystPrompt {
  const prompt = parseRole(file, content, 'analyst');
  const message = setting(file, prompt, 'message');
  const answer = setting(file, prompt, 'answer');
  const words = Object.fromEntries(
    LABELS.map((label) => [label, ` ${setting(file, prompt, label)}`]),
  ) as Record<Label, string>;
  if (new Set(Object.values(words)).size < LABELS.length) {
    throw new PromptFileError(file, 1, 'the words of positive, neutral and negative must differ');
  }
  const examples = prompt.parts.get('examples');
  if (!examples) throw new PromptFileError(file, prompt.bodyLine, 'there is no part "# Examples"');
  const shots = examples.lines
    .filter(({ text }) => text.trim() !== '')
    .map(({ number, text }) => {
      const shot = /^(\w+)\s*\|\s*(.+?)\s*$/.exec(text.trim());
      const label = LABELS.find((name) => name === shot?.[1]);
      if (!label || shot?.[2] === undefined) {
        throw new PromptFileError(file, number, `write an example as "${LABELS.join(', ')} | message"`);
      }
      return `${message} ${shot[2]}\n${answer}${words[label]}\n\n`;
    });
  const instruction = prompt.body === '' ? '' : `${prompt.body}\n\n`;
  const prefix = `${instruction}${shots.join('')}${message} `;
  checkLength(file, prompt, prefix, LONGEST.analyst);
  const cue = prompt.settings.get('cue')?.text;
  const suffix = `\n${answer}${cue === undefined ? '' : ` ${cue}`}`;
  return { prefix, suffix, words, version: versionOf(JSON.stringify([prefix, suffix, words])) };
}

/** @throws PromptFileError with file and line */
export function readWriter(file: string, content: string, role: WritingRole): WriterPrompt {
  const prompt = parseRole(file, content, role);
  if (prompt.body === '')
    throw new PromptFileError(file, prompt.bodyLine, 'the standing instruction is empty');
  const ask = setting(file, prompt, 'ask');
  const shots: ChatTurn[] = [];
  let messages: string[] = [];
  for (const { number, text } of prompt.parts.get('examples')?.lines ?? []) {
    const [, sign, said] = /^([->])\s+(.+?)\s*$/.exec(text) ?? [];
    if (text.trim() === '') continue;
    if (said === undefined || (sign === '>' && messages.length === 0)) {
      throw new PromptFileError(
        file,
        number,
        'write messages as "- message", then the line about them as "> line"',
      );
    }
    if (sign === '-') {
      messages = [...messages, said];
      continue;
    }
    shots.push({ role: 'user', text: listed(messages, ask) }, { role: 'assistant', text: said });
    messages = [];
  }
  const shown = [prompt.body, ask, ...shots.map(({ text }) => text)].join('');
  checkLength(file, prompt, shown, LONGEST.writer);
  return { system: prompt.body, ask, shots, version: versionOf(content) };
}

/** Messages as the model is shown them: one a line, the question below. */
export function listed(messages: readonly string[], ask: string): string {
  return [...messages.map((message) => `- ${message}`), ask].join('\n');
}

export function parseRole(file: string, content: string, role: string): PromptFile {
  const prompt = parsePromptFile(file, content);
  const named = setting(file, prompt, 'role');
  if (named !== role) {
    const line = prompt.settings.get('role')?.number ?? 1;
    throw new PromptFileError(file, line, `the role must be "${role}", not "${named}"`);
  }
  return prompt;
}

export function checkLength(
  file: string,
  prompt: PromptFile,
  shown: string,
  most: number,
  line = prompt.bodyLine,
): void {
  const tokens = estimate(shown);
  if (tokens <= most) return;
  const problem = `the prompt is too long (about ${tokens} tokens, at most ${most}): shorten it`;
  throw new PromptFileError(file, line, problem);
}

function setting(file: string, prompt: PromptFile, name: string): string {
  const text = prompt.settings.get(name)?.text;
  if (text === undefined || text === '')
    throw new PromptFileError(file, 1, `the setting "${name}" is missing`);
  return text;
}

export function versionOf(content: string): string {
  return shortHash(content, 8);
}
