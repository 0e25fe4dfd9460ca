// npm run --silent bench:roles -- [--role NAME] [--preset NAME] [--threads N]: how often each role that ships does its job, on
// rows of ours that a program checks; and what switching back to a role costs.
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { NoRoleAnswerError, createRoles, type Roles } from '../src/llm/role/runner.ts';
import type { Role } from '../src/llm/role/role.ts';
import { channelId, messageId } from '../src/ids.ts';
import { LOCALES } from '../src/locale.ts';
import { answerOf } from '../src/pipeline/roles/answering.ts';
import type { Log } from '../src/log.ts';
import { openPreset } from './open.ts';
import { isRight, type Checked } from './roles/checks.ts';
import { ratio, table } from './table.ts';

const RESULTS = 'bench/results/roles.json';
const never = new AbortController().signal;

const row = z.object({
  text: z.string().optional(),
  messages: z.array(z.string()).optional(),
  locale: z.enum(LOCALES).optional(),
  label: z.string().optional(),
  message: z.number().optional(),
  any: z.array(z.string()).optional(),
  all: z.array(z.array(z.string())).optional(),
  none: z.array(z.string()).optional(),
});
type Row = z.infer<typeof row>;

/** What the log says when a role's prompt was evaluated or read back. */
const ready = z.object({ tokens: z.number(), evaluated: z.number(), ms: z.number() });

const { values } = parseArgs({
  options: {
    role: { type: 'string' },
    preset: { type: 'string', default: 'qwen2.5-coder-0.5b' },
    threads: { type: 'string' },
  },
});

const rowsOf = (name: string): Row[] =>
  readFileSync(`bench/roles/${name}.jsonl`, 'utf8')
    .trim()
    .split('\n')
    .map((line) => row.parse(JSON.parse(line)));

/** That of the server, which is Chinese where its messages are. Labels are compared in English. */
const localeOf = ({ answers }: Role, shown: readonly { readonly content: string }[]) =>
  answers !== 'labels' && shown.some(({ content }) => /\p{Script=Han}/u.test(content)) ? 'zh-CN' : 'en';

/** What a row's answer is, as people would read it; none where nothing held. */
async function checked(roles: Roles, role: Role, { text, messages, locale }: Row): Promise<Checked> {
  const shown = (messages ?? [text ?? '']).map((content, n) => {
    const place = { channelId: channelId.parse('1'), id: messageId.parse(String(n + 1)) };
    return { authorId: String(n), content, place };
  });
  try {
    const { parts } = await answerOf(
      roles,
      { role, shown, all: shown, locale: locale ?? localeOf(role, shown) },
      never,
    );
    const cited = parts.find(({ name }) => name === 'message')?.cites[0]?.id;
    return { texts: parts.map((part) => part.text), message: cited === undefined ? null : Number(cited) };
  } catch (error) {
    if (error instanceof NoRoleAnswerError) return { texts: [], message: null };
    throw error;
  }
}

interface Figure {
  readonly rows: number;
  /** Share of the rows that are right, 0…1. */
  readonly right: number;
  /** Share that gave an answer of which something held. */
  readonly answered: number;
  readonly medianMs: number;
}

async function measured(roles: Roles, role: Role): Promise<Figure> {
  const rows = rowsOf(role.name);
  const times: number[] = [];
  let [right, answered] = [0, 0];
  for (const one of rows) {
    const began = performance.now();
    const answer = await checked(roles, role, one);
    times.push(performance.now() - began);
    const good = isRight(role.name, one, answer);
    right += Number(good);
    answered += Number(answer.texts.length > 0);
    process.stderr.write(`${role.name} ${good ? '+' : '-'} ${JSON.stringify(answer.texts)}\n`);
  }
  const medianMs = Math.round(times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0);
  return { rows: rows.length, right: right / rows.length, answered: answered / rows.length, medianMs };
}

/** The figures of an earlier run; a run of one role adds to them. */
async function earlier(): Promise<Record<string, Figure>> {
  if (values.role === undefined) return {};
  const held = await readFile(RESULTS, 'utf8').catch(() => '{"roles":{}}');
  return (JSON.parse(held) as { roles: Record<string, Figure> }).roles;
}

const readied: z.infer<typeof ready>[] = [];
const log: Log = {
  info: () => undefined,
  warn: (...said: readonly unknown[]) => void process.stderr.write(`${String(said.at(-1))}\n`),
  error: (...said: readonly unknown[]) => void process.stderr.write(`${String(said.at(-1))}\n`),
  debug(...said: readonly unknown[]) {
    const facts = ready.safeParse(said[0]);
    if (facts.success && said[1] === 'A role is ready.') readied.push(facts.data);
  },
};

/** What a role costs before its first word: when it is run first, and when it is run again after another. */
async function switching(roles: Roles) {
  for (const name of ['translate', 'keywords', 'translate']) {
    const role = roles.get(name);
    if (role) await roles.run(role, ['Guten Morgen zusammen'], 'en', never);
  }
  const [first, , back] = readied;
  return {
    tokens: first?.tokens,
    first: first?.evaluated,
    back: back?.evaluated,
    firstMs: first?.ms,
    backMs: back?.ms,
  };
}

const opened = await openPreset({ preset: values.preset, threads: values.threads, log });
const chat = { between: <T>(work: (signal: AbortSignal) => Promise<T>, signal: AbortSignal) => work(signal) };
const roles = createRoles({ model: opened.model, prompts: opened.prompts, chat });
const switched = await switching(roles);
const files = new Set(readdirSync('bench/roles').filter((name) => name.endsWith('.jsonl')));
const wanted = roles
  .list()
  .filter(({ name }) => files.has(`${name}.jsonl`) && (values.role ?? name) === name);
const figures = await earlier();
for (const role of wanted) figures[role.name] = await measured(roles, role);
await opened.close();

const lines = Object.entries(figures).map(([name, { rows, right, answered, medianMs }]) => [
  name,
  String(rows),
  ratio(right),
  ratio(answered),
  String(medianMs),
]);
process.stdout.write(table(['role', 'rows', 'right', 'answered', 'median ms'], lines, 16));
process.stdout.write(
  `\nTokens of a role's prompt that are evaluated: ${switched.first} of ${switched.tokens} when it is run first, ${switched.back} when it is run again after another.\n`,
);
const result = JSON.stringify({ model: opened.model.id, roles: figures, switching: switched });
await mkdir('bench/results', { recursive: true });
await writeFile(RESULTS, `${result}\n`);
process.stdout.write(`${result}\n`);
