// Whoever begins a request and does not end it is cut off; what is meant to last, lasts.
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { HARBOUR, type Rig, startRig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

/** Sends a beginning and nothing more; resolves with what came back once the server has cut the connection. */
async function begin(...lines: string[]): Promise<string> {
  const { hostname, port } = new URL(rig.server.url);
  const socket = connect(Number(port), hostname);
  let answer = '';
  socket.on('data', (part) => (answer += String(part)));
  socket.on('error', () => undefined);
  socket.write(lines.join('\r\n'));
  await once(socket, 'close');
  return answer;
}

it('cuts a slow header and a slow body off, while the gateway and open pages live on', async () => {
  const { host } = new URL(rig.server.url);
  const gateway = new WebSocket(`${rig.server.url.replace('http', 'ws')}/gateway`);
  await once(gateway, 'message');
  const page = await rig.people.watch(HARBOUR.people.mira);

  const head = ['POST /control/messages HTTP/1.1', `Host: ${host}`];
  const length = ['Content-Type: application/json', 'Content-Length: 100'];
  const cut = await Promise.all([begin(...head), begin(...head, ...length, '', '{"con')]);
  for (const answer of cut) expect(answer).toContain('408 Request Timeout');

  gateway.send(JSON.stringify({ op: 1, d: null }));
  const [heard] = (await once(gateway, 'message')) as [Buffer];
  expect(JSON.parse(heard.toString())).toMatchObject({ op: 11 });
  gateway.close();
  const posted = await rig.people.post(HARBOUR.people.tomas, HARBOUR.channels.general, 'still here');
  expect((await page.message(({ id }) => id === posted.id)).content).toBe('still here');
});
