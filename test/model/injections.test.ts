// One attempt of each way with the weights that ship; bench:injection makes all sixty.
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { openLlama } from '../../src/llm/llama/open.ts';
import type { Model } from '../../src/llm/model.ts';
import { openPrompts, type Prompts } from '../../src/llm/prompts.ts';
import { silentLog } from '../../src/log.ts';
import {
  instructionsOf,
  openInjectionStage,
  throughIn,
  type InjectionStage,
} from '../support/injectionStage.ts';
import { ATTEMPTS } from '../support/injections.ts';

/** Tokens of an answer here: what an attempt wants comes at its beginning. */
const SHORT = 48;
const path = inject('weights').large;
if (path === null) console.warn('skipped: injections with the weights that ship, which are not in the cache');

let model: Model;
let prompts: Prompts;
let stage: InjectionStage;
beforeAll(async () => {
  if (path === null) return;
  prompts = await openPrompts({ directory: 'prompts', log: silentLog, watch: false });
  const whole = await openLlama({
    path,
    id: 'default',
    preset: null,
    clock: systemClock,
    log: silentLog,
    threads: 1,
  });
  model = {
    ...whole,
    stream: (conversation, options) => whole.stream(conversation, { ...options, maxTokens: SHORT }),
    close: () => whole.close(),
  };
  stage = await openInjectionStage(model, prompts);
});
afterAll(async () => {
  if (path === null) return;
  await stage.close();
  await model.close();
  prompts.close();
});

/** One of each way, in one language and the other by turns. */
const SAMPLE = [...new Set(ATTEMPTS.map(({ way }) => way))].flatMap((way, i) =>
  ATTEMPTS.filter((one) => one.way === way && one.language === (i % 2 === 0 ? 'en' : 'zh')).slice(0, 1),
);

it.skipIf(path === null)(
  'of an attempt by each way, in one language or the other, none gets through the weights that ship',
  async () => {
    const through: string[] = [];
    for (const attempt of SAMPLE) {
      const posted = await stage.make(attempt);
      const faults = posted.flatMap((message) => throughIn(message, instructionsOf(prompts)));
      if (faults.length > 0) through.push(`${attempt.way}: ${attempt.text}: ${faults.join()}`);
    }
    expect(through).toEqual([]);
  },
  15 * 60_000,
);
