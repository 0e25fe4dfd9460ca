// Whatever the bot waits for, it ends within two seconds of a signal and leaves nothing behind.
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { byMind, startMind } from '../crash/mind.ts';
import { startProxy, type Asked, type Proxy } from '../crash/proxy.ts';
import type { TestServer } from '../llm/remote/server.ts';
import { HARBOUR, openStage, runBot, type BotProcess, type Stage } from './stage.ts';

vi.setConfig({ testTimeout: 180_000 });
const { channels, people, bot: self } = HARBOUR;
const MOST = 2000;

let stage: Stage;
let mind: TestServer;
let proxy: Proxy;
const env = () => ({ ...byMind(mind), DISCORD_API_URL: proxy.apiUrl });

beforeEach(async () => {
  [stage, mind] = await Promise.all([openStage(), startMind()]);
  proxy = await startProxy(stage.apiUrl);
});
afterEach(async () => {
  await stage.close();
  await Promise.all([mind.close(), proxy.close()]);
});

async function expectQuickEnd(bot: BotProcess): Promise<void> {
  const { code, ms } = await bot.stop();
  expect(bot.output()).not.toMatch(/left behind|could not close|did not stop well|task failed|^\s+at /m);
  expect(code).toBe(0);
  expect(ms).toBeLessThan(MOST);
}

/** Resolves when the bot asks for the first of what is never answered. */
const hangs = (is: (asked: Asked) => boolean) =>
  new Promise<void>((resolve) => {
    const decide = (asked: Asked) => {
      if (!is(asked)) return null;
      resolve();
      return 'hang' as const;
    };
    proxy.onRequest(decide, () => {});
  });

/** The rest of the program is loaded while the model is opened; then it opens the store. */
const awaitLoading = () =>
  vi.waitFor(() => expect(existsSync(join(stage.dataDir, 'barometer.sqlite'))).toBe(true), 30_000);

/** A place that takes connections and says nothing. */
async function openSilence() {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => void sockets.add(socket.on('error', () => {}))).listen(
    0,
    '127.0.0.1',
  );
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    called: once(server, 'connection'),
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

describe('a stop is heard within 2 seconds', () => {
  it('while the model reads a batch', async () => {
    const bot = await stage.start(env());
    mind.fail(() => 'hang');
    await stage.people.post(people.yuki, channels.general, 'hello');
    await mind.hanging(1);
    await expectQuickEnd(bot);
  });

  it('while the model cannot be used', async () => {
    const bot = await stage.start(env());
    mind.fail(() => ({ status: 503 }));
    await stage.people.post(people.yuki, channels.general, 'hello');
    await bot.said('the model cannot be used');
    await expectQuickEnd(bot);
  });

  it('while an answer is written', async () => {
    const bot = await stage.start(env());
    mind.fail(({ path }) => (path.includes('/chat/') ? 'hang' : null));
    await stage.people.post(people.tomas, channels.general, `<@${self}> how are you?`);
    await mind.hanging(1);
    await expectQuickEnd(bot);
  });

  it.each([
    ['an answer is posted', ({ method, path }: Asked) => method === 'POST' && path.endsWith('/messages')],
    ['the conversation is read', ({ method, path }: Asked) => method === 'GET' && /\/messages\?/.test(path)],
  ])('while Discord does not answer: %s', async (_what, is) => {
    const bot = await stage.start(env());
    const asked = hangs(is);
    await stage.people.post(people.tomas, channels.general, `<@${self}> how are you?`);
    await asked;
    await expectQuickEnd(bot);
  });

  it('while a gap is read back', async () => {
    const first = await stage.start(env());
    const seen = await stage.people.watch(people.tomas);
    const asked = await stage.people.post(people.tomas, channels.general, `<@${self}> how are you?`);
    await seen.message(({ message_reference: to }) => to?.message_id === asked.id);
    await first.stop();
    await stage.people.post(people.yuki, channels.general, 'written while the bot was away');
    const read = hangs(({ path }) => path.includes('/messages?after='));
    const bot = await stage.start(env());
    await read;
    await expectQuickEnd(bot);
  });

  it.each(['/gateway/bot', '/applications/'])(
    'while it connects and Discord does not answer %s',
    async (path) => {
      const asked = hangs((one) => one.path.startsWith(path));
      const bot = runBot(stage.env(env()));
      await asked;
      await expectQuickEnd(bot);
    },
  );

  it('while the model server does not answer at the start', async () => {
    const silence = await openSilence();
    const bot = runBot(stage.env({ ...env(), LLM_URL: silence.url }));
    await silence.called;
    await awaitLoading();
    await expectQuickEnd(bot);
    silence.close();
  });

  it('while weights are fetched', async () => {
    const silence = await openSilence();
    const MODEL_CACHE_DIR = mkdtempSync(join(tmpdir(), 'weights-'));
    const more = { MODEL: 'qwen3-0.6b', HF_ENDPOINT: silence.url, MODEL_CACHE_DIR };
    const bot = runBot(stage.env(more));
    await silence.called;
    await awaitLoading();
    await expectQuickEnd(bot);
    silence.close();
  });
});
