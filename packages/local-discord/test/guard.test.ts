// Only this machine, and only our own page, may talk to the local server.
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { HostNotLoopbackError, PortUnusableError, startLocalServer } from '../src/index.ts';
import { HARBOUR, type Rig, startRig } from './rig.ts';

let rig: Rig;
let port: number;
beforeAll(async () => {
  rig = await startRig();
  port = Number(new URL(rig.server.url).port);
});
afterAll(() => rig.close());

/** Sends the request unchanged; fetch would normalise the path and refuse the Host header. */
function raw(path: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: string }>(
    (resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => (body += part));
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
        });
      });
      sent.on('error', reject);
      sent.end();
    },
  );
}

describe('a request', () => {
  it.each(['/', '/control/state', '/api/v10/gateway', '/files/1/2/x'])(
    'for %s under a foreign name is refused',
    async (path) => {
      expect((await raw(path, { Host: `evil.example:${port}` })).status).toBe(403);
      expect((await raw(path, { Host: '127.0.0.1' })).status).toBe(403);
    },
  );

  it('from another origin is refused, from our own or from none accepted', async () => {
    const from = async (origin?: string) =>
      (await raw('/control/state', origin === undefined ? {} : { Origin: origin })).status;
    expect(await from('http://evil.example')).toBe(403);
    expect(await from('null')).toBe(403);
    expect(await from(`https://127.0.0.1:${port}`)).toBe(403);
    expect(await from(`http://127.0.0.1:${port + 1}`)).toBe(403);
    expect(await from(`http://127.0.0.1:${port}`)).toBe(200);
    expect(await from(`http://localhost:${port}`)).toBe(200);
    expect(await from()).toBe(200);
  });

  it('for the gateway from another origin is refused', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/gateway`, { origin: 'http://evil.example' });
    const error = await new Promise<Error>((resolve) => socket.once('error', resolve));
    expect(error.message).toContain('403');
  });

  it.each([
    '/../server.ts',
    '/..%2fserver.ts',
    '/%2e%2e/server.ts',
    '/..\\server.ts',
    '/.%00./server.ts',
    '//etc/passwd',
    '/a/../../server.ts',
    '/.hidden.js',
  ])('cannot climb out of the page: %s', async (path) => {
    const { status, body } = await raw(path);
    expect([400, 404]).toContain(status);
    expect(body).not.toContain('import');
  });
});

describe('the plug-in of the page', () => {
  it('is empty where the host gives none, and out of its folder nothing is served', async () => {
    expect((await raw('/plugin/plugin.js')).body).toContain('renderTag: () => null');
    expect((await raw('/plugin/plugin.css')).status).toBe(200);
    expect((await raw('/plugin/main.js')).status).toBe(404);
  });
});

describe('an uploaded file', () => {
  it('is never run: pages are downloaded, pictures shown under a sandbox', async () => {
    const message = await rig.people.post(HARBOUR.people.lin, HARBOUR.channels.general, '', {
      files: [
        { name: '../../<script>.html', contentType: 'text/html', base64: btoa('<script>alert(1)</script>') },
        { name: 'dot.png', contentType: 'image/png', base64: btoa('PNG') },
      ],
    });
    const [page, picture] = message.attachments;
    expect(page!.filename).toBe('_script_.html');
    const { headers } = await fetch(page!.url);
    expect(headers.get('content-type')).toBe('application/octet-stream');
    expect(headers.get('content-disposition')).toMatch(/^attachment/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    const shown = await fetch(picture!.url);
    expect(shown.headers.get('content-type')).toBe('image/png');
    expect(shown.headers.get('content-security-policy')).toContain('sandbox');
  });
});

describe('starting', () => {
  it('on a port in use names it and the mend', async () => {
    const start = startLocalServer({ port });
    await expect(start).rejects.toBeInstanceOf(PortUnusableError);
    await expect(start).rejects.toThrow(
      new RegExp(`^Port ${port} on 127.0.0.1 cannot be used .*EADDRINUSE.*: choose a free one.$`),
    );
  });
  it('on an address that others can reach is refused', async () => {
    const start = startLocalServer({ host: '0.0.0.0' });
    await expect(start).rejects.toBeInstanceOf(HostNotLoopbackError);
    await expect(start).rejects.toThrow(/^0.0.0.0 is not .*: choose 127.0.0.1/);
  });
});
