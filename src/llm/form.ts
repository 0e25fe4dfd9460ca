// The form that an answer is asked to have, as a grammar: small models read "one word only" and write three sentences.
// A form that nobody asked for does more harm than one that is missed, so only plain requests are read.
import { ABOUT_CODE } from '../patterns.ts';
import { limitIn, shapeIn, type Shape } from './shapes.ts';
import { AFTER, ASK, ASK_HAN, ENOUGH_HAN, PLEASE, PLEASE_HAN, whole } from './requested.ts';
import { COUNT, COUNT_HAN, NO_ORDINAL, countOf, thingsIn } from './counted.ts';

export type Form =
  | { readonly kind: 'yes or no' | 'one word' | 'one sentence' }
  | { readonly kind: 'sentences'; readonly least: number; readonly most: number }
  /** Chinese, so many characters. */
  | { readonly kind: 'characters'; readonly count: number }
  | Shape
  /** Of a poem; or things, a line each. */
  | { readonly kind: 'lines' | 'list'; readonly count: number };

/** Longer messages tell much besides, and may name a form without asking for it. */
const LONGEST = 240;
/** A longer list is left to the model, whose answer has no room for it. */
const MOST_LINES = 24;
const MOST_CHARACTERS = 6;

const YES_OR_NO = [
  whole(
    String.raw`${PLEASE}(?:${ASK}\s+)?(?:me\s+)?(?:with\s+|by\s+)?(?:only\s+|just\s+)?(?:a\s+)?(?:simple\s+)?["“]?(?:yes["”]?\s*(?:or|/)\s*["“]?no|y/n)["”]?${AFTER}`,
  ),
  /^(?:yes or no|yes\/no|y\/n)\s+(?:is|are|was|were|do|does|did|can|could|will|would|should|has|have)\s+(?!an?\b)/iu,
  whole(
    `${PLEASE_HAN}(?:用|能)?${ASK_HAN}[「“"']?(?:是|對|对|能|会|會)[」”"']?(?:或者?|还是|還是|、|/)[「“"']?(?:不是|否|不對|不对|错|錯|不能|不会|不會)[」”"']?${ENOUGH_HAN}`,
  ),
  whole(
    `${PLEASE_HAN}用?[「“"']?是[」”"']?(?:或者?|还是|還是|、|/)[「“"']?(?:不是|否)[」”"']?(?:来|來)?(?:回答|作答)?`,
  ),
];
/** "One word: …", "in one word", "describe it in one word"; the same of a sentence. */
const oneOf = (thing: string) => [
  whole(
    String.raw`${PLEASE}(?:${ASK}\s+)?(?:it\s+|me\s+)?(?:in|with|using|use)\s+(?:exactly |just |only )?${thing}${AFTER}`,
  ),
  whole(
    String.raw`${PLEASE}(?:give me\s+|write\s+)?(?:exactly )?${thing}(?:\s+(?:for|about) .{1,40})?${AFTER}`,
  ),
  whole(
    String.raw`${PLEASE}(?:can you\s+|could you\s+)?${ASK}\s.{1,100}\s(?:in|with|using)\s+(?:exactly |just |only )?${thing}${AFTER}`,
  ),
  new RegExp(String.raw`^in ${thing}\s+(?:what|who|how|where|which|when|why|is|are)\b`, 'iu'),
];
const ONE_WORD = [
  ...oneOf('(?:one|a single|1)[ -]word'),
  whole(`${PLEASE_HAN}[用以]一[个個][词詞](?:语|語)?(?:来|來)?${ASK_HAN}(?!不).{0,20}`),
  whole(`${PLEASE_HAN}(?:${ASK_HAN}|给我|給我)一[个個][词詞]${ENOUGH_HAN}`),
];
const ONE_SENTENCE = [
  ...oneOf('(?:one|a single|1)[ -](?:short |simple |plain )*(?:sentence|line summary)'),
  /^(?:please |pls )?(?:give me |write )?an? one-sentence (?:summary|answer|explanation|description)\b/iu,
  whole(`${PLEASE_HAN}[用以](?:简单|簡單|简短|簡短)?一句[话話](?:来|來)?${ASK_HAN}(?!不).{0,40}`),
  whole(
    `${PLEASE_HAN}一句[话話](?:说清楚|說清楚|说明|說明|解释|解釋|概括|总结|總結|回答|介绍|介紹)(?!不).{0,40}`,
  ),
  whole(`${PLEASE_HAN}一句[话話]${ENOUGH_HAN}`),
];
/** "In two sentences", "in 2-3 sentences", "at most three sentences". */
const MANY = String.raw`(?:(?<most>at most|max(?:imum)?|no more than|up to) )?(?:(?<least>\d|two|three)\s?(?:-|–|to|or)\s?)?(?<many>\d|two|three|four|five|six) (?:short |simple |complete )?sentences(?: or (?<fewer>less|fewer))?`;
const MANY_HAN = '(?<most>最多|不超过|不超過)?(?<many>[2-6二两兩三四五六])句[话話](?:以内|以內)?';
const SENTENCES = [
  whole(
    String.raw`${PLEASE}(?:(?:${ASK}|introduce)\s+)?(?:it\s+|me\s+|that\s+|this\s+|yourself\s+)?(?:in|with|using|use)\s+(?:exactly |just |only )?${MANY}${AFTER}`,
  ),
  whole(
    String.raw`${PLEASE}(?:(?:give me|write)\s+)?(?:exactly )?${MANY}(?:\s+(?:for|about|on) .{1,40})?${AFTER}`,
  ),
  whole(
    String.raw`${PLEASE}(?:can you\s+|could you\s+)?(?:${ASK}|introduce|what(?:['’]s| is| are)|how (?:does|do) (?!i\b|we\b|you\b)|who (?:is|was))\s?.{1,100}\s(?:in|with|using)\s+(?:exactly |just |only )?${MANY}${AFTER}`,
  ),
  whole(`${PLEASE_HAN}(?:用|以|写|寫)${MANY_HAN}(?:来|來)?(?:${ASK_HAN}|写|寫)?(?!不|造).{0,40}`),
  whole(
    `${PLEASE_HAN}${MANY_HAN}(?:说清楚|說清楚|说明|說明|解释|解釋|概括|总结|總結|回答|介绍|介紹)(?!不).{0,40}`,
  ),
  whole(`${PLEASE_HAN}${MANY_HAN}${ENOUGH_HAN}`),
];
const CHARACTERS = [
  whole(`${PLEASE_HAN}用${COUNT_HAN}[个個]字(?:来|來)?${ASK_HAN}(?!不).{0,20}`),
  whole(`${PLEASE_HAN}(?:回答|回复|回覆|回|说|說)我?${COUNT_HAN}[个個]字`),
];

/** That each thing has a line of its own. */
const EACH_LINE =
  /\b(?:one|each|1)(?: of them| one| thing| item| name)? (?:per|to a|a|on (?:its|a|their) (?:own|new|separate)) line\b|\bon separate lines\b|(?:一行一|每行一)[个個条條种種样樣句项項]|每[个個条條种種句项項]一行|分行[列写寫]/iu;
/** A poem of so many lines that is to be written. */
const POEM = /\b(?:poem|verse|rhyme|lyrics|song|ode)\b|[诗詩]|歌[词詞]|[对對][联聯]/iu;
const TO_WRITE =
  /^(?:please |pls |can you |could you |now |ok )*(?:write|compose|make|give|create|craft|do|(?:an? )?(?:short |little )?poem)\b|[写寫来來作做]/iu;
const LINES = new RegExp(
  String.raw`\b${COUNT}[- ]lines?\b|\b(?:in|of|with|exactly)\s+${COUNT}\s+lines\b|${NO_ORDINAL}${COUNT_HAN}行(?!\p{Script=Han}*[业業政列])`,
  'iu',
);

/** As many as there are of something, which the words don't tell. */
const EVERY = /\b(?:each|every|per|respectively)\b|每|各|分别|分別/iu;
/** More is asked for than the form would hold. */
const MORE =
  /\b(?:then|and explain|and why|but explain|(?:with|and) (?:a )?(?:reasons?|details)|paragraphs?)\b|然后|然後|[并並]|[详詳][细細]|理由|原因|再[写寫说說解]/iu;
const WHY = /\b(?:why|because|how come)\b|[为為]什[么麼]/iu;

/** The form that a message asks for, of the person's own words; null where it asks for none. */
export function formIn(said: string): Form | null {
  if (said.length > LONGEST || ABOUT_CODE.test(said) || MORE.test(said)) return null;
  const clauses = requestsIn(said);
  const asks = (patterns: readonly RegExp[]) =>
    clauses.some((one) => patterns.some((each) => each.test(one)));
  if (asks(YES_OR_NO)) return WHY.test(said) ? null : { kind: 'yes or no' };
  if (EVERY.test(said.replace(EACH_LINE, ' '))) return null;
  if (asks(ONE_WORD)) return { kind: 'one word' };
  const characters = clauses
    .flatMap((one) => CHARACTERS.map((each) => countOf(each.exec(one))))
    .find(Boolean);
  if (characters) return characters <= MOST_CHARACTERS ? { kind: 'characters', count: characters } : null;
  if (asks(ONE_SENTENCE)) return { kind: 'one sentence' };
  const sentences = clauses.flatMap((one) => SENTENCES.map((each) => each.exec(one))).find(Boolean);
  if (sentences) return sentencesOf(sentences);
  return listIn(said) ?? poemIn(said) ?? shapeIn(clauses, said) ?? limitIn(clauses);
}

/** The first and the last clause of each sentence, where a form is asked for; a bare name of one is no question. */
function requestsIn(said: string): string[] {
  const sentences = said.match(/[^.!?。！？\n]+[.!?。！？]*/gu) ?? [];
  return sentences.flatMap((sentence, i) => {
    const clauses = sentence
      .replace(/[.!?。！？]+$/u, '')
      .split(/[,;:，；：、](?=\s|\p{Script=Han}|$)|\s[-–—]+\s|(?<=\p{Script=Han})\s+(?=\p{Script=Han})/u)
      .map((clause) => clause.trim());
    const isAsked = /[?？]\s*$/u.test(sentence);
    // "Only one word? That was rude."
    if (isAsked && clauses.length === 1 && i < sentences.length - 1) return [];
    // "In one word: terrible." says it, and asks for nothing.
    const isAnswered = clauses.length === 2 && /^[^:：]+[:：]/u.test(sentence) && !ASKING.test(said);
    return isAnswered ? [] : [clauses[0] ?? '', clauses.at(-1) ?? ''];
  });
}

/** Something is asked or wished for beside the form. */
const ASKING =
  /[?？]|\b(?:what|who|how|where|which|when|only|please|pls|just|the|opposite|capital|name)\b|[吗嗎呢]|什么|什麼|怎么|怎麼|哪|谁|誰|[只回]/iu;

function listIn(said: string): Form | null {
  const at = said.search(EACH_LINE);
  if (at < 0) return null;
  const sentences = said.slice(0, at).match(/[^.!?。！？\n]+[.!?。！？\n]*/gu) ?? [];
  // "Name five birds. One per line."
  const count = sentences.map(thingsIn).findLast((found) => found !== 0);
  return typeof count === 'number' && isListed(count) ? { kind: 'list', count } : null;
}

function poemIn(said: string): Form | null {
  if (!POEM.test(said) || !TO_WRITE.test(said.trim())) return null;
  const count = countOf(LINES.exec(said));
  return count !== null && isListed(count) ? { kind: 'lines', count } : null;
}

function sentencesOf({ groups = {} }: RegExpExecArray): Form | null {
  const { many = '', least: from, most: limit, fewer } = groups;
  const most = countOf(['', many]) ?? 0;
  const least = (limit ?? fewer) ? 1 : from === undefined ? most : (countOf(['', from]) ?? most);
  return most >= 2 && least <= most ? { kind: 'sentences', least, most } : null;
}

const isListed = (count: number) => count >= 2 && count <= MOST_LINES;
