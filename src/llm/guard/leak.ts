// Keeps the standing instruction out of what people read.
import { wordsOf } from '../../patterns.ts';
import { proseAndCode, sentencesOf, type Span } from './prose.ts';
import { isOfTheBot, runsIn } from './runs.ts';

/** What a person is said to feel, as the prompt tells it. Where the message speaks of such things, so may the answer. */
const MOOD =
  /\b(?:the|this) (?:person|user)['’]s (?:mood|message|sentiment)(?: here| right now)? (?:is|seems?|appears?|looks?|sounds?|was)\b|\bthe mood of the (?:person|user) (?:is|seems?|appears?|looks?)\b|\bthe (?:person|user) (?:is in good spirits|may be upset|seems? (?:to be )?(?:upset|happy|sad|angry))\b|(?:这个人|這個人|用户|用戶|使用者)(?:现在|現在)?的(?:心情|情绪|情緒)(?:是|很|看起来|看起來|似乎|好像|比较|比較|有点|有點|不|偏)/iu;
const OF_MOOD = /\b(?:mood|sentiment|users?|person|feel\w*)\b|心情|情绪|情緒|用户|用戶|使用者/iu;
/** Manners of an answer: "I was told to come home" is a story. */
const MANNER =
  '(?:kind|brief|short|concise|friendly|polite|nice|warm|helpful|honest|calm|neutral|cheerful|supportive|an? (?:\\w+ )?(?:assistant|bot))';
const TOLD = [
  String.raw`(?:always |only |never )?(?:answer|reply|respond|speak)\b(?: \w+)?(?: (?:questions?|messages?|people|users?|you|everything|them))?(?: \w+)? (?:in|with|briefly|shortly|kindly|politely|honestly)\b`,
  String.raw`(?:always )?keep (?:it|things|(?:my|the|all) (?:answers?|repl(?:y|ies)|responses?|messages?|instructions?|prompt|rules))\b`,
  String.raw`say (?:(?:that )?i(?:['’]m| am| do(?:n['’]t)?| can(?:['’]t|not)?)|so if|nothing (?:about|of) (?:my|the) (?:instructions?|prompt|rules))\b`,
].join('|');
/** Talk of what stands behind the answer, told and not refused. */
const TALK = new RegExp(
  [
    String.raw`\bmy (?:standing |system |hidden )?(?:instructions?|prompt|rules) (?:are|is|says?|tells?|includes?)\b`,
    String.raw`^\W*as (?:i was )?instructed\b|\bas i was instructed\b`,
    String.raw`\bi(?: was| am| have been|['’]m|['’]ve been) (?:told|instructed|asked) (?:not )?to (?:${TOLD})`,
    String.raw`^\W*(?:(?:well|yes|sure|ok(?:ay)?|because|also)[\s,]+)*i(?: was| am| have been|['’]m|['’]ve been) (?:told|instructed) to (?:always )?be (?:\w+,? (?:and )?)?${MANNER}\b`,
    '我的(?:系统|系統)?(?:指令|提示词|提示詞|设定|設定|规则|規則)(?:是|要求|说|說|为|為|包括)',
    '我(?:被)?(?:要求|指示)(?:要|去|只)?(?:[用以]|保持)?[^。！？\\n]{0,10}(?:回答|回复|回覆|作答|说话|說話|语气|語氣|友好|友善|简短|簡短|简洁|簡潔)',
    String.raw`^\W*(?:system|系统提示|系統提示)\s*[:：]`,
  ].join('|'),
  'iu',
);

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

/** `secrets`: what stands in the prompt and is not for people. `message`: what is answered. */
export function leaksOf(secrets: readonly string[], message = ''): Leaks {
  const hidden = secrets.flatMap((text) =>
    sentencesOf(text)
      .map(({ start, end }) => text.slice(start, end))
      .map((told) => ({ secret: wordsOf(told.toLowerCase()), isOwn: isOfTheBot(told) }))
      .filter(({ secret }) => secret.length >= LEAST),
  );
  const isSecret = (sentence: string) => {
    const words = wordsOf(sentence.toLowerCase());
    if (words.length < LEAST) return false;
    return hidden.some(({ secret, isOwn }) =>
      isOwn ? words[0] === secret[0] && nearly(words, secret) : nearly(words, secret),
    );
  };
  const isOfMood = OF_MOOD.test(message);
  const isLeak = (sentence: string) =>
    TALK.test(sentence) || (!isOfMood && MOOD.test(sentence)) || isSecret(sentence);
  const runsOf = runsIn(secrets);
  const mayBecome = (sentence: string) => {
    const words = wordsOf(sentence.toLowerCase());
    const last = words.at(-1) ?? '';
    return words.length > 1 && hidden.some(({ secret }) => isBeginning(words.slice(0, -1), last, secret));
  };
  const kept = (prose: string, isRun: (span: Span) => boolean, isLast: boolean) => {
    const spans = sentencesOf(prose);
    return spans
      .map((span, i) => {
        const sentence = prose.slice(span.start, span.end);
        if (isLeak(sentence) || isRun(span)) return '';
        return isLast && i === spans.length - 1 && mayBecome(sentence) ? '' : sentence;
      })
      .join('');
  };
  /** Code keeps all lines but those of the instruction, and its fences. */
  const shut = (code: string, isRun: (span: Span) => boolean) =>
    sentencesOf(code)
      .map((span) => {
        const line = code.slice(span.start, span.end);
        const isTold = isSecret(line.replace(/`/g, '')) || isRun(span);
        return isTold ? line.replace(/[^`\n]/g, '') : line;
      })
      .join('');
  return {
    without(text, isWhole) {
      const runs = runsOf(text);
      const parts = proseAndCode(text);
      let from = 0;
      return parts
        .map((part, i) => {
          const base = from;
          from += part.text.length;
          const isRun = ({ start, end }: Span) =>
            runs.some((run) => run.start < base + end && base + start < run.end);
          if (part.isCode) return shut(part.text, isRun);
          return kept(part.text, isRun, !isWhole && i === parts.length - 1);
        })
        .join('');
    },
  };
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
