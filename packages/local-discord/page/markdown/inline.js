// @ts-check
// Discord's inline markdown: text -> spans. Never throws; what is not markup stays text.

/** @typedef {import('./nodes.d.ts').Span} Span */

/** Markup that is nested deeper stays text, so that a hostile message cannot make the parser recurse without end. */
const MAX_DEPTH = 8;

/** The source of a regular expression for one id. */
const ID = String.raw`\d{1,20}`;

/** @type {[RegExp, (match: RegExpExecArray, depth: number) => Span | null][]} Tried in order at each special character. */
const RULES = [
  [/\\([^\p{L}\p{N}\s])/uy, ([, character]) => ({ type: 'text', text: character ?? '' })],
  [new RegExp(`<@!?(${ID})>`, 'y'), ([, id]) => ({ type: 'user', id: id ?? '' })],
  [new RegExp(`<#(${ID})>`, 'y'), ([, id]) => ({ type: 'channel', id: id ?? '' })],
  [new RegExp(`<@&(${ID})>`, 'y'), ([, id]) => ({ type: 'role', id: id ?? '' })],
  [new RegExp(`</([^:<>\\n]{1,100}):${ID}>`, 'y'), ([, name]) => ({ type: 'command', name: name ?? '' })],
  [new RegExp(`<a?:(\\w{2,32}):${ID}>`, 'y'), ([, name]) => ({ type: 'emoji', name: name ?? '' })],
  [
    /<t:(-?\d{1,13})(?::([tTdDfFR]))?>/y,
    ([, seconds, style]) => ({ type: 'time', seconds: Number(seconds), style: style ?? 'f' }),
  ],
  [/@(?:everyone|here)\b/y, ([text]) => ({ type: 'everyone', text })],
  [/<(https?:\/\/[^\s<>]+)>/y, ([, href]) => link(href ?? '')],
  [
    /\[([^[\]\n]{1,500})\]\(<?(https?:\/\/[^\s()<>]+(?:\([^\s()<>]*\)[^\s()<>]*)*)>?\)/y,
    ([, label, href], depth) => link(href ?? '', spans(label ?? '', depth + 1)),
  ],
  [
    /https?:\/\/[^\s<>"'`|*，。！？；：、（）【】「」]*[^\s<>"'`|*.,:;!?)\]}，。！？；：、（）【】「」]/y,
    ([href]) => link(href),
  ],
  [/\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/y, nest('strong')],
  [/__(?=\S)([\s\S]*?\S)__(?!_)/y, nest('u')],
  [/~~(?=\S)([\s\S]*?\S)~~/y, nest('s')],
  [/\|\|(?=\S)([\s\S]*?\S)\|\|/y, nest('spoiler')],
  [/\*(?![\s*])((?:\*\*[^*]+\*\*|[^*])*?[^\s*])\*(?!\*)/y, nest('em')],
  [/(?<![\p{L}\p{N}_])_(?![\s_])([^_]*[^\s_])_(?![\p{L}\p{N}_])/uy, nest('em')],
];

/** Where a rule can start. */
const SPECIAL = /[\\`<@[*_~|]|https?:\/\//g;

/**
 * @param {string} text
 * @param {number} [depth]
 * @returns {Span[]}
 */
export function spans(text, depth = 0) {
  /** @type {Span[]} */
  const out = [];
  let plain = '';
  let at = 0;
  if (depth > MAX_DEPTH) return text ? [{ type: 'text', text }] : [];
  while (at < text.length) {
    SPECIAL.lastIndex = at;
    const next = SPECIAL.exec(text)?.index ?? text.length;
    plain += text.slice(at, next);
    at = next;
    if (at === text.length) break;
    const found = match(text, at, depth);
    if (found && found.span.type === 'text') plain += found.span.text;
    else if (found) {
      if (plain) out.push({ type: 'text', text: plain });
      plain = '';
      out.push(found.span);
    } else plain += text[at];
    at = found ? found.end : at + 1;
  }
  if (plain) out.push({ type: 'text', text: plain });
  return out;
}

/**
 * @param {string} text
 * @param {number} at
 * @param {number} depth
 */
function match(text, at, depth) {
  if (text[at] === '`') return code(text, at);
  for (const [rule, make] of RULES) {
    rule.lastIndex = at;
    const found = rule.exec(text);
    const span = found && make(found, depth);
    if (found && span) return { span, end: at + found[0].length };
  }
  return null;
}

/**
 * Code ends at a run of as many backticks. Searched by hand, because a regular expression would backtrack for seconds.
 * @param {string} text
 * @param {number} at
 * @returns {{span: Span, end: number}}
 */
function code(text, at) {
  const ticks = /`+/g;
  ticks.lastIndex = at;
  const open = ticks.exec(text)?.[0] ?? '`';
  for (let run = ticks.exec(text); run; run = ticks.exec(text)) {
    if (run[0].length !== open.length) continue;
    const inner = text.slice(at + open.length, run.index);
    return { span: { type: 'code', text: inner }, end: ticks.lastIndex };
  }
  return { span: { type: 'text', text: open }, end: at + open.length };
}

/**
 * @param {'strong' | 'em' | 'u' | 's' | 'spoiler'} type
 * @returns {(match: RegExpExecArray, depth: number) => Span}
 */
function nest(type) {
  return ([, inner], depth) => ({ type, children: spans(inner ?? '', depth + 1) });
}

/**
 * Only http(s) addresses become links.
 * @param {string} href
 * @param {Span[]} [children]
 * @returns {Span | null}
 */
function link(href, children = [{ type: 'text', text: href }]) {
  return URL.canParse(href) ? { type: 'link', href, children } : null;
}
