// A proxy between the bot and Discord. It sees every request, so the bot can be killed before or after one is served.
import { once } from 'node:events';
import { createServer, request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  readonly method: string;
  /** Below the REST base, query included, e.g. /channels/1/messages?after=2 */
  readonly path: string;
  readonly body: string;
}

/** `before`: never served; `after`: served, and the answer never arrives; `hang`: neither refused nor served; null: nothing happens. */
export type Cut = 'before' | 'after' | 'hang' | null;

export interface Proxy {
  /** The REST base for DISCORD_API_URL. */
  readonly apiUrl: string;
  /** Called for every request. Where it returns a cut, the bot is killed there. */
  onRequest(decide: (asked: Asked) => Cut, kill: () => void): void;
  close(): Promise<void>;
}

export async function startProxy(target: string): Promise<Proxy> {
  const { host, hostname, port, pathname } = new URL(target);
  let decide: (asked: Asked) => Cut = () => null;
  let kill = () => {};

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await read(incoming);
    const { method = 'GET', url = '/' } = incoming;
    const cut = decide({
      method,
      path: url.slice(pathname.length).replace(/^\/v\d+/, ''),
      body: body.toString(),
    });
    if (cut === 'hang') return;
    if (cut === 'before') {
      kill();
      outgoing.destroy();
      return;
    }
    const headers = { ...incoming.headers, host };
    const forwarded = send({ hostname, port, path: url, method, headers });
    const answered = once(forwarded, 'response') as Promise<[IncomingMessage]>;
    forwarded.end(body);
    const [answer] = await answered;
    const content = await read(answer);
    if (cut === 'after') {
      kill();
      outgoing.destroy();
      return;
    }
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers).end(content);
  }

  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch(() => outgoing.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const own = (server.address() as AddressInfo).port;
  return {
    apiUrl: `http://127.0.0.1:${own}${pathname}`,
    onRequest: (nextDecide, nextKill) => {
      decide = nextDecide;
      kill = nextKill;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function read(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
