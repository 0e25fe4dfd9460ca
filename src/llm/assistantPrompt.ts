// The assistant's prompt: for each language an instruction and examples; how words are chosen, and how long answers are.
import { LOCALES, type Locale } from '../locale.ts';
import { LABELS, type Label } from '../mood/verdict.ts';
import type { ChatTurn } from './model.ts';
import { PromptFileError, type Line, type PromptFile } from './promptFile.ts';
import { checkLength, parseRole, versionOf } from './roles.ts';
import type { Sampling } from './sampling.ts';
import { strategiesOf, turnsOf, type Strategy } from './strategies.ts';

/** Tokens of a language's part at most, about: they are read before the first word. */
const LONGEST = 600;

/** How a question about what the asker said before is put. */
export interface RecallPrompt {
  /** {told} stands for the notes, {asked} for the question. */
  readonly question: string;
  /** What is answered where the notes don't say. */
  readonly unknown: string;
  /** The same of what the bot said. */
  readonly unsaid: string;
  /** {said} stands for a sentence of the asker's, or of the bot's. */
  readonly yours: string;
  readonly mine: string;
}

/** How it talks: what it is told, and examples. */
export interface Speech {
  readonly system: string;
  readonly examples: readonly ChatTurn[];
}

interface Voice extends Speech {
  /** How to answer what is said for a purpose in a mood: the first that fits is shown too. */
  readonly strategies: readonly Strategy[];
  readonly recall: RecallPrompt;
  /** What an answer to a message of that mood may begin with, where it began with a refusal. */
  readonly openings: Readonly<Record<Label, readonly string[]>>;
}

export interface AssistantPrompt {
  readonly voices: Readonly<Record<Locale, Voice>>;
  readonly sampling: Sampling;
  /** Tokens of an answer at most: as a rule, and where a text or code was asked for. */
  readonly lengths: Readonly<Record<'short' | 'long', number>>;
  readonly version: string;
}

/** The name of each number in the file, and its range. */
const RANGES = {
  temperature: [0, 2],
  'top-p': [0, 1],
  'top-k': [0, 1000],
  'repeat-penalty': [1, 2],
  'frequency-penalty': [0, 2],
  'presence-penalty': [0, 2],
  'dry-strength': [0, 5],
  'dry-base': [1, 4],
  'dry-length': [1, 50],
  short: [16, 700],
  long: [16, 700],
} as const;

const RECALL_ANSWER = /^(unknown|unsaid|yours|mine)\s*\|\s*(.+)$/;

/** The names of a language's parts: instruction and examples, openings, questions about what was said, strategies. */
function partsOf(locale: Locale) {
  const name = locale.toLowerCase();
  return [name, `${name} openings`, `${name} recall`, `${name} strategies`] as const;
}

/** @throws PromptFileError with file, line and column */
export function readAssistant(file: string, content: string): AssistantPrompt {
  const prompt = parseRole(file, content, 'assistant');
  for (const [name, { number }] of prompt.settings) {
    if (name === 'role' || name in RANGES) continue;
    throw new PromptFileError(
      file,
      number,
      `"${name}" is no setting: write ${Object.keys(RANGES).join(', ')}`,
      1,
    );
  }
  if (prompt.body !== '') {
    throw new PromptFileError(
      file,
      prompt.bodyLine,
      'write the instruction below the name of its language',
      1,
    );
  }
  for (const [name, { line }] of prompt.parts) {
    if (LOCALES.some((locale) => partsOf(locale).includes(name))) continue;
    throw new PromptFileError(file, line, `"${name}" is no language: write ${LOCALES.join(', ')}`, 3);
  }
  const voices = Object.fromEntries(
    LOCALES.map((locale) => [locale, voiceOf(file, prompt, locale)]),
  ) as Record<Locale, Voice>;
  const value = (name: keyof typeof RANGES) => numberOf(file, prompt, name);
  return {
    voices,
    sampling: {
      temperature: value('temperature'),
      topP: value('top-p'),
      topK: Math.round(value('top-k')),
      repeatPenalty: value('repeat-penalty'),
      frequencyPenalty: value('frequency-penalty'),
      presencePenalty: value('presence-penalty'),
      dryStrength: value('dry-strength'),
      dryBase: value('dry-base'),
      dryLength: Math.round(value('dry-length')),
    },
    lengths: { short: Math.round(value('short')), long: Math.round(value('long')) },
    version: versionOf(content),
  };
}

function numberOf(file: string, prompt: PromptFile, name: keyof typeof RANGES): number {
  const [least, most] = RANGES[name];
  const setting = prompt.settings.get(name);
  if (!setting) throw new PromptFileError(file, 1, `the setting "${name}" is missing`);
  const number = Number(setting.text);
  if (number >= least && number <= most) return number;
  const problem = `"${name}" must be a number from ${least} to ${most}, not "${setting.text}"`;
  throw new PromptFileError(file, setting.number, problem, setting.column);
}

function voiceOf(file: string, prompt: PromptFile, locale: Locale): Voice {
  const [main, openings, recall, strategies] = partsOf(locale);
  const part = prompt.parts.get(main);
  if (!part) throw new PromptFileError(file, prompt.bodyLine, `there is no part "# ${locale}"`, 1);
  const speech = speechOf(file, prompt, part, locale);
  const shownFor = strategiesOf(file, prompt.parts.get(strategies)?.lines ?? []);
  checkRoom(file, prompt, speech, shownFor, part.line);
  return {
    ...speech,
    strategies: shownFor,
    recall: recallOf(file, prompt.parts.get(recall), part.line, locale),
    openings: openingsOf(file, prompt.parts.get(openings)?.lines ?? []),
  };
}

/** @throws PromptFileError where a way to talk is too long with one of these strategies beside it */
export function checkRoom(
  file: string,
  prompt: PromptFile,
  { system, examples }: Speech,
  strategies: readonly Strategy[],
  line: number,
): void {
  for (const { examples: more } of strategies) {
    const shown = [system, ...[...examples, ...more].map(({ text }) => text)].join('\n');
    checkLength(file, prompt, shown, LONGEST, line);
  }
}

/** @throws PromptFileError where the instruction is empty, too long, or an example is not whole */
export function speechOf(
  file: string,
  prompt: PromptFile,
  part: { readonly line: number; readonly lines: readonly Line[] },
  locale: Locale,
): Speech {
  const said = part.lines.filter(({ text }) => text.trim() !== '');
  const begins = said.findIndex(({ text }) => /^[->]\s/.test(text));
  const instruction = begins === -1 ? said : said.slice(0, begins);
  const system = instruction.map(({ text }) => text.trim()).join('\n');
  if (system === '') throw new PromptFileError(file, part.line, `the instruction of "${locale}" is empty`, 1);
  const examples = begins === -1 ? [] : turnsOf(file, said.slice(begins));
  const shown = [system, ...examples.map(({ text }) => text)].join('\n');
  checkLength(file, prompt, shown, LONGEST, part.line);
  return { system, examples };
}

/** The question with its places, and lines of answers: "unknown | words". */
function recallOf(
  file: string,
  part: { readonly line: number; readonly lines: readonly Line[] } | undefined,
  line: number,
  locale: Locale,
): RecallPrompt {
  const lines = part?.lines.map(({ text }) => text.trim()).filter((text) => text !== '') ?? [];
  const answers = new Map(
    lines.flatMap((text) => {
      const [, name, said] = RECALL_ANSWER.exec(text) ?? [];
      return name !== undefined && said !== undefined ? [[name, said] as const] : [];
    }),
  );
  const [unknown, unsaid, yours, mine] = ['unknown', 'unsaid', 'yours', 'mine'].map((name) =>
    answers.get(name),
  );
  const question = lines.filter((text) => !RECALL_ANSWER.test(text)).join('\n');
  const isWhole = question.includes('{told}') && question.includes('{asked}');
  const isAnswered = unknown !== undefined && unsaid !== undefined;
  if (isWhole && isAnswered && yours?.includes('{said}') && mine?.includes('{said}')) {
    return { question, unknown, unsaid, yours, mine };
  }
  const problem =
    `write "# ${locale} recall" with {told} and {asked}, and lines "unknown | words", "unsaid | words", ` +
    '"yours | words {said}" and "mine | words {said}"';
  throw new PromptFileError(file, part?.line ?? line, problem, 1);
}

/** "negative | I'm sorry to hear that.", a line each. */
function openingsOf(file: string, lines: readonly Line[]): Voice['openings'] {
  const openings = lines
    .filter(({ text }) => text.trim() !== '')
    .map(({ number, text }) => {
      const [, name, said] = /^(\w+)\s*\|\s*(.+?)\s*$/.exec(text) ?? [];
      const label = LABELS.find((one) => one === name);
      if (label && said !== undefined) return { label, said };
      throw new PromptFileError(file, number, `write an opening as "${LABELS.join(', ')} | words"`, 1);
    });
  const ofLabel = (label: Label) => openings.filter((one) => one.label === label).map(({ said }) => said);
  return Object.fromEntries(LABELS.map((label) => [label, ofLabel(label)])) as Record<Label, string[]>;
}
