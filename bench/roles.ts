// npm run --silent bench:roles -- [--role NAME] [--preset NAME] [--model FILE] [--threads N] [--every N]: how often each role
// that ships does its job, on rows of ours that a program checks; what that costs; and what switching back to a role costs.
// What a run measures is added to what other runs measured, of other models and roles; with --every nothing is kept.
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { createRoles, type Roles } from '../src/llm/role/runner.ts';
import { WRITING_ROLES } from '../src/llm/roles.ts';
import { createWriter } from '../src/llm/writer.ts';
import type { Log } from '../src/log.ts';
import { openWorld } from './chat/world.ts';
import { openPreset } from './open.ts';
import { figureOf, figuresTable, keepResults, resultsIn, type ModelFigures } from './roles/figures.ts';
import { metered } from './roles/metered.ts';
import { hasRows } from './roles/rows.ts';
import { analystTrials, assistantTrials, roleTrials, topicTrials, type Trial } from './roles/trials.ts';

const RESULTS = 'bench/results/roles.json';

const { values } = parseArgs({
  options: {
    role: { type: 'string' },
    preset: { type: 'string', default: 'qwen2.5-coder-0.5b' },
    model: { type: 'string' },
    threads: { type: 'string' },
    every: { type: 'string', default: '1' },
  },
});
const every = z.coerce.number().int().min(1).parse(values.every);

/** What the log says when a role's prompt was evaluated or read back. */
const ready = z.object({ tokens: z.number(), evaluated: z.number(), ms: z.number() });
const readied: z.infer<typeof ready>[] = [];
const warn = (...said: readonly unknown[]) => void process.stderr.write(`${String(said.at(-1))}\n`);
const log: Log = {
  info: () => undefined,
  warn,
  error: warn,
  debug(...said: readonly unknown[]) {
    const facts = ready.safeParse(said[0]);
    if (facts.success && said[1] === 'A role is ready.') readied.push(facts.data);
  },
};

/** What a role costs before its first word: when it is run first, and when it is run again after another. */
async function switching(roles: Roles): Promise<ModelFigures['switching']> {
  const { signal } = new AbortController();
  for (const name of ['translate', 'keywords', 'translate']) {
    const role = roles.get(name);
    if (role) await roles.run(role, ['Guten Morgen zusammen'], 'en', signal);
  }
  const [first, , back] = readied;
  if (!first || !back) throw new Error('the model did not say what the prompt of a role costs');
  return {
    tokens: first.tokens,
    ...{ first: first.evaluated, firstMs: first.ms },
    ...{ back: back.evaluated, backMs: back.ms },
  };
}

const named = (name: string, trials: readonly Trial[]) => ({ name, trials });
const say = (text: string) => process.stdout.write(text);
const opened = await openPreset({
  preset: values.preset,
  file: values.model,
  threads: values.threads,
  log,
});
const world = await openWorld();
try {
  const { prompts, weights } = opened;
  const count = (text: string) => weights.tokenize(text).length;
  const meter = metered(opened.model, count);
  const { model } = meter;
  const chat = {
    between: <T>(work: (signal: AbortSignal) => Promise<T>, signal: AbortSignal) => work(signal),
  };
  const roles = createRoles({ model, prompts, chat });
  const writer = createWriter({ model, prompts, chat });

  const tried = [
    named('analyst', await analystTrials({ model, prompts })),
    named('assistant', await assistantTrials({ model, prompts, world, count })),
    ...WRITING_ROLES.map((name) => named(name, topicTrials(writer, name))),
    ...roles
      .list()
      .filter(({ name }) => hasRows(name))
      .map((role) => named(role.name, roleTrials(roles, role))),
  ].filter(({ name }) => name === (values.role ?? name));
  if (tried.length === 0) throw new Error(`there are no rows of a role "${values.role}" to measure`);
  const switched = await switching(roles);
  const held = every === 1 ? await resultsIn(RESULTS) : {};
  const own: ModelFigures = { roles: { ...held[model.id]?.roles }, switching: switched };
  const all = { ...held, [model.id]: own };
  for (const { name, trials } of tried) {
    const some = trials.filter((_, i) => i % every === 0);
    own.roles[name] = await figureOf(some, meter, ({ isRight, shown }) => {
      process.stderr.write(`${name} ${isRight ? '+' : '-'} ${JSON.stringify(shown)}\n`);
    });
    // A run takes long: what was measured stays if it is ended early.
    if (every === 1) await keepResults(RESULTS, all);
  }

  say(figuresTable(all));
  say(
    `\nTokens of a role's prompt that are evaluated: ${switched.first} of ${switched.tokens} when it is run first, ${switched.back} when it is run again after another.\n`,
  );
  say(`${JSON.stringify({ model: model.id, ...own })}\n`);
} finally {
  await opened.close();
  await world.close();
}
