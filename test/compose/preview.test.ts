import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalServer } from 'local-discord';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { startPreview } from '../../src/compose/preview.ts';
import { parseConfig } from '../../src/config.ts';
import { BarometerError, ConfigError } from '../../src/errors.ts';
import { silentLog } from '../../src/log.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import type { Store } from '../../src/store/store.ts';

let folder: string;
let store: Store;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'barometer-preview-'));
  store = openSqliteStore(join(folder, 'store.db'), { storeContent: true });
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const start = (env: Record<string, string>) =>
  startPreview(parseConfig({ DATA_DIR: folder, PORT: '0', ...env }), silentLog, store, systemClock, {});

describe('the local server of the bot', () => {
  it('that finds its port in use says so of PORT, in one line', async () => {
    const other = await startLocalServer();
    const { port } = new URL(other.url);
    const starting = start({ PORT: port });
    await expect(starting).rejects.toBeInstanceOf(ConfigError);
    await expect(starting).rejects.toThrow(
      new RegExp(`^PORT: Port ${port} on 127.0.0.1 cannot be used .*EADDRINUSE.*: choose a free one\\.$`),
    );
    await other.close();
  });

  it('whose saved world is a folder says so in one line', async () => {
    mkdirSync(join(folder, 'local-server.json'));
    const starting = start({});
    await expect(starting).rejects.toBeInstanceOf(BarometerError);
    await expect(starting).rejects.toThrow(/local-server\.json, the saved world, .*EISDIR.*: move it away/);
  });

  it('knows the bot as Barometer and gives the page what draws its verdicts', async () => {
    const preview = await start({});
    const state = (await (await fetch(`${preview.url}/control/state`)).json()) as {
      bot: { username: string };
    };
    expect(state.bot.username).toBe('Barometer');
    for (const [file, type] of [
      ['plugin.js', 'text/javascript'],
      ['words.js', 'text/javascript'],
      ['plugin.css', 'text/css'],
    ]) {
      const answer = await fetch(`${preview.url}/plugin/${file}`);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toContain(type);
    }
    await preview.close();
  });
});
