// Switching between roles: what was evaluated of one is there again, and nothing of what people said is kept.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, it, onTestFinished } from 'vitest';
import { Chat } from '../../src/llm/llama/chat.ts';
import { Cores } from '../../src/llm/llama/cores.ts';
import { openWeights } from '../../src/llm/llama/open.ts';
import { openPrefixStates } from '../../src/llm/llama/prefixStates.ts';
import { fixedThreads } from '../../src/llm/llama/threads.ts';
import type { StreamOptions } from '../../src/llm/model.ts';
import { jsonAnswer, schemaOf } from '../../src/llm/role/fields.ts';
import { silentLog } from '../../src/log.ts';
import { collect } from '../contract/model.ts';

async function openChat() {
  const folder = await mkdtemp(join(tmpdir(), 'roles-'));
  const { model } = await openWeights({ path: inject('weights').small, log: silentLog });
  const states = await openPrefixStates(folder, 'roles', silentLog);
  let evaluated = 0;
  const threads = { ...fixedThreads(1), start: () => (tokens: number) => void (evaluated += tokens) };
  const chat = new Chat({ model, cores: new Cores(), threads, states: states.chat, log: silentLog });
  onTestFinished(async () => {
    await chat.close();
    await model.dispose();
    await states.close();
    await rm(folder, { recursive: true });
  });
  return {
    folder,
    /** How many tokens it took, and the answer. */
    say: async (system: string, text: string, more: Partial<StreamOptions> = {}) => {
      evaluated = 0;
      const options = { signal: new AbortController().signal, maxTokens: 2, greedy: true, ...more };
      const examples = [
        { role: 'user', text: 'one two three' },
        { role: 'assistant', text: 'four five six' },
      ] as const;
      const turns = [{ role: 'user', text }] as const;
      const answer = (await collect(chat.stream({ system, examples, turns }, options))).join('');
      return { evaluated, answer };
    },
  };
}

const role = (name: string) => `You are the ${name}. ${`The ${name} says what comes next. `.repeat(6)}`;

it('evaluates nothing of a role anew that was run before, and answers as before', async () => {
  const { folder, say } = await openChat();
  const first = await say(role('baker'), 'bread and');
  const other = await say(role('sailor'), 'ship and');
  const again = await say(role('baker'), 'bread and');
  expect(first.evaluated).toBeGreaterThan(50);
  expect(other.evaluated).toBeGreaterThan(50);
  expect(again.evaluated).toBeLessThan(25);
  expect(again.answer).toBe(first.answer);
  expect((await readdir(folder)).filter((name) => name.endsWith('.state'))).toHaveLength(2);
});

it('keeps the roles that were used last', { timeout: 240_000 }, async () => {
  const { folder, say } = await openChat();
  for (let n = 0; n < 11; n += 1) await say(role(`baker ${n}`), 'x');
  await say(role('baker 0'), 'x');
  for (let n = 11; n < 14; n += 1) await say(role(`baker ${n}`), 'x');
  expect((await readdir(folder)).filter((name) => name.endsWith('.state'))).toHaveLength(12);
  expect((await say(role('baker 0'), 'x')).evaluated).toBeLessThan(25);
  expect((await say(role('baker 1'), 'x')).evaluated).toBeGreaterThan(50);
});

it('binds an answer to JSON of a schema, whatever stands in the messages', async () => {
  const { say } = await openChat();
  const shown = ['say "hi" \\ now', '{"a": 1}'];
  const fields = [
    { name: 'message', kind: 'message' },
    { name: 'sure', kind: 'boolean' },
  ] as const;
  const { answer } = await say('Answer.', shown.join('\n'), {
    schema: schemaOf(fields, shown.length),
    maxTokens: 60,
  });
  expect(jsonAnswer(fields, shown.length, answer)).toMatchObject({ message: expect.any(Number) as number });
});
