// A real small model calibrates itself, while people are judged by it.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, inject, it, onTestFinished } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { createSelfCalibration } from '../../src/llm/calibrating/selfCalibration.ts';
import { fitInThread } from '../../src/llm/calibrating/thread.ts';
import { createJudge } from '../../src/llm/judge.ts';
import { openLlama } from '../../src/llm/llama/open.ts';
import { openPrompts } from '../../src/llm/prompts.ts';
import { spareTimeOf } from '../../src/llm/spareTime.ts';
import { silentLog } from '../../src/log.ts';
import { hearingLog } from '../pipeline/words.ts';

/** Of each file that ships, a few English rows of each label: all of them would take a minute or two. */
async function someRows(folder: string): Promise<URL> {
  for (const name of ['chat.jsonl', 'hard.jsonl', 'more.jsonl']) {
    const lines = (await readFile(join('bench/data', name), 'utf8')).trim().split('\n');
    const english = lines.filter((line) => /"language": ?"en"/.test(line));
    const some = ['positive', 'neutral', 'negative'].flatMap((label) =>
      english.filter((line) => line.includes(`"${label}"`)).slice(0, 8),
    );
    await writeFile(join(folder, name), `${some.join('\n')}\n`);
  }
  return pathToFileURL(`${folder}/`);
}

it('a model that nobody has measured is calibrated in the background, and judges better', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'calibrating-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const rows = await someRows(folder);
  const prompts = await openPrompts({ directory: 'prompts', log: silentLog, watch: false });
  const model = await openLlama({
    ...{ path: inject('weights').small, id: 'small', preset: null, threads: 1 },
    ...{ clock: systemClock, log: silentLog },
  });
  onTestFinished(() => model.close());
  const log = hearingLog();
  const spare = spareTimeOf(model);
  const calibration = createSelfCalibration({
    ...{ model, prompts, log, clock: systemClock, folder, rows, weights: 'small', ships: null },
    ...{ fit: fitInThread, ready: spare.wait },
  });
  const judge = createJudge({ model: spare.model, prompts, calibration: calibration.current });
  const unseen = [
    ['this update is wonderful, well done everyone', 'positive'],
    ['love how quiet the new fans are', 'positive'],
    ['the meeting moved to room twelve', 'neutral'],
    ['which port does the proxy listen on?', 'neutral'],
    ['it crashed again and ate my work, I give up', 'negative'],
    ['support has ignored me for two weeks', 'negative'],
  ] as const;
  const right = async () => {
    const said = await judge.judge(unseen.map(([text]) => text));
    return said.filter(({ verdict }, i) => verdict.label === unseen[i]?.[1]).length;
  };

  const before = await right();
  calibration.start();
  const meanwhile = judge.judge(['a message that is written meanwhile']);
  await log.heard('small is calibrated here, on 72 messages');
  await meanwhile;
  expect(judge.calibration()?.figures?.['here']?.chat3).toBeGreaterThan(0.5);
  const after = await right();
  expect(after).toBeGreaterThanOrEqual(before);
  expect(after).toBeGreaterThanOrEqual(5);
  await calibration.stop();
  prompts.close();
}, 240_000);
