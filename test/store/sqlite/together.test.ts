// Several processes open the same new file at once: each finds a whole schema, and none fails.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';

const source = (path: string) =>
  JSON.stringify(fileURLToPath(new URL(`../../../src/${path}`, import.meta.url)));

/** Loads everything, says so, and opens the file when it is told to. */
const program = (file: string) => `
  import { once } from 'node:events';
  import { SqliteBackend } from ${source('jobs/agenda/sqlite/backend.ts')};
  import { openSqliteStore } from ${source('store/sqlite/store.ts')};
  console.log('loaded');
  await once(process.stdin, 'data');
  const store = openSqliteStore(${JSON.stringify(file)}, { storeContent: true });
  const jobs = new SqliteBackend({ path: ${JSON.stringify(file)} });
  await jobs.connect();
  await store.settings.guilds();
  await jobs.disconnect();
  await store.close();
  console.log('opened');
  process.stdin.destroy();
`;

it('opens for all of them', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'together-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const text = program(join(directory, 'barometer.sqlite'));
  const children = [1, 2, 3].map(() => {
    const args = ['--import', 'tsx', '--input-type=module', '--eval', text];
    const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    return {
      child,
      lines: createInterface({ input: child.stdout })[Symbol.asyncIterator](),
      exit: once(child, 'exit'),
    };
  });
  for (const { lines } of children) expect((await lines.next()).value).toBe('loaded');
  for (const { child } of children) child.stdin.write('go\n');
  for (const { lines, exit } of children) {
    expect((await lines.next()).value).toBe('opened');
    expect(await exit).toEqual([0, null]);
  }
});
