// What an answer must not say: the hidden instruction, a needless refusal, a ping.
import { parsePromptFile } from '../../llm/promptFile.ts';

/** Words of an alphabet, or Chinese characters, that a text shares with the instruction by chance at most. */
const SHARED = { words: 8, characters: 12 } as const;

/** Runs of eight words and of twelve Chinese characters, whatever stands between them. */
function runsOf(text: string): ReadonlySet<string> {
  const lower = text.normalize('NFKC').toLowerCase();
  const words = lower.match(/(?:(?!\p{Script=Han})[\p{L}\p{N}'’])+/gu) ?? [];
  const characters = lower.match(/\p{Script=Han}/gu) ?? [];
  return new Set([...runs(words, SHARED.words), ...runs(characters, SHARED.characters)]);
}

const runs = (parts: readonly string[], length: number) =>
  parts.slice(length - 1).map((_, i) => parts.slice(i, i + length).join(' '));

/**
 * What a prompt file tells the model, without its examples (lines with - or >) and what it may begin or answer with
 * ("name | words"): these may be said again.
 * @throws PromptFileError
 */
export function instructionOf(file: string, content: string): string {
  const { body, parts } = parsePromptFile(file, content);
  const lines = [...parts.values()].flatMap(({ lines }) => lines.map(({ text }) => text));
  return [body, ...lines].filter((line) => !/^\s*(?:[->]|\w+ \|)/u.test(line)).join('\n');
}

/** Whether an answer holds eight words in a row of the instruction, or twelve Chinese characters. */
export function tellsOf(instruction: string): (answer: string) => boolean {
  const hidden = runsOf(instruction);
  return (answer) => [...runsOf(answer)].some((run) => hidden.has(run));
}

const REFUSALS = [
  /\bi(?:['’]m| am|['’]d|['’]ll)?\b[^.!?\n]{0,30}\b(?:can ?not|can['’]?t|unable to|not able to|won['’]?t|not allowed to)\s+(?:\w+\s+){0,3}?(?:assist|help(?! but)|fulfil+|comply|answer|provide|engage|respond|process|complete|do that|discuss)\b/iu,
  /(?:抱歉|对不起|對不起|不好意思|我|作为|作為)[^。！？!?\n]{0,14}(?:无法|不能|没法|没办法|無法|沒法|沒辦法)[^。！？!?\n]{0,10}(?:协助|帮助|帮你|帮您|帮到|提供|回答|满足|完成|处理|讨论|回应|協助|幫助|幫你|幫您|幫到|滿足|處理|討論|回應)/u,
];
/** Characters: who refuses says so at once, and in a story others may. */
const OPENING = 100;

/** "I can't assist with that", 抱歉，我无法协助. */
export function isRefusal(answer: string): boolean {
  const opening = answer.slice(0, OPENING);
  return REFUSALS.some((refusal) => refusal.test(opening));
}

/** Whether the raw text names everyone, a person, a role or those present in the way that Discord pings. */
export const isPing = (answer: string): boolean => /@(?:everyone|here)\b|<@[!&]?\d+>/u.test(answer);
