// A web server of this machine that receives deliveries. It keeps the requests and answers as tests tell it.
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Takes the request and stays silent. */
  readonly hangs?: boolean;
}

export interface Receiver {
  readonly url: string;
  readonly port: number;
  readonly received: Received[];
  /** How many connections were made, whatever came over them. */
  connections(): number;
  /** Answers of the next requests, in order; then the usual one again. */
  answer(...replies: Reply[]): void;
  /** Resolves once this many requests have come in all. */
  count(n: number): Promise<void>;
  close(): Promise<void>;
}

export async function startReceiver(usual: Reply = { body: 'ok' }): Promise<Receiver> {
  const received: Received[] = [];
  const replies: Reply[] = [];
  let waiting: { n: number; done: () => void }[] = [];
  let connections = 0;
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const body = Buffer.concat(pieces).toString();
      received.push({ path: request.url ?? '', headers: request.headers, body });
      const reply = replies.shift() ?? usual;
      if (!reply.hangs) response.writeHead(reply.status ?? 200, { ...reply.headers }).end(reply.body ?? '');
      for (const one of waiting) if (received.length >= one.n) one.done();
      waiting = waiting.filter(({ n }) => received.length < n);
    });
  });
  server.on('connection', () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    received,
    connections: () => connections,
    answer: (...more) => void replies.push(...more),
    count: (n) =>
      received.length >= n ? Promise.resolve() : new Promise((done) => waiting.push({ n, done })),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
