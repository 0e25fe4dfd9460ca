// A model without a calibration makes its own: with a paper model, whatever happens meanwhile.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fitSentiment } from '../../../src/llm/heads/fit/sentiment.ts';
import {
  createSelfCalibration,
  type SelfCalibrationOptions,
} from '../../../src/llm/calibrating/selfCalibration.ts';
import { createJudge } from '../../../src/llm/judge.ts';
import { ModelUnavailableError } from '../../../src/llm/model.ts';
import { spareTimeOf } from '../../../src/llm/spareTime.ts';
import { manualClock } from '../../manualClock.ts';
import { hearingLog } from '../../pipeline/words.ts';
import { paperModel, paperPrompts } from './paper.ts';

const ROWS = new URL('../../../bench/data/', import.meta.url);
const FITTED = 'paper/q8 is calibrated here, on 1082 messages';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'calibrations-'));
});
afterEach(() => rm(folder, { recursive: true }));

function stage(more: Partial<SelfCalibrationOptions> = {}) {
  const model = paperModel();
  const prompts = paperPrompts();
  const log = hearingLog();
  const clock = manualClock();
  const spare = spareTimeOf(model);
  const calibration = createSelfCalibration({
    ...{ model, prompts, log, clock, folder, rows: ROWS, weights: 'w1', ships: null },
    ready: spare.wait,
    // The thread has a test of its own; some of the rows are enough here, and much quicker.
    fit: (rows) => Promise.resolve(fitSentiment(rows.filter((_, i) => i % 8 === 0))),
    ...more,
  });
  const judge = createJudge({ model: spare.model, prompts, calibration: calibration.current });
  return { model, prompts, log, clock, calibration, judge };
}

const kept = async (ending: string) => (await readdir(folder)).filter((name) => name.endsWith(ending));

/** Stops reading at that call of the model, which never answers. */
function stuckAt(call: number) {
  let reached = () => {};
  const there = new Promise<void>((resolve) => (reached = resolve));
  const before = (n: number) => {
    if (n < call) return Promise.resolve();
    reached();
    return new Promise<void>(() => {});
  };
  return { there, before };
}

describe('a model without a calibration', () => {
  it('reads the rows that ship in portions of eight, and its judge takes the head without a restart', async () => {
    const { model, log, calibration, judge } = stage();
    const [before] = await judge.judge(['the server broke again']);
    expect(judge.calibration()).toBeNull();
    const version = judge.version();

    calibration.start();
    await log.heard(FITTED);
    const portions = model.calls.slice(1).map(({ texts }) => texts.length);
    expect(Math.max(...portions)).toBe(8);
    expect(portions.reduce((sum, size) => sum + size, 0)).toBeGreaterThan(1000);
    expect(calibration.progress()).toBeNull();
    expect(judge.calibration()?.figures?.['here']).toEqual({
      chat3: expect.closeTo(0.45, 0) as number,
      falseNegativity: expect.any(Number) as number,
      ece: expect.any(Number) as number,
    });
    expect(judge.version()).not.toBe(version);

    const [after] = await judge.judge(['the server broke again']);
    expect(after?.verdict.probabilities).not.toEqual(before?.verdict.probabilities);
    expect(after?.verdict.label).toBe('negative');
    expect(await kept('.json')).toHaveLength(1);
    expect(await kept('.read.jsonl')).toEqual([]);
    await calibration.stop();
  });

  it('is not fitted again at the next start, but for other weights', async () => {
    const first = stage();
    first.calibration.start();
    await first.log.heard(FITTED);
    await first.calibration.stop();

    const again = stage();
    await again.calibration.load();
    expect(again.calibration.current()).toEqual(first.calibration.current());
    expect(again.model.calls).toEqual([]);
    const other = stage({ weights: 'w2' });
    await other.calibration.load();
    expect(other.calibration.current()).toBeNull();
  });

  it('goes on after a stop with what it had read, half-written lines left out', async () => {
    const first = stage();
    const { there, before } = stuckAt(41);
    first.model.before = before;
    first.calibration.start();
    await there;
    expect(first.calibration.progress()).toEqual({ read: 320, of: 1078 });
    await first.calibration.stop();
    const [name] = await kept('.read.jsonl');
    await writeFile(join(folder, name!), '\n["half', { flag: 'a' });

    const second = stage();
    second.calibration.start();
    await second.log.heard(FITTED);
    const whole = first.model.calls[0]!.texts;
    expect(second.model.calls.flatMap(({ texts }) => texts)).not.toContain(whole[0]);
    const read = second.model.calls.reduce((sum, { texts }) => sum + texts.length, 0);
    expect(read).toBe(1078 - 320);
    await second.calibration.stop();
  });

  it('throws a broken or foreign file away and fits anew', async () => {
    const first = stage();
    first.calibration.start();
    await first.log.heard(FITTED);
    await first.calibration.stop();
    const [name = ''] = await kept('.json');
    const file = join(folder, name);
    const content = await readFile(file, 'utf8');
    const foreign = content.replace(name.slice(0, 16), '0'.repeat(16));
    for (const broken of ['', '{"key"', content.replace('"weights":"', '"weights":"AAAA'), foreign]) {
      await writeFile(file, broken);
      const { calibration, log } = stage();
      await calibration.load();
      expect(calibration.current()).toBeNull();
      expect(log.said.join()).toContain('is no calibration of this model');
      expect(await kept('.json')).toEqual([]);
    }
  });

  it('begins anew when the analyst prompt is saved, and keeps the head of the old one', async () => {
    const { model, prompts, log, calibration } = stage();
    calibration.start();
    await log.heard(FITTED);
    prompts.save('v2');
    expect(calibration.current()).toBeNull();
    await expect.poll(() => calibration.current()?.prompt, { timeout: 20_000 }).toBe('v2');
    const calls = model.calls.length;
    expect(model.calls.at(-1)?.question.prefix).toContain('v2');

    prompts.save('v1');
    await expect.poll(() => calibration.current()?.prompt).toBe('v1');
    expect(model.calls).toHaveLength(calls);
    await calibration.stop();
  });

  it('leaves a reading at once where the prompt is saved meanwhile', async () => {
    const { model, prompts, log, calibration } = stage();
    const { there, before } = stuckAt(3);
    model.before = before;
    calibration.start();
    await there;
    model.before = () => Promise.resolve();
    prompts.save('v2');
    await log.heard(FITTED);
    expect(calibration.current()?.prompt).toBe('v2');
    await calibration.stop();
  });

  it('waits while people are judged', async () => {
    const { model, calibration, judge, log } = stage();
    let answer = () => {};
    model.before = () => new Promise((resolve) => (answer = resolve));
    const live = judge.judge(['hello']);
    calibration.start();
    await log.heard('one is fitted in the background');
    await new Promise((resolve) => setImmediate(resolve));
    expect(model.calls).toHaveLength(1);
    model.before = () => Promise.resolve();
    answer();
    await live;
    await log.heard(FITTED);
    await calibration.stop();
  });

  it('tries again later where the model cannot be used', async () => {
    const { model, calibration, log, clock } = stage();
    model.before = () => Promise.reject(new ModelUnavailableError('The server is away.', 1000));
    calibration.start();
    await log.heard('could not be calibrated and is tried again later (The server is away.)');
    model.before = () => Promise.resolve();
    await clock.advance(5 * 60_000);
    await log.heard(FITTED);
    await calibration.stop();
  });

  it('stays uncalibrated and says why where the rows are not there', async () => {
    const { calibration, log } = stage({ rows: new URL('file:///nowhere/') });
    await calibration.load();
    expect(calibration.current()).toBeNull();
    expect(log.said.join()).toContain('/nowhere/chat.jsonl cannot be read (it is not there)');
  });
});
