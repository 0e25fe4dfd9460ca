import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { createFileReader, MOST_BYTES, textOf } from '../../src/discord/attachments.ts';
import { createDownload } from '../../src/discord/downloads.ts';
import { silentLog } from '../../src/log.ts';
import { manualClock } from '../manualClock.ts';

describe('what the bytes of a file say', () => {
  it('is any text in UTF-8, with line feeds at the ends of lines', () => {
    const words = fc.string({ unit: 'grapheme' }).filter((text) => !/[^\P{Cc}\t\n]/u.test(text));
    fc.assert(
      fc.property(words, (text) => {
        const withoutMark = text.startsWith('\ufeff') ? text.slice(1) : text;
        expect(textOf(Buffer.from(text))).toBe(withoutMark);
      }),
    );
    expect(textOf(Buffer.from('\ufeffone\r\ntwo\rthree'))).toBe('one\ntwo\nthree');
    expect(textOf(Buffer.from('\u001b[31mred\u001b[0m'))).toBe('red');
  });

  it('is nothing where they are no text', () => {
    expect(textOf(Uint8Array.of(0xff, 0xfe, 0x41, 0x00))).toBeNull();
    expect(textOf(Buffer.from('GIF89a\u0000\u0001'))).toBeNull();
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        expect(textOf(Buffer.from(`${before}\u0000${after}`))).toBeNull();
      }),
    );
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => void textOf(bytes)));
  });
});

let server: Server | null = null;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = null;
});

async function serve(answer: RequestListener): Promise<string> {
  server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const file = (url: string, more = {}) => ({
  name: 'a.txt',
  url,
  size: 5,
  contentType: 'text/plain',
  ...more,
});
const never = new AbortController().signal;

function readerAt(apiUrl: string | undefined) {
  const clock = manualClock();
  const download = createDownload({ fetch, apiUrl, clock });
  return { clock, read: createFileReader({ download, log: silentLog }) };
}

describe('an attached file', () => {
  it('is read from the server that the bot speaks to', async () => {
    const base = await serve((_, response) => response.end('hello'));
    const { read } = readerAt(`${base}/api`);
    expect(await read(file(`${base}/files/1`), never)).toEqual({
      kind: 'text',
      name: 'a.txt',
      text: 'hello',
    });
    const untyped = file(`${base}/files/1`, { contentType: null });
    expect(await read(untyped, never)).toMatchObject({ kind: 'text', text: 'hello' });
  });

  it('is asked for at no other address', async () => {
    let requests = 0;
    const base = await serve((_, response) => {
      requests += 1;
      response.end('secret');
    });
    const { read } = readerAt(undefined);
    const elsewhere = [
      base,
      base.replace('127.0.0.1', 'localhost'),
      'http://cdn.discordapp.com/attachments/1/2/a.txt',
      'https://cdn.discordapp.com.example.org/a.txt',
      'https://cdn.discordapp.com:8443/a.txt',
      'file:///etc/hostname',
      'nonsense',
    ];
    for (const url of elsewhere) expect(await read(file(url), never)).toMatchObject({ kind: 'away' });
    expect(requests).toBe(0);
  });

  it('does not lead elsewhere by a redirect', async () => {
    const base = await serve((request, response) => {
      if (request.url === '/secret') response.end('secret');
      else response.writeHead(302, { location: '/secret' }).end();
    });
    expect(await readerAt(base).read(file(`${base}/files/1`), never)).toMatchObject({ kind: 'away' });
  });

  it('is read no further than the limit, whatever size it was said to have', async () => {
    const base = await serve((_, response) => {
      const more = () => {
        while (!response.destroyed && response.write('a'.repeat(65_536)));
      };
      response.on('drain', more);
      more();
    });
    const { read } = readerAt(base);
    expect(await read(file(`${base}/endless`), never)).toMatchObject({ kind: 'large' });
    expect(await read(file(`${base}/endless`, { size: MOST_BYTES + 1 }), never)).toMatchObject({
      kind: 'large',
    });
  });

  it('that does not come is given up after five seconds', async () => {
    let asked = () => {};
    const waiting = new Promise<void>((resolve) => (asked = resolve));
    const base = await serve(() => asked());
    const { clock, read } = readerAt(base);
    const reading = read(file(`${base}/slow`), never);
    await waiting;
    await clock.advance(5000);
    expect(await reading).toMatchObject({ kind: 'away' });
  });

  it('that is gone is told as such', async () => {
    const base = await serve((_, response) => response.writeHead(404).end('Not found'));
    expect(await readerAt(base).read(file(`${base}/gone`), never)).toMatchObject({ kind: 'away' });
  });
});
