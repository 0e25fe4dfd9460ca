// `barometer calibrate`, as an operator calls it, with the small weights as a file of one's own.
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { openBrain } from '../../src/compose/brain.ts';
import { LABELLED_ROWS } from '../../src/compose/places.ts';
import { parseConfig } from '../../src/config.ts';
import { questionOf } from '../../src/llm/calibrating/calibrate.ts';
import { keyOf } from '../../src/llm/calibrating/keptHead.ts';
import { openScores } from '../../src/llm/calibrating/keptScores.ts';
import { readShippedRows } from '../../src/llm/calibrating/rows.ts';
import { fingerprint } from '../../src/llm/llama/prefixStates.ts';
import { plainText } from '../../src/llm/plainText.ts';
import { openPrompts } from '../../src/llm/prompts.ts';
import { silentLog } from '../../src/log.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'calibrate-'));
});
afterEach(() => rm(directory, { recursive: true }));

async function barometer(args: readonly string[], input = '') {
  const child = spawn(process.execPath, ['dist/cli/barometer.js', ...args], {
    env: { ...process.env, DATA_DIR: directory, LOG_LEVEL: 'info', MODEL_THREADS: '1' },
  });
  child.stdin.end(input);
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const code = await new Promise<number | null>((done) => child.on('close', done));
  return { code, out, err };
}

/** As a run leaves it that was stopped before the last rows: reading them all would take a minute or two. */
async function readBefore(weights: string, left: number): Promise<void> {
  const prompts = await openPrompts({ directory: 'prompts', log: silentLog, watch: false });
  const prompt = prompts.analyst();
  prompts.close();
  const question = questionOf(prompt);
  const folder = join(directory, 'calibrations');
  await mkdir(folder);
  const rows = await readShippedRows(LABELLED_ROWS);
  const scores = await openScores(folder, keyOf(await fingerprint(weights), question), question.words.length);
  const read = rows.slice(0, -left);
  await scores.add(
    read.map(({ text }) => plainText(text, prompt)),
    read.map(({ label }, n) =>
      question.words.map((word, i) => Math.sin(n * i) + Number(word === ` ${label}`)),
    ),
  );
}

describe('barometer calibrate', () => {
  it('goes on with what was read, adds rows of one’s own, and keeps what doctor and the bot then know', async () => {
    const { small } = inject('weights');
    await readBefore(small, 16);
    const own = ['the harbour café is lovely', 'my parcel never came'].map((text, i) =>
      JSON.stringify({ text, label: i === 0 ? 'positive' : 'negative' }),
    );
    const { code, out, err } = await barometer(
      ['calibrate', '--model', small, '--data', '-'],
      `${own.join('\n')}\n`,
    );
    expect([code, out]).toEqual([0, expect.stringContaining('It is used from the next start on.')]);
    expect(err).toContain('1080 of 1080 messages read');
    expect(JSON.parse(out.trimEnd().split('\n').at(-1)!)).toEqual({
      model: expect.stringContaining('SmolLM2') as string,
      ...{ rows: 1084, added: 2, used: true },
      chat3: expect.any(Number) as number,
      falseNegativity: expect.any(Number) as number,
      ece: expect.any(Number) as number,
    });
    const names = await readdir(join(directory, 'calibrations'));
    expect(names).toEqual([expect.stringMatching(/^[0-9a-f]{16}\.json$/)]);

    const doctor = await barometer(['doctor', '--quick']);
    expect(doctor.out).toMatch(/^calibrated here .*\n.*SmolLM2\S* +1084, 2 your own +\.\d{3}/m);
    const config = parseConfig({ MODEL_PATH: small, MODEL_THREADS: '1', DATA_DIR: directory });
    const brain = await openBrain(config, silentLog, {});
    expect(brain.judge.calibration()?.figures).toHaveProperty('here.chat3');
    await brain.close();
  }, 240_000);

  it('names the line of a file that it cannot take, before it opens a model', async () => {
    const file = join(directory, 'own.jsonl');
    const cases = [
      ['{"text":"x","label":"angry"}', 'line 2: "label" must be one of positive, neutral, negative.'],
      ['{"text":" ","label":"positive"}', 'line 2: "text" is empty.'],
      ['not JSON', 'line 2: it must be an object with text and label.'],
    ] as const;
    for (const [line, problem] of cases) {
      await writeFile(file, `{"text":"fine","label":"neutral"}\n${line}\n`);
      const { code, err } = await barometer(['calibrate', '--data', file]);
      expect([code, err]).toEqual([1, `${file}, ${problem}\n`]);
    }
    expect((await barometer(['calibrate', 'qwen'])).err).toContain(
      'calibrate takes --model and --data alone',
    );
  }, 60_000);

  it('doctor says that nothing was calibrated here', async () => {
    expect((await barometer(['doctor', '--quick'])).out).toMatch(
      /\nNo calibration was made on this machine\.\n$/,
    );
  }, 30_000);
});
