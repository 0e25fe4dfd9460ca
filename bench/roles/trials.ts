// What each role is tried on: its rows, run through the code that the bot runs, and checked.
import { readFileSync } from 'node:fs';
import { createAsk, type AskOptions } from '../chat/ask.ts';
import { readSuite } from '../judge/suite.ts';
import { faultsOf } from '../../src/cli/talk/checks.ts';
import { readConversations } from '../../src/cli/talk/conversations.ts';
import { instructionOf, tellsOf } from '../../src/cli/talk/hidden.ts';
import { selection } from '../../src/cli/talk/selection.ts';
import { channelId, messageId } from '../../src/ids.ts';
import { createJudge } from '../../src/llm/judge.ts';
import type { ChatTurn } from '../../src/llm/model.ts';
import { NoRoleAnswerError, type Roles } from '../../src/llm/role/runner.ts';
import type { Role } from '../../src/llm/role/role.ts';
import type { WritingRole } from '../../src/llm/roles.ts';
import type { Writer } from '../../src/llm/writer.ts';
import { answerOf } from '../../src/pipeline/roles/answering.ts';
import { isRight, type Checked } from './checks.ts';
import { rowsOf, textsOf, type Row } from './rows.ts';
import { topicIn } from './topics.ts';

export interface Outcome {
  readonly isRight: boolean;
  /** Something of the answer held. */
  readonly isAnswered: boolean;
  readonly shown: readonly string[];
}

/** Runs one row. They are run in their order: a turn of a conversation needs those before it. */
export type Trial = () => Promise<Outcome>;

const NOTHING: Checked = { texts: [], message: null };
const never = new AbortController().signal;

const outcomeOf = (role: string, row: Row, answer: Checked): Outcome => ({
  isRight: isRight(role, row, answer),
  isAnswered: answer.texts.length > 0,
  shown: answer.texts,
});

/** A role with a file of its own in prompts/. */
export const roleTrials = (roles: Roles, role: Role): Trial[] =>
  rowsOf(role.name).map((row) => async () => outcomeOf(role.name, row, await answered(roles, role, row)));

/** That of the server, which is Chinese where its messages are. Labels are compared in English. */
const localeOf = ({ answers }: Role, texts: readonly string[]) =>
  answers !== 'labels' && texts.some((text) => /\p{Script=Han}/u.test(text)) ? 'zh-CN' : 'en';

/** As people would read it; nothing where nothing held. */
async function answered(roles: Roles, role: Role, row: Row): Promise<Checked> {
  const texts = textsOf(row);
  const shown = texts.map((content, n) => {
    const place = { channelId: channelId.parse('1'), id: messageId.parse(String(n + 1)) };
    return { authorId: String(n), content, place };
  });
  const locale = row.locale ?? localeOf(role, texts);
  try {
    const { parts } = await answerOf(roles, { role, shown, all: shown, locale }, never);
    const cited = parts.find(({ name }) => name === 'message')?.cites[0]?.id;
    return { texts: parts.map(({ text }) => text), message: cited === undefined ? null : Number(cited) };
  } catch (error) {
    if (error instanceof NoRoleAnswerError) return NOTHING;
    throw error;
  }
}

/** What reports have written about a topic. */
export const topicTrials = (writer: Writer, role: WritingRole): Trial[] =>
  rowsOf(role).map((row) => async () => {
    const text = await topicIn(textsOf(row), writer, role);
    return outcomeOf(role, row, text === null ? NOTHING : { texts: [text], message: null });
  });

/** The behaviour suite of bench:judge, a message at a time. A verdict that is uncertain is no answer. */
export async function analystTrials({
  model,
  prompts,
}: Pick<AskOptions, 'model' | 'prompts'>): Promise<Trial[]> {
  const judge = createJudge({ model, prompts });
  return (await readSuite()).map(({ text, label }) => async () => {
    const [judgement] = await judge.judge([text]);
    const verdict = judgement?.verdict;
    return {
      isRight: verdict?.label === label,
      isAnswered: verdict?.uncertain === false,
      shown: verdict ? [verdict.label] : [],
    };
  });
}

const ASSISTANT = 'prompts/assistant.md';
const SEED = 18;

/** The conversations that `barometer compare` has, turn by turn, each with the checks of its row. */
export async function assistantTrials(options: Omit<AskOptions, 'bare'>): Promise<Trial[]> {
  const tellsInstruction = tellsOf(instructionOf(ASSISTANT, readFileSync(ASSISTANT, 'utf8')));
  return selection(await readConversations()).flatMap(({ language, turns }) => {
    const ask = createAsk({ ...options, bare: false }, language === 'mixed' ? 'en' : language, SEED);
    const said: ChatTurn[] = [];
    return turns.map((turn) => async () => {
      said.push({ role: 'user', text: turn.said });
      const { text } = await ask(said);
      said.push({ role: 'assistant', text });
      const isHeld = faultsOf(text, turn, tellsInstruction).length === 0;
      return { isRight: isHeld, isAnswered: text !== '', shown: [text] };
    });
  });
}
