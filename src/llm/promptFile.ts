// The format of the files under prompts/: settings between "---" lines, a body, and parts below "# heading" lines.
import { BarometerError } from '../errors.ts';

export class PromptFileError extends BarometerError {
  constructor(
    readonly file: string,
    /** From 1. */
    readonly line: number,
    readonly problem: string,
    /** From 1; undefined where the whole line is meant. */
    readonly column?: number,
  ) {
    super(`${file}:${line}${column === undefined ? '' : `:${column}`}: ${problem}`);
  }
}

export interface Line {
  /** In the file, from 1. */
  readonly number: number;
  readonly text: string;
}

interface Setting extends Line {
  /** Where the value begins, from 1. */
  readonly column: number;
}

export interface PromptFile {
  readonly settings: ReadonlyMap<string, Setting>;
  /** What stands before the first heading. */
  readonly body: string;
  /** The line the body starts at. */
  readonly bodyLine: number;
  readonly parts: ReadonlyMap<string, { readonly line: number; readonly lines: readonly Line[] }>;
}

/**
 * Settings are `name: value` (in single or double quotes where it has spaces or colons at its ends). Comments (`<!-- … -->` on lines of
 * their own) are dropped.
 * @throws PromptFileError with the line at fault
 */
export function parsePromptFile(file: string, content: string): PromptFile {
  const lines = content.split(/\r?\n/).map((text, i) => ({ number: i + 1, text }));
  if (lines[0]?.text.trim() !== '---') throw new PromptFileError(file, 1, 'the first line must be ---');
  const end = lines.findIndex(({ text }, i) => i > 0 && text.trim() === '---');
  if (end === -1) throw new PromptFileError(file, lines.length, 'the settings have no closing ---');
  const settings = new Map<string, Setting>();
  for (const line of lines.slice(1, end)) {
    const text = line.text.trim();
    if (text === '' || text.startsWith('#')) continue;
    const pair = /^([\w-]+):\s*(.+)$/.exec(text);
    if (!pair?.[1] || pair[2] === undefined) {
      throw new PromptFileError(file, line.number, 'write a setting as "name: value"');
    }
    const column = line.text.trimEnd().length - pair[2].length + 1;
    settings.set(pair[1], { number: line.number, column, text: valueOf(file, line.number, pair[2]) });
  }
  const parts = new Map<string, { line: number; lines: Line[] }>();
  const body: Line[] = [];
  let current = body;
  for (const line of withoutComments(file, lines.slice(end + 1))) {
    const heading = /^#\s+(.+?)\s*$/.exec(line.text)?.[1];
    if (heading === undefined) {
      current.push(line);
      continue;
    }
    const name = heading.toLowerCase();
    if (parts.has(name)) throw new PromptFileError(file, line.number, `the part "${heading}" is there twice`);
    const part = { line: line.number, lines: [] as Line[] };
    parts.set(name, part);
    current = part.lines;
  }
  const bodyLine = body.find(({ text }) => text.trim() !== '')?.number ?? end + 1;
  return { settings, body: textOf(body), bodyLine, parts };
}

function textOf(lines: readonly Line[]): string {
  return lines
    .map(({ text }) => text.trimEnd())
    .join('\n')
    .trim();
}

function valueOf(file: string, line: number, text: string): string {
  const single = /^'(.*)'$/.exec(text)?.[1];
  if (single !== undefined) return single.replaceAll("''", "'");
  if (!text.startsWith('"') && !text.startsWith("'")) return text;
  try {
    return String(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) {
      throw new PromptFileError(file, line, 'a value in quotes must be closed, and escaped as in JSON');
    }
    throw error;
  }
}

function withoutComments(file: string, lines: readonly Line[]): Line[] {
  const kept: Line[] = [];
  let opened: number | undefined;
  for (const line of lines) {
    if (opened === undefined && line.text.trimStart().startsWith('<!--')) opened = line.number;
    if (opened === undefined) kept.push(line);
    else if (line.text.trimEnd().endsWith('-->')) opened = undefined;
  }
  if (opened !== undefined) throw new PromptFileError(file, opened, 'the comment is never closed with -->');
  return kept;
}
