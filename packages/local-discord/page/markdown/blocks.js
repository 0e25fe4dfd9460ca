// @ts-check
// Discord's block markdown: text -> blocks (code fences, quotes, headings, lists, lines).
import { spans } from './inline.js';

/** @typedef {import('./nodes.d.ts').Block} Block */

const FENCE = /```(?:([\w+.#-]{1,20})\n)?([\s\S]*?)```/g;
const LIST_ITEM = /^( *)(?:[-*]|(\d{1,9})\.) +(.+)$/;
const MAX_QUOTES = 4;

/**
 * @param {string} text
 * @param {number} [depth]
 * @returns {Block[]}
 */
export function blocks(text, depth = 0) {
  /** @type {Block[]} */
  const out = [];
  let at = 0;
  for (const fence of text.matchAll(FENCE)) {
    if (!fence[2]?.trim() || inQuote(text, fence.index)) continue;
    out.push(...lineBlocks(text.slice(at, fence.index).replace(/\n$/, ''), depth));
    out.push({ type: 'pre', language: fence[1] ?? '', text: fence[2].replace(/^\n|\n$/g, '') });
    at = fence.index + fence[0].length;
    if (text[at] === '\n') at += 1;
  }
  out.push(...lineBlocks(text.slice(at), depth));
  return out;
}

/** A fence on a quoted line belongs to the quote. @param {string} text @param {number} at */
function inQuote(text, at) {
  return (
    /^>(?:>>)? /.test(text.slice(text.lastIndexOf('\n', at - 1) + 1, at)) || /^>>> /m.test(text.slice(0, at))
  );
}

/**
 * @param {string} text
 * @param {number} depth
 * @returns {Block[]}
 */
function lineBlocks(text, depth) {
  if (!text) return [];
  const lines = text.split('\n');
  /** @type {Block[]} */
  const out = [];
  /** @type {string[]} */
  let plain = [];
  const flush = () => {
    if (plain.length) out.push({ type: 'lines', children: spans(plain.join('\n')) });
    plain = [];
  };
  for (let at = 0; at < lines.length; at += 1) {
    const block = blockAt(lines, at, depth);
    if (!block) {
      plain.push(lines[at] ?? '');
      continue;
    }
    flush();
    out.push(block.block);
    at += block.lines - 1;
  }
  flush();
  return out;
}

/**
 * @param {readonly string[]} lines
 * @param {number} at
 * @param {number} depth
 * @returns {{block: Block, lines: number} | null}
 */
function blockAt(lines, at, depth) {
  const line = lines[at] ?? '';
  if (depth < MAX_QUOTES && line.startsWith('>>> ')) {
    const rest = [line.slice(4), ...lines.slice(at + 1)];
    return { block: { type: 'quote', children: blocks(rest.join('\n'), MAX_QUOTES) }, lines: rest.length };
  }
  if (depth < MAX_QUOTES && (line.startsWith('> ') || line === '>')) {
    const quoted = takeWhile(lines, at, (one) => one.startsWith('> ') || one === '>');
    const inner = quoted.map((one) => one.slice(2)).join('\n');
    return { block: { type: 'quote', children: blocks(inner, MAX_QUOTES) }, lines: quoted.length };
  }
  const heading = /^(#{1,3}) +(\S.*)$/.exec(line);
  if (heading) {
    const level = /** @type {1 | 2 | 3} */ (heading[1]?.length);
    return { block: { type: 'heading', level, children: spans(heading[2] ?? '') }, lines: 1 };
  }
  const small = /^-# +(\S.*)$/.exec(line);
  if (small) return { block: { type: 'subtext', children: spans(small[1] ?? '') }, lines: 1 };
  if (LIST_ITEM.test(line)) {
    const items = takeWhile(lines, at, (one) => LIST_ITEM.test(one));
    return { block: list(items), lines: items.length };
  }
  return null;
}

/**
 * Deeper items become a list inside their item.
 * @param {readonly string[]} lines
 * @returns {Block}
 */
function list(lines) {
  const parsed = lines.map((line) => LIST_ITEM.exec(line));
  const indent = parsed[0]?.[1]?.length ?? 0;
  const first = parsed[0]?.[2];
  /** @type {Extract<Block, {type: 'list'}>} */
  const block = { type: 'list', start: first === undefined ? null : Number(first), items: [] };
  for (let at = 0; at < lines.length;) {
    const deeper = takeWhile(lines, at + 1, (_, index) => (parsed[index]?.[1]?.length ?? 0) > indent);
    block.items.push({
      children: spans(parsed[at]?.[3] ?? ''),
      nested: deeper.length ? [list(deeper)] : [],
    });
    at += 1 + deeper.length;
  }
  return block;
}

/**
 * @param {readonly string[]} lines
 * @param {number} from
 * @param {(line: string, index: number) => boolean} keep
 */
function takeWhile(lines, from, keep) {
  let to = from;
  while (to < lines.length && keep(lines[to] ?? '', to)) to += 1;
  return lines.slice(from, to);
}
