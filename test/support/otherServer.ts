// Another Discord-compatible server: the local one, behind an address that answers some requests in its own way.
import { createAdaptorServer } from '@hono/node-server';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface OtherServer {
  /** The REST base for DISCORD_API_URL. */
  readonly apiUrl: string;
  close(): Promise<void>;
}

/** What was asked: the method, the path after /v10 and the JSON that came along. */
interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

/** `pass` lets the local server answer. */
type Answering = (asked: Asked, pass: () => Promise<Response>) => Response | Promise<Response>;

export async function openOtherServer(
  { apiUrl }: { readonly apiUrl: string },
  answer: Answering,
): Promise<OtherServer> {
  const { origin } = new URL(apiUrl);
  const server = createAdaptorServer({
    fetch: async (request: Request) => {
      const { pathname, search } = new URL(request.url);
      const sent = Buffer.from(await request.arrayBuffer());
      const isJson = request.headers.get('content-type')?.startsWith('application/json') === true;
      const body: unknown = isJson && sent.length > 0 ? JSON.parse(sent.toString()) : null;
      const asked = { method: request.method, path: pathname.replace(/^\/api\/v10/, ''), body };
      return answer(asked, () => passOn(request, `${origin}${pathname}${search}`, sent));
    },
  }) as Server;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function passOn({ method, headers }: Request, to: string, sent: Buffer): Promise<Response> {
  const kept = new Headers(headers);
  for (const name of ['host', 'connection', 'content-length', 'transfer-encoding']) kept.delete(name);
  const answer = await fetch(to, {
    ...{ method, headers: kept },
    ...(sent.length > 0 && { body: new Uint8Array(sent) }),
  });
  const text = answer.status === 204 ? null : await answer.arrayBuffer();
  const ofText = /^(content-(length|encoding)|transfer-encoding|connection)$/;
  return new Response(text, {
    status: answer.status,
    headers: [...answer.headers].filter(([name]) => !ofText.test(name)),
  });
}

/** Refuses lists of commands of which `isTaken` is false, as Discord refuses what breaks a limit. */
export const refusingCommands =
  (isTaken: (commands: readonly { type?: number }[]) => boolean): Answering =>
  ({ method, path, body }, pass) =>
    method === 'PUT' && path.endsWith('/commands') && !isTaken(body as { type?: number }[])
      ? Response.json({ code: 50_035, message: 'Invalid Form Body' }, { status: 400 })
      : pass();
