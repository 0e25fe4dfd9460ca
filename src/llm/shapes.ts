// Lists with marks, JSON, and how long an answer may be: what is asked for in a clause of its own, or at the end of one.
import { COUNT, LARGE_HAN, countOf, thingsIn } from './counted.ts';
import { AFTER, ASK, ASK_HAN, PLEASE, PLEASE_HAN, whole } from './requested.ts';

export type Shape =
  /** At most so many words, or characters of Chinese. */
  | { readonly kind: 'limit'; readonly count: number }
  /** A list with marks before its things; null for as many as fit. */
  | { readonly kind: 'bullets' | 'numbers'; readonly count: number | null }
  | { readonly kind: 'json' };

const ASKS = String.raw`(?:(?:can|could|would) you\s+)?(?:${ASK}|list|write|show|compare|outline|format|convert|turn|return|output|break|introduce|what(?:['’]s| is| are)|which|how (?:does|do) (?!i\b|we\b|you\b)|who (?:is|was))`;
/** "As a numbered list", or that at the end of what is asked. */
const shaped = (shape: string) => [
  whole(
    String.raw`${PLEASE}(?:(?:${ASK}|list|use|return|output|make)\s+)?(?:it\s+|me\s+|them\s+|this\s+|that\s+)?${shape}${AFTER}`,
  ),
  whole(String.raw`${PLEASE}${ASKS}\s?.{1,120}\s${shape}${AFTER}`),
];
const inHan = (shape: string) => [
  whole(`${PLEASE_HAN}${shape}(?:来|來)?(?:${ASK_HAN}|列出|列|写|寫|给|給|返回|输出|輸出)?(?!不).{0,40}`),
  whole(
    `${PLEASE_HAN}(?:${ASK_HAN}|列出|列|写|寫|给我|給我|返回|输出|輸出|转|轉).{1,40}${shape}(?:列出|返回|输出|輸出)?`,
  ),
];
const LIKE = String.raw`(?:as|in|with|using|use|into|to)\s+(?:an?\s+)?(?:short |simple |plain |valid |raw )?`;
const MARKED: readonly { readonly kind: 'bullets' | 'numbers'; readonly patterns: readonly RegExp[] }[] = [
  {
    kind: 'numbers',
    patterns: [
      ...shaped(`(?:${LIKE})?(?:numbered (?:list|steps|points|lines)|numbering)`),
      ...inHan('(?:用|以|按)(?:编号|編號|序[号號]|有序)(?:列表|清单|清單)?(?:的?形式|的?方式|的?格式)?'),
    ],
  },
  {
    kind: 'bullets',
    patterns: [
      ...shaped(`(?:${LIKE})?(?:bullet(?:ed)?[ -]?(?:points?|list))`),
      ...shaped(`${LIKE}bullets`),
      ...inHan(
        '(?:用|以|按)(?:无序|無序)?(?:列表|要[点點]|[项項]目符[号號]|[条條]列)(?:的?形式|的?方式|的?格式)?',
      ),
      ...inHan('分[点點条條](?:列出|列|说明|說明|回答|作答)'),
    ],
  },
];
const JSON_FORM = [
  ...shaped(String.raw`(?:${LIKE})?(?:valid )?json(?: format| object| array| list)?`),
  ...inHan(String.raw`(?:用|以|按|成)\s*json\s*(?:的?格式|的?形式|[对對]象|[数數][组組])?`),
];

/** A list with marks, or JSON. */
export function shapeIn(clauses: readonly string[], said: string): Shape | null {
  const isAsked = (patterns: readonly RegExp[]) =>
    clauses.some((clause) => patterns.some((pattern) => pattern.test(clause)));
  if (isAsked(JSON_FORM)) return { kind: 'json' };
  const marked = MARKED.find(({ patterns }) => isAsked(patterns));
  if (!marked) return null;
  const count = thingsIn(said);
  return { kind: marked.kind, count: count !== null && count >= 2 && count <= MOST_ITEMS ? count : null };
}

const MOST_ITEMS = 24;
/** A shorter limit is no room for an answer, a longer one is kept anyway. */
const LIMIT = { least: 3, most: 200 };
const N = String.raw`(\d{1,3}|${COUNT.slice(COUNT.indexOf('|') + 1)}`;
const WORDS = [
  ...shaped(
    String.raw`(?:in|within|under|using|with)\s+(?:at most |max(?:imum)? |no more than |less than |fewer than |under |up to |only |just |exactly )?${N} words(?: or (?:less|fewer)| max| maximum| tops| at most)?`,
  ),
  ...shaped(String.raw`(?:at most|max(?:imum)?|no more than|less than|fewer than|under|up to) ${N} words`),
  ...shaped(String.raw`${N} words (?:or (?:less|fewer)|max|maximum|tops|at most)`),
];
const CHARACTERS = inHan(
  `(?:用|以|在|字[数數])?(?:(?:不超[过過]|[别別]超[过過]|不要超[过過]|最多|不多[于於]|控制在|限)\\s*${LARGE_HAN}[个個]?字(?:以[内內]|之?[内內])?|${LARGE_HAN}[个個]?字(?:以[内內]|之[内內]|[内內]))`,
);

/** How long an answer may be. */
export function limitIn(clauses: readonly string[]): Shape | null {
  const count = clauses
    .flatMap((clause) => [...WORDS, ...CHARACTERS].map((pattern) => countOf(pattern.exec(clause))))
    .find(Boolean);
  return count && count >= LIMIT.least && count <= LIMIT.most ? { kind: 'limit', count } : null;
}
