// Finds sums in a text: "(3+4)*2", "2^3 plus 1", "1/3 of 90", 7乘以8.
import { worthOf, type Sign, type SignKind, type Worth } from './arithmetic.ts';

const NAMED = 'times|plus|minus|percent|squared|cubed|divided|multiplied';
/** In the order in which they are looked for. */
const KINDS: Readonly<Record<Kind, string>> = {
  number: String.raw`(?:\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.\d{1,6})?(?![\d_]|[.,:]\d|(?!x\s*\d|${NAMED})\p{Script=Latin})`,
  // A time, a version, "3rd", "4y": nothing to reckon with.
  unread: String.raw`\d[\d.,:]*`,
  raised: String.raw`squared\b|cubed\b|[²³]|的平方(?!根)|的立方(?!根)|的\d{1,2}次方`,
  power: String.raw`\*\*|\^|to the power of\b`,
  times: String.raw`(?<=[\d)]\s*)x(?=\s*[\d(])|[×*✖·]|times\b|multiplied by\b|乘以?|乘上`,
  over: String.raw`[÷/]|divided by\b|除以`,
  plus: String.raw`[+＋]|plus\b|加上?`,
  less: String.raw`[-−–－]|minus\b|take away\b|减去?|減去?`,
  percent: String.raw`[%％]|percent\b`,
  of: String.raw`of\b|(?<=[%％]\s*)的`,
  open: '[(（]',
  close: '[)）]',
  space: String.raw`\s+`,
  other: String.raw`\p{Script=Latin}+|[^]`,
};
type Kind = SignKind | 'unread' | 'space' | 'other';
const TOKEN = new RegExp(
  Object.entries(KINDS)
    .map(([kind, source]) => `(?<${kind}>${source})`)
    .join('|'),
  'giu',
);

interface Token {
  readonly kind: Kind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface Expression {
  /** Where it stands. */
  readonly start: number;
  readonly end: number;
  /** Null where it is no whole sum: "x + 3 + 4", "24 / 7 / week". */
  readonly worth: Worth | null;
  /** Nothing but x, / and -, which stand in sizes, dates and scores as well. */
  readonly isDoubtful: boolean;
  /** Without a space. */
  readonly isTight: boolean;
  /** A part of something. */
  readonly isShare: boolean;
}

/** All that reads like a sum; a number alone is none. */
export function expressionsIn(text: string): Expression[] {
  return runsIn(text).flatMap((run) => {
    const trimmed = withoutLoose(run, text);
    const [first, last] = [trimmed[0], trimmed.at(-1)];
    const values = trimmed.filter(({ kind }) => kind === 'number' || kind === 'unread' || kind === 'raised');
    if (!first || !last || values.length < 2) return [];
    const read = text.slice(first.start, last.end);
    const signs = trimmed.filter(isSign);
    const isWhole = signs.length === trimmed.length && isApart(text, trimmed);
    const operators = trimmed.filter(({ kind }) => kind !== 'number' && kind !== 'unread');
    return {
      start: first.start,
      end: last.end,
      worth: isWhole ? worthOf(signs) : null,
      isDoubtful: operators.every((one) => /^[x/\-–－]$/iu.test(one.text)),
      isTight: !/\s/u.test(read),
      isShare: operators.some(({ kind }) => kind === 'of'),
    };
  });
}

const isSign = (token: Token): token is Token & Sign => token.kind !== 'unread' && token.kind !== 'other';

/** Numbers and signs with nothing but spaces between them. */
function runsIn(text: string): Token[][] {
  const runs: Token[][] = [[]];
  for (const { groups = {}, index, 0: said } of text.matchAll(TOKEN)) {
    const kind = (Object.keys(KINDS) as Kind[]).find((one) => groups[one] !== undefined);
    if (kind === undefined || kind === 'space') continue;
    if (kind === 'other') runs.push([]);
    else runs.at(-1)?.push({ kind, text: said, start: index, end: index + said.length });
  }
  return runs.filter((run) => run.length > 0);
}

/** "(What is 3 + 4)" has brackets that are not of the sum, and "the sum of 3 + 4" an "of". */
function withoutLoose(run: readonly Token[], text: string): readonly Token[] {
  const count = (kind: Kind) => run.filter((token) => token.kind === kind).length;
  const isEven = text.match(/[(（]/gu)?.length === text.match(/[)）]/gu)?.length;
  const excess = isEven ? count('open') - count('close') : 0;
  if (run[0]?.kind === 'of' || (excess > 0 && run[0]?.kind === 'open'))
    return withoutLoose(run.slice(1), text);
  return excess < 0 && run.at(-1)?.kind === 'close' ? withoutLoose(run.slice(0, -1), text) : run;
}

/** A letter or a sign of money beside it is a part of it, and is not read; so is a letter that stands for a number. */
function isApart(text: string, run: readonly Token[]): boolean {
  const before = text.slice(0, run[0]?.start ?? 0);
  const after = text.slice(run.at(-1)?.end ?? text.length);
  if (/[\p{Script=Latin}_#@$€£¥\\]$/u.test(before) || /^[\p{Script=Latin}_$€£¥°\\的]/u.test(after))
    return false;
  if (/^\s*[b-hj-tv-z](?![\p{L}\p{N}'’])/iu.test(after)) return false;
  if (run[0]?.kind !== 'less') return true;
  return run[1]?.start === run[0].end && !/(?<![\p{L}\p{N}'’])[b-hj-z]\s*$/iu.test(before);
}
