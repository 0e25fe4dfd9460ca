// A process of its own on a file of jobs: "claim" takes what it can get, "hang" begins a run and never ends it.
import { createInterface } from 'node:readline';
import { SqliteBackend, createScheduler } from '../../../src/jobs/agenda/index.ts';
import { silentLog } from '../../../src/log.ts';

const [mode, path = ''] = process.argv.slice(2);
const backend = new SqliteBackend({ path });
const say = (word: string) => process.stdout.write(`${word}\n`);

async function claim(): Promise<void> {
  const far = new Date(Date.now() + 60_000);
  for (;;) {
    const job = await backend.repository.getNextJobToRun('job', far, new Date(0), undefined);
    if (!job) break;
    say(String((job.data as { number: number }).number));
  }
  process.exit(0);
}

async function hang(): Promise<void> {
  const scheduler = createScheduler({
    backend,
    log: silentLog,
    timing: { processEveryMs: 50 },
    jobs: [
      {
        name: 'job',
        run: ({ dueAt }) => {
          say(`running ${dueAt}`);
          return new Promise(() => undefined);
        },
      },
    ],
  });
  await scheduler.start();
}

if (mode === 'hang') await hang();
else {
  await backend.connect();
  say('ready');
  createInterface(process.stdin).once('line', () => void claim());
}
