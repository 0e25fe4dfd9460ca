// Any program of this machine can reach the local server. Whatever it does, it cannot fill the log.
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { silentLog, type Log } from '../../src/log.ts';
import { countingRepeats } from '../../src/repeats.ts';
import { manualClock } from '../manualClock.ts';
import { HARBOUR, TOKEN, startRig, type Rig } from '../support/localServer.ts';

let rig: Rig;
let lines: [string, object][] = [];
const clock = manualClock();

beforeAll(async () => {
  const write = (facts: unknown, sentence?: unknown) => void lines.push([String(sentence), facts as object]);
  const under: Log = { ...silentLog, warn: write, error: write };
  rig = await startRig({ log: countingRepeats(under, clock) });
});
beforeEach(async () => {
  await clock.advance(120_000);
  lines = [];
});
afterAll(() => rig.close());

/** Begins a request and leaves before its body came. */
async function leave(path: string): Promise<void> {
  const { hostname, port, host } = new URL(rig.server.url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  const head = [`POST ${path} HTTP/1.1`, `Host: ${host}`, `Authorization: Bot ${TOKEN}`];
  socket.write([...head, 'Content-Type: application/json', 'Content-Length: 100', '', '{"con'].join('\r\n'));
  await new Promise((resolve) => setImmediate(resolve));
  socket.destroy();
  await once(socket, 'close');
}

/** The server has dealt with all that was sent before. */
const awaitAnswer = () => fetch(`${rig.server.url}/control/state`);

const MANY = 40;

describe('many of these in a minute', () => {
  it.each([`/api/v10/channels/${HARBOUR.channels.general}/messages`, '/control/messages'])(
    'requests that their clients leave (%s) are no errors, and two lines',
    async (path) => {
      for (let n = 0; n < MANY; n += 1) await leave(path);
      while (lines.length === 0) await awaitAnswer();
      await awaitAnswer();
      await clock.advance(60_000);
      expect(new Set(lines.map(([sentence]) => sentence))).toEqual(
        new Set(['a client left in the middle of a request']),
      );
      expect(lines.length).toBeLessThanOrEqual(2);
    },
  );

  it('gateway frames that are none are two lines', async () => {
    for (let n = 0; n < MANY; n += 1) {
      const socket = new WebSocket(`${rig.server.url.replace('http', 'ws')}/gateway`);
      await once(socket, 'open');
      socket.send(Buffer.alloc(1 << 20)); // more than a frame may hold
      await once(socket, 'close');
    }
    await clock.advance(60_000);
    expect(lines.map(([sentence]) => sentence)).toEqual([
      'gateway connection failed',
      'gateway connection failed',
    ]);
    expect(lines[1]?.[1]).toMatchObject({ times: MANY - 1 });
  });

  it('forms that are none are refused, and no lines', async () => {
    const response = await fetch(`${rig.apiUrl}/v10/channels/${HARBOUR.channels.general}/messages`, {
      method: 'POST',
      headers: { Authorization: `Bot ${TOKEN}`, 'Content-Type': 'multipart/form-data; boundary=x' },
      body: 'no form at all',
    });
    expect([response.status, lines]).toEqual([400, []]);
  });
});
