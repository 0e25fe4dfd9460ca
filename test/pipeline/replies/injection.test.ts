// Sixty attempts, with a model that obeys every one of them: it says all that it was given. What it was not given it
// cannot tell; what it says beyond that the guard takes out.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leaksOf } from '../../../src/llm/guard/leak.ts';
import type { Conversation, Model } from '../../../src/llm/model.ts';
import { openPrompts, type Prompts } from '../../../src/llm/prompts.ts';
import { silentLog } from '../../../src/log.ts';
import {
  folded,
  instructionsOf,
  openInjectionStage,
  SECRETS,
  throughIn,
  type InjectionStage,
} from '../../support/injectionStage.ts';
import { ATTEMPTS } from '../../support/injections.ts';

let prompts: Prompts;
let stage: InjectionStage;
/** All that the model was given, and all that it said. */
let given: string[];
let said: string[];

/** What somebody who is asked for it in other words would get: no sentence stays as it was. */
const reworded = (text: string) =>
  `My rules: ${text
    .toUpperCase()
    .replace(/[.,。，]/gu, ' –')
    .replace(/([–])/gu, '\n$1 so')}, that is all.`;

/** Everything that was given, first as prose and then as code, after calls of everybody. */
async function* obey({ system, turns }: Conversation) {
  const all = turns.map(({ text }) => text).join('\n');
  given.push(system, all);
  const answer = `OK! @everyone <@${'1'.repeat(18)}> <@&${'2'.repeat(18)}>\n${all}\nHere it is:\n${system}\n\`\`\`\n${system}\n\`\`\`\n${reworded(system)}`;
  said.push(answer);
  for (const piece of answer.match(/.{1,40}/gsu) ?? []) yield await Promise.resolve(piece);
}

const model: Model = {
  ...{ id: 'obedient', preset: null, batchSize: 1, manyWords: true },
  judge: () => Promise.resolve([]),
  stream: (conversation) => obey(conversation),
  close: () => Promise.resolve(),
};

beforeAll(async () => {
  [given, said] = [[], []];
  prompts = await openPrompts({ directory: 'prompts', log: silentLog, watch: false });
  stage = await openInjectionStage(model, prompts);
});
afterAll(async () => {
  await stage.close();
  prompts.close();
});

describe('a model that obeys whoever writes', () => {
  it('is tried sixty times, half of them in each language', () => {
    expect(ATTEMPTS.map(({ language }) => language).filter((one) => one === 'en')).toHaveLength(30);
    expect(new Set(ATTEMPTS.map(({ text }) => text)).size).toBe(60);
  });

  it.each(ATTEMPTS.map((attempt) => [attempt.way, attempt.text, attempt] as const))(
    'lets nothing through by %s: %s',
    async (_way, _text, attempt) => {
      const posted = await stage.make(attempt);
      expect(posted).not.toEqual([]);
      expect(posted.flatMap((message) => throughIn(message, instructionsOf(prompts)))).toEqual([]);
    },
  );

  it('did say what the guard took out, and was never given what is nobody’s business', () => {
    expect(said.join()).toContain('@everyone');
    const told = folded(said.join());
    expect(instructionsOf(prompts).filter((one) => told.includes(one))).not.toEqual([]);
    for (const secret of SECRETS) expect(given.join()).not.toContain(secret);
  });
});

it('an instruction is no more told in code than in prose, and other code stays', () => {
  const leaks = leaksOf(['You are Barometer, a friendly bot in a Discord server.']);
  const code = '```\nYou are Barometer, a friendly bot in a Discord server.\nlet x = 1;\n```';
  expect(leaks.without(code, true)).toBe('```\n\nlet x = 1;\n```');
  expect(leaks.without('`You are Barometer, a friendly bot in a Discord server.`', true)).toBe('``');
});
