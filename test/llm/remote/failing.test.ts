import { describe, expect, it } from 'vitest';
import { ModelUnavailableError } from '../../../src/llm/model.ts';
import {
  RemoteAccessError,
  RemoteRefusedError,
  RemoteUnavailableError,
} from '../../../src/llm/remote/errors.ts';
import { question } from '../../contract/model.ts';
import { manualClock } from '../../manualClock.ts';
import { eagerClock, listeningLog, remoteAt, serverFor, TIMEOUT } from './rig.ts';
import type { Fault, Seen } from './server.ts';

const COMPLETIONS = '/v1/completions';
/** Fails the first completions, one after the other. */
function onCompletions(...faults: Fault[]) {
  return ({ path }: Seen) => (path === COMPLETIONS ? (faults.shift() ?? null) : null);
}
const textOf = (body: Seen['body']) => Buffer.from(body['prompt'] as number[]).toString();
const always = (fault: Fault) => () => fault;

describe('a server that fails', () => {
  it('is asked again after growing pauses when it is down for a moment', async () => {
    const server = await serverFor();
    const clock = eagerClock();
    const model = await remoteAt(server, { clock });
    server.fail(onCompletions({ status: 503 }, 'reset', { status: 502 }));
    await expect(model.judge(question, ['x'])).resolves.toHaveLength(1);
    expect(clock.waits).toEqual([250, 500, 1000]);
  });

  it('spreads its pauses by chance, between half and all of them', async () => {
    const server = await serverFor();
    const clock = eagerClock();
    const model = await remoteAt(server, { clock, random: () => 0 });
    server.fail(onCompletions({ status: 504 }));
    await model.judge(question, ['x']);
    expect(clock.waits).toEqual([125]);
  });

  it('gives up after four tries, with an error that lets messages wait', async () => {
    const server = await serverFor();
    const model = await remoteAt(server);
    const before = server.seen.length;
    server.fail(always({ status: 503 }));
    const failed = model.judge(question, []).then(() => model.judge({ ...question }, ['x']));
    await expect(failed).rejects.toBeInstanceOf(ModelUnavailableError);
    expect(server.seen.length - before).toBe(4);
  });

  it('is left alone for as long as it asks for when it is overloaded', async () => {
    const server = await serverFor();
    const clock = eagerClock();
    const model = await remoteAt(server, { clock });
    server.fail(onCompletions({ status: 429, headers: { 'retry-after': '7' } }));
    await model.judge(question, ['x']);
    expect(clock.waits).toEqual([7000]);
    server.fail(onCompletions({ status: 429, headers: { 'retry-after': '120' } }));
    await expect(model.judge(question, ['x'])).rejects.toMatchObject({ retryAfterMs: 120_000 });
    expect(clock.waits).toEqual([7000]);
  });

  it.each([400, 422, 500])(
    'is not asked again after %i, once it read a harmless text: that request is at fault',
    async (status) => {
      const server = await serverFor();
      const model = await remoteAt(server);
      await model.judge(question, ['x']);
      const before = server.seen.length;
      server.fail(onCompletions({ status, body: { error: { message: 'about: my secret message' } } }));
      const failed = model.judge(question, ['my secret message']);
      await expect(failed).rejects.toBeInstanceOf(RemoteRefusedError);
      await expect(failed).rejects.not.toBeInstanceOf(ModelUnavailableError);
      await expect(failed).rejects.not.toThrow('secret');
      const asked = server.seen.slice(before).filter(({ path }) => path === COMPLETIONS);
      expect(asked.map(({ body }) => textOf(body).includes('secret'))).toEqual([true, false]);
    },
  );

  it('lets messages wait when it no longer takes the key', async () => {
    const server = await serverFor();
    server.apiKey = 'first';
    const model = await remoteAt(server, { apiKey: 'first' });
    server.apiKey = 'second';
    const failed = model.judge(question, ['x']);
    await expect(failed).rejects.toBeInstanceOf(ModelUnavailableError);
    await expect(failed).rejects.toThrow('LLM_API_KEY');
  });

  it('is given up when it hangs, and not asked again at once', async () => {
    const server = await serverFor();
    const clock = manualClock();
    const model = await remoteAt(server, { clock });
    await model.judge(question, ['x']);
    server.fail(({ path }) => (path === COMPLETIONS ? 'hang' : null));
    const failed = expect(model.judge(question, ['x'])).rejects.toThrow(/nothing came for 7777 ms/);
    await server.hanging(1);
    await clock.advance(TIMEOUT);
    await failed;
    expect(server.seen.filter(({ path }) => path === COMPLETIONS)).toHaveLength(4);
  });

  it('is left alone for 30 seconds after five failures in a row, then tried by one request', async () => {
    const server = await serverFor();
    const clock = eagerClock();
    const log = listeningLog();
    const model = await remoteAt(server, { clock, log });
    await model.judge(question, ['x']);
    server.fail(always({ status: 503 }));
    await expect(model.judge(question, ['x'])).rejects.toThrow('it answers 503');
    await expect(model.judge(question, ['x'])).rejects.toThrow('it answers 503');
    await expect(model.judge(question, ['x'])).rejects.toThrow('it kept failing');
    const asked = server.seen.length;
    const refused: unknown = await model.judge(question, ['x']).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(RemoteUnavailableError);
    expect((refused as RemoteUnavailableError).retryAfterMs).toBeGreaterThan(28_000);
    expect(server.seen).toHaveLength(asked);
    expect(log.said.filter((line) => line.includes('left alone'))).toHaveLength(1);

    clock.skip(30_000);
    await expect(model.judge(question, ['x', 'y', 'z'])).rejects.toBeInstanceOf(RemoteUnavailableError);
    expect(server.seen).toHaveLength(asked + 1);

    clock.skip(30_000);
    server.fail(() => null);
    await expect(model.judge(question, ['x'])).resolves.toHaveLength(1);
    await expect(model.judge(question, ['x', 'y', 'z'])).resolves.toHaveLength(3);
  });

  it('gets one harmless question and nothing else of a batch once one failed', async () => {
    const server = await serverFor();
    const model = await remoteAt(server, { concurrency: 2 });
    await model.judge(question, ['x']);
    const before = server.seen.length;
    server.fail(onCompletions({ status: 400 }, { status: 400 }));
    const texts = Array.from({ length: 20 }, (_, n) => `text ${n}`);
    await expect(model.judge(question, texts)).rejects.toBeInstanceOf(RemoteRefusedError);
    const asked = server.seen.slice(before).filter(({ path }) => path === COMPLETIONS);
    expect(asked.length).toBeLessThanOrEqual(3);
    expect(asked.filter(({ body }) => !textOf(body).includes('text '))).toHaveLength(1);
  });

  it('never gets more requests at once than it may', async () => {
    const server = await serverFor();
    const model = await remoteAt(server, { concurrency: 3 });
    await model.judge(question, ['x']);
    server.fail(({ path }) => (path === COMPLETIONS ? 'hang' : null));
    const texts = Array.from({ length: 30 }, (_, n) => `text ${n}`);
    const failed = Promise.allSettled([model.judge(question, texts), model.judge(question, texts)]);
    await server.hanging(3);
    await model.close();
    await failed;
    expect(server.most()).toBe(3);
  });

  it('stops judging when the model is closed', async () => {
    const server = await serverFor();
    const model = await remoteAt(server);
    server.fail(({ path }) => (path === COMPLETIONS ? 'hang' : null));
    const failed = expect(model.judge(question, ['x'])).rejects.toThrow('The model is closed');
    await server.hanging(1);
    await model.close();
    await failed;
  });
});

describe('opening a remote model', () => {
  it('says in one line which key is missing, and shows none', async () => {
    const server = await serverFor();
    server.apiKey = 'right';
    for (const apiKey of [undefined, 'wrong-key']) {
      const failed = remoteAt(server, { apiKey });
      await expect(failed).rejects.toBeInstanceOf(RemoteAccessError);
      await expect(failed).rejects.toThrow(
        /^The server at 127.0.0.1:\d+ answers 401 to .*: set LLM_API_KEY .*\.$/,
      );
      await expect(failed).rejects.not.toThrow('wrong-key');
    }
    await expect(remoteAt(server, { apiKey: 'right' })).resolves.toMatchObject({ id: 'paper' });
  });

  it('says that LLM_URL leads nowhere', async () => {
    const server = await serverFor();
    await expect(remoteAt(server, { url: `${server.url}/elsewhere` })).rejects.toThrow(/404 .*: set LLM_URL/);
  });

  it('takes an address with or without /v1', async () => {
    const server = await serverFor();
    for (const end of ['', '/', '/v1', '/v1/']) {
      const model = await remoteAt(server, { url: server.url + end });
      await expect(model.judge(question, ['x'])).resolves.toHaveLength(1);
    }
  });

  it('sends credentials of the address as such and shows them nowhere', async () => {
    const server = await serverFor();
    const log = listeningLog();
    const url = server.url.replace('//', '//me:p%40ss@');
    await remoteAt(server, { url, log });
    expect(server.seen[0]!.authorization).toBe(`Basic ${Buffer.from('me:p@ss').toString('base64')}`);
    server.fail(always({ status: 401 }));
    await expect(remoteAt(server, { url, log })).rejects.not.toThrow(/p@ss|p%40ss/);
    expect(log.said.join()).not.toMatch(/p@ss|p%40ss/);
  });

  it('waits for a server that still loads its model, and says so once', async () => {
    const server = await serverFor();
    const log = listeningLog();
    const faults: Fault[] = Array.from({ length: 7 }, () => ({ status: 503 }));
    server.fail(() => faults.shift() ?? null);
    await remoteAt(server, { log });
    expect(log.said.filter((line) => line.includes('Waiting for it'))).toHaveLength(1);
  });

  it('follows no redirect: what people wrote goes where it was sent', async () => {
    const server = await serverFor();
    const other = await serverFor();
    server.fail(always({ status: 307, headers: { location: `${other.url}/v1/models` } }));
    await expect(remoteAt(server)).rejects.toThrow(/answers 307 .*: set LLM_URL to where it sends us/);
    expect(other.seen).toHaveLength(0);
  });

  it('refuses a server of another kind', async () => {
    const server = await serverFor();
    server.fail(always({ status: 200, body: 'hello' }));
    await expect(remoteAt(server)).rejects.toThrow(/no list of models.*OpenAI-compatible/);
  });

  it('asks for the model that it was told, else for the first that is listed', async () => {
    const server = await serverFor();
    await remoteAt(server, { model: 'mine' });
    expect(server.seen.at(-1)!.body['model']).toBe('mine');
    await remoteAt(server);
    expect(server.seen.at(-1)!.body['model']).toBe('small');
  });
});
