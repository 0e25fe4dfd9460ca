// Roles on a model that says what a test wants.
import { readdirSync, readFileSync } from 'node:fs';
import type { Conversation, Model, Question, StreamOptions } from '../../../src/llm/model.ts';
import type { Role } from '../../../src/llm/role/role.ts';
import { readRole } from '../../../src/llm/role/roleFile.ts';
import { createRoles, type Roles } from '../../../src/llm/role/runner.ts';

export const never = new AbortController().signal;

/** The text of a role's file; `more`: settings beside the usual ones, which they replace. */
export function roleText(
  name: string,
  more: Readonly<Record<string, string>>,
  part = '# en\n\nDo it.',
): string {
  const usual = {
    reads: 'message',
    answers: 'line',
    title: name,
    about: `what ${name} does`,
    languages: 'en',
  };
  const settings = Object.entries({ role: name, ...usual, ...more }).map(
    ([key, value]) => `${key}: ${value}`,
  );
  return `---\n${settings.join('\n')}\n---\n\n${part}\n`;
}

export const roleOf = (name: string, more: Readonly<Record<string, string>>, part?: string) =>
  readRole(`${name}.md`, roleText(name, more, part), name);

const OWN = ['analyst.md', 'assistant.md', 'gist.md', 'topic.md'];

/** The files of the roles that ship. */
export const SHIPPED = readdirSync('prompts').filter((name) => name.endsWith('.md') && !OWN.includes(name));

export const shippedRoles = (): Role[] =>
  SHIPPED.map((name) => readRole(name, readFileSync(`prompts/${name}`, 'utf8'), name.replace('.md', '')));

/** `says`: the answers, one after the other, the last again and again; `scores`: those of a text's labels; `isCut`: each answer is as long as it may be. */
export function scriptedRoles(
  says: readonly string[],
  scores: (text: string) => readonly number[] = () => [],
  held: () => readonly Role[] = () => [],
  isCut = false,
): { roles: Roles; asked: { conversation: Conversation; options: StreamOptions }[]; questions: Question[] } {
  const asked: { conversation: Conversation; options: StreamOptions }[] = [];
  const questions: Question[] = [];
  const model: Pick<Model, 'judge' | 'stream'> = {
    judge(question, texts) {
      questions.push(question);
      return Promise.resolve(texts.map((text) => ({ scores: scores(text), truncated: false })));
    },
    async *stream(conversation, options) {
      const said = says[Math.min(asked.length, says.length - 1)] ?? '';
      asked.push({ conversation, options });
      await Promise.resolve();
      if (options.signal.aborted) return;
      yield* said.match(/[\s\S]{1,4}/g) ?? [];
      if (isCut) options.onCut?.();
    },
  };
  const chat = {
    between: <T>(work: (signal: AbortSignal) => Promise<T>, signal: AbortSignal) => work(signal),
  };
  return { roles: createRoles({ model, prompts: { roles: held }, chat }), asked, questions };
}
