// A bot whose disk is full: no file may grow beyond a limit that the system sets, until there is room again.
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { expectAll, openScene, prepare, type Scene } from './scene.ts';

vi.setConfig({ testTimeout: 240_000 });

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
});
afterEach(() => scene.close());

const file = () => join(scene.stage.dataDir, 'barometer.sqlite');
const open = () => openSqliteStore(file(), { storeContent: true });

/** The unit of the shell's limit, in bytes. */
const BLOCK = 512;
const ROOM = 16 * 1024;
/** More than there is room for. With many more, some messages would get no reaction, and so no visible verdict. */
const LONG = 'many words about nothing much. '.repeat(60);
const MISSED = 30;

/** Runs what follows with files that may not grow beyond `bytes`; the limit can be lifted. */
const within = (bytes: number) => ['sh', '-c', `ulimit -S -f ${Math.ceil(bytes / BLOCK)}; exec "$@"`, 'sh'];

const canLift = process.platform === 'linux';
if (!canLift)
  console.error('\n!!! The disk that has room again under a living bot is SKIPPED: it needs prlimit.\n');

describe('a bot whose disk is full', () => {
  it.runIf(canLift)(
    'keeps what is written meanwhile, and stores and judges it when there is room',
    async () => {
      const { running, ids, question } = await fill();
      execFileSync('prlimit', ['--pid', String(running.child.pid), '--fsize=unlimited']);
      await Promise.all(ids.map(scene.judged));
      await scene.answered(question);
      expect((await running.stop()).code).toBe(0);
      await expectWhole(ids, question);
    },
  );

  it('can be stopped within 2 seconds, and has everything once it runs where there is room', async () => {
    const { running, ids, question } = await fill();
    const { code, ms } = await running.stop();
    expect(code).toBe(0);
    expect(running.output()).not.toMatch(/left behind|could not close/);
    expect(ms).toBeLessThan(2000);
    const again = await scene.stage.start(scene.env);
    await Promise.all(ids.map(scene.judged));
    await scene.answered(question);
    expect((await again.stop()).code).toBe(0);
    await expectWhole(ids, question);
  });

  /** A bot that has no room left, and what people wrote until then and after it. */
  async function fill() {
    const first = open();
    await prepare(first);
    await first.close();
    const tried = await scene.stage.start(scene.env);
    const [known = ''] = await scene.writeMany('known', 1);
    await scene.judged(known);
    await tried.stop();
    const running = await scene.stage.start(scene.env, within(statSync(file()).size + ROOM));
    const ids = await scene.writeMany(LONG, MISSED);
    await running.said('waiting for the store');
    const { id: question } = await scene.ask();
    return { running, ids: [known, ...ids], question };
  }

  async function expectWhole(ids: readonly string[], question: string): Promise<void> {
    const store = open();
    await expectAll(store, ids);
    await store.close();
    expect(scene.answersTo(question)).toHaveLength(1);
  }
});
