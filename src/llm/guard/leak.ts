// Keeps the standing instruction out of what people read.
import { proseAndCode, sentencesOf } from './prose.ts';

/** Talk of what stands behind the answer, told and not refused. */
const TALK =
  /\b(?:the (?:person|user)['’]s (?:mood|message|sentiment)|the mood of the (?:person|user)|(?:the (?:person|user)) (?:is in good spirits|may be upset|seems? (?:to be )?(?:upset|happy|sad|angry))|my (?:standing |system |hidden )?(?:instructions?|prompt|rules) (?:are|is|says?|tells?|includes?)|as (?:i was )?instructed|i (?:was|am|have been) (?:told|instructed) to)\b|(?:这个人|這個人|用户|用戶|使用者|对方|對方)的(?:心情|情绪|情緒)|我的(?:系统|系統)?(?:指令|提示词|提示詞|设定|設定|规则|規則)(?:是|要求|说|說|为|為|包括)|我(?:被)?(?:要求|指示)(?:要|去|用|以)|^\W*(?:system|系统提示|系統提示)\s*[:：]/iu;

/** Words of a sentence from which it can be told from any other. */
const LEAST = 5;
/** The share of a sentence's words that stand in one of the prompt, in their order. */
const NEARLY = 0.85;

export interface Leaks {
  /**
   * The text without the sentences that tell of the prompt. While it is not whole, a last sentence that may become
   * one is held back.
   */
  without(text: string, isWhole: boolean): string;
}

/** `secrets`: what stands in the prompt and is not for people. */
export function leaksOf(secrets: readonly string[]): Leaks {
  const hidden = secrets.flatMap((text) =>
    sentencesOf(text)
      .map(({ start, end }) => wordsOf(text.slice(start, end)))
      .filter(({ length }) => length >= LEAST),
  );
  const isLeak = (sentence: string) => {
    if (TALK.test(sentence)) return true;
    const words = wordsOf(sentence);
    return words.length >= LEAST && hidden.some((secret) => nearly(words, secret));
  };
  const mayBecome = (sentence: string) => {
    const words = wordsOf(sentence);
    const last = words.at(-1) ?? '';
    return words.length > 1 && hidden.some((secret) => isBeginning(words.slice(0, -1), last, secret));
  };
  const kept = (prose: string, isLast: boolean) => {
    const spans = sentencesOf(prose);
    return spans
      .map(({ start, end }, i) => {
        const sentence = prose.slice(start, end);
        if (isLeak(sentence)) return '';
        return isLast && i === spans.length - 1 && mayBecome(sentence) ? '' : sentence;
      })
      .join('');
  };
  return {
    without(text, isWhole) {
      const parts = proseAndCode(text);
      return parts
        .map((part, i) => (part.isCode ? part.text : kept(part.text, !isWhole && i === parts.length - 1)))
        .join('');
    },
  };
}

/** Words, and characters of scripts that write without spaces. */
function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/\p{Script=Han}|[\p{L}\p{N}'’]+/gu) ?? [];
}

/** The last word may be half written. */
function isBeginning(words: readonly string[], last: string, secret: readonly string[]): boolean {
  return words.every((word, i) => word === secret[i]) && secret[words.length]?.startsWith(last) === true;
}

function nearly(words: readonly string[], secret: readonly string[]): boolean {
  const most = Math.max(words.length, secret.length);
  if (Math.min(words.length, secret.length) < NEARLY * most) return false;
  return commonLength(words, secret) >= NEARLY * most;
}

/** Of the longest common subsequence. */
function commonLength(a: readonly string[], b: readonly string[]): number {
  let row = new Array<number>(b.length + 1).fill(0);
  for (const word of a) {
    const next = [0];
    for (const [j, other] of b.entries()) {
      next.push(word === other ? (row[j] ?? 0) + 1 : Math.max(row[j + 1] ?? 0, next[j] ?? 0));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
