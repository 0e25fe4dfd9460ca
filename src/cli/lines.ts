// The lines of a file or of standard input and output: ended by line feeds alone, whatever else Unicode calls a line's end.
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

/** Characters; what a longer line has beyond is left out, so that no file can fill the memory. */
export const LONGEST_LINE = 2 ** 24;
export const TOO_LONG = `longer than ${LONGEST_LINE} characters`;

/**
 * Each line of UTF-8 without its line feed, a carriage return before it and the file's byte-order mark.
 * `longest` (characters) bounds what is held: a longer line is cut there. Throws what reading `input` throws.
 */
export async function* linesOf(
  input: AsyncIterable<Uint8Array | string>,
  longest = LONGEST_LINE,
): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let begun = '';
  let isFirst = true;
  const line = () => {
    const whole = isFirst ? begun.replace(/^\uFEFF/, '') : begun;
    isFirst = false;
    begun = '';
    return whole.endsWith('\r') ? whole.slice(0, -1) : whole;
  };
  for await (const chunk of input) {
    const [rest = '', ...others] = (typeof chunk === 'string' ? chunk : decoder.write(chunk)).split('\n');
    begun = cut(begun + rest, longest);
    for (const next of others) {
      yield line();
      begun = cut(next, longest);
    }
  }
  begun = cut(begun + decoder.end(), longest);
  if (begun !== '') yield line();
}

const cut = (text: string, longest: number) => (text.length > longest ? text.slice(0, longest) : text);

/** Resolves when more may be written, so that a slow reader fills no memory. */
export async function writeLine(output: Writable, line: string): Promise<void> {
  if (!output.write(`${line}\n`)) await once(output, 'drain');
}
