// Which connections are made. Real sockets of this machine, and a resolver that lies, as an attacker's would.
import type { LookupAddress } from 'node:dns';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { InsecureTargetError, PrivateTargetError, TargetTimeoutError } from '../../src/deliver/errors.ts';
import { postJson, resolveBySystem, type Resolve } from '../../src/deliver/http.ts';
import { manualClock } from '../manualClock.ts';
import { startReceiver, type Receiver } from './receiver.ts';

let receiver: Receiver;
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(() => receiver.close());

const LOOPBACK: LookupAddress = { address: '127.0.0.1', family: 4 };
const PUBLIC: LookupAddress = { address: '93.184.215.14', family: 4 };

function post(url: string, more: { allowPrivate?: boolean; resolve?: Resolve; timeoutMs?: number } = {}) {
  const options = { allowPrivate: false, resolve: resolveBySystem, timeoutMs: 5000, ...more };
  const signal = new AbortController().signal;
  return postJson(new URL(url), { body: '{}', headers: {} }, { ...options, clock: systemClock, signal });
}

describe('a request', () => {
  it('is never made to a name that leads inside, even if only one of its addresses does', async () => {
    for (const addresses of [[LOOPBACK], [PUBLIC, LOOPBACK], [{ address: '::1', family: 6 }]]) {
      const resolve = () => Promise.resolve(addresses);
      const refused = post(`https://hooks.example.com:${receiver.port}/`, { resolve });
      await expect(refused).rejects.toThrow(PrivateTargetError);
    }
    expect(receiver.connections()).toBe(0);
  });

  it('asks for the address once, when it connects: a name that changes its mind gains nothing', async () => {
    const asked: string[] = [];
    const answers = [[LOOPBACK], [PUBLIC]];
    const resolve: Resolve = (hostname) => {
      asked.push(hostname);
      return Promise.resolve(answers.shift() ?? []);
    };
    const refused = post(`https://rebinding.example:${receiver.port}/`, { resolve });
    await expect(refused).rejects.toThrow(/rebinding.example is not on the public Internet/);
    expect(asked).toEqual(['rebinding.example']);
    expect(receiver.connections()).toBe(0);
  });

  it('is never made to a private address that is written out, in any spelling', async () => {
    for (const host of ['127.0.0.1', '2130706433', '0x7f.1', '0177.0.0.1', '[::ffff:7f00:1]', '[::1]', '0']) {
      await expect(post(`https://${host}:${receiver.port}/`)).rejects.toThrow(PrivateTargetError);
      await expect(post(`http://${host}:${receiver.port}/`)).rejects.toThrow(PrivateTargetError);
    }
    expect(receiver.connections()).toBe(0);
  });

  it('is never made without encryption, unless the operator allows it', async () => {
    const resolve = () => Promise.resolve([LOOPBACK]);
    const url = `http://hooks.example.com:${receiver.port}/`;
    await expect(post(url, { resolve })).rejects.toThrow(InsecureTargetError);
    expect(await post(url, { resolve, allowPrivate: true })).toMatchObject({ status: 200, text: 'ok' });
    expect(receiver.received[0]?.headers.host).toBe(`hooks.example.com:${receiver.port}`);
  });

  it('follows no redirect', async () => {
    const inside = await startReceiver();
    receiver.answer({ status: 307, headers: { location: inside.url } });
    expect((await post(receiver.url, { allowPrivate: true })).status).toBe(307);
    expect(inside.connections()).toBe(0);
    await inside.close();
  });

  it('reads no more of an answer than its beginning', async () => {
    receiver.answer({ body: 'x'.repeat(1_000_000) });
    expect((await post(receiver.url, { allowPrivate: true })).text).toHaveLength(4096);
  });

  it('ends when its time is over, and when the program stops', async () => {
    const clock = manualClock();
    const stopping = new AbortController();
    const send = () =>
      postJson(
        new URL(receiver.url),
        { body: '{}', headers: {} },
        { allowPrivate: true, resolve: resolveBySystem, timeoutMs: 15_000, clock, signal: stopping.signal },
      );
    receiver.answer({ hangs: true }, { hangs: true });
    const slow = expect(send()).rejects.toThrow(TargetTimeoutError);
    await receiver.count(1);
    await clock.advance(15_000);
    await slow;
    const stopped = expect(send()).rejects.toThrow('stopping');
    await receiver.count(2);
    stopping.abort(new Error('stopping'));
    await stopped;
  });

  it('says what the system says where nobody listens or nobody answers to the name', async () => {
    await receiver.close();
    await expect(post(receiver.url, { allowPrivate: true })).rejects.toThrow(/ECONNREFUSED/);
    const resolve = () => Promise.resolve([]);
    await expect(post('https://nobody.example/', { resolve })).rejects.toThrow(/no address/);
    receiver = await startReceiver();
  });
});
