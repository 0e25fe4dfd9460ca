import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linesOf } from '../../src/cli/lines.ts';

async function read(chunks: Iterable<Uint8Array | string>, longest?: number): Promise<string[]> {
  const lines = [];
  for await (const line of linesOf(Readable.from(chunks), longest)) lines.push(line);
  return lines;
}

/** The bytes in pieces of `size`, which may cut a character or a line's end in two. */
function* inPieces(text: string, size: number): Generator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe('lines', () => {
  it('end at line feeds alone: no other separator of Unicode ends one', async () => {
    for (const other of ['\u2028', '\u2029', '\u0085', '\v', '\f', '\r', '\u001E'])
      expect(await read([`a${other}b\nc`]), JSON.stringify(other)).toEqual([`a${other}b`, 'c']);
  });

  it('lose the carriage return of Windows and the byte-order mark of the file, and nothing else', async () => {
    expect(await read(['\uFEFFa\r\n\r\n\uFEFFb\r\r\nc\r'])).toEqual(['a', '', '\uFEFFb\r', 'c']);
    expect(await read([])).toEqual([]);
    expect(await read(['\n'])).toEqual(['']);
  });

  it('are the same however the bytes come', async () => {
    const text = fc.string({
      unit: fc.oneof(fc.constantFrom('\n', '\r', '\u2028', '漢', '😂'), fc.string()),
    });
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 9 }), async (written, size) => {
        const whole = Buffer.from(written).toString();
        const wanted = whole
          .replace(/^\uFEFF/, '')
          .replace(/\n$/, '')
          .split('\n')
          .map((line) => line.replace(/\r$/, ''));
        expect(await read(inPieces(whole, size))).toEqual(whole === '' ? [] : wanted);
      }),
    );
  });

  it('that are longer than can be held are cut, and the next is whole', async () => {
    expect(await read(inPieces(`${'x'.repeat(50)}\nshort`, 7), 10)).toEqual(['x'.repeat(10), 'short']);
  });
});
