// @ts-check
// Turns blocks and spans into DOM nodes. All text of people reaches the page this way.
import { h } from '../dom.js';
import { leadingTo } from '../message/media.js';
import { language, longTime, t } from '../words.js';
import { channelName, nameOf, roleOf } from '../world/names.js';
import { blocks } from './blocks.js';
import { spans } from './inline.js';

/** @typedef {import('./nodes.d.ts').Block} Block */
/** @typedef {import('./nodes.d.ts').Span} Span */

/** @param {string} text @returns {Node[]} */
export const renderText = (text) => blocks(text).map(renderBlock);

/** One line without blocks, for titles. @param {string} text @returns {Node[]} */
export const renderLine = (text) => spans(text).map(renderSpan);

/** @param {Block} block @returns {Node} */
function renderBlock(block) {
  switch (block.type) {
    case 'lines':
      return h('div', { class: 'lines' }, ...block.children.map(renderSpan));
    case 'pre':
      return h('pre', { 'data-language': block.language, tabindex: '0' }, h('code', null, block.text));
    case 'quote':
      return h('blockquote', null, ...block.children.map(renderBlock));
    case 'heading':
      return h(
        'div',
        { class: `heading h${block.level}`, role: 'heading', 'aria-level': block.level + 2 },
        ...block.children.map(renderSpan),
      );
    case 'subtext':
      return h('div', { class: 'subtext' }, ...block.children.map(renderSpan));
    case 'list': {
      const items = block.items.map(({ children, nested }) =>
        h('li', null, ...children.map(renderSpan), ...nested.map(renderBlock)),
      );
      return block.start === null ? h('ul', null, ...items) : h('ol', { start: block.start }, ...items);
    }
  }
}

/** @param {Span} span @returns {Node} */
function renderSpan(span) {
  switch (span.type) {
    case 'text':
      return document.createTextNode(span.text);
    case 'strong':
    case 'em':
    case 'u':
    case 's':
      return h(span.type, null, ...span.children.map(renderSpan));
    case 'spoiler':
      return spoiler(span.children);
    case 'code':
      return h('code', null, span.text);
    case 'link':
      return h('a', { ...leadingTo(span.href), title: span.href }, ...span.children.map(renderSpan));
    case 'user':
      return mention(`@${nameOf(span.id)}`);
    case 'channel':
      return channelLink(span.id);
    case 'role':
      return mention(`@${roleOf(span.id)?.name ?? span.id}`);
    case 'everyone':
      return mention(span.text);
    case 'command':
      return h('button', { type: 'button', class: 'mention', 'data-command': span.name }, `/${span.name}`);
    case 'emoji':
      return h('span', { class: 'emoji-name' }, `:${span.name}:`);
    case 'time':
      return time(span.seconds, span.style);
  }
}

const mention = (/** @type {string} */ text) => h('span', { class: 'mention' }, text);

/** @param {string} id */
function channelLink(id) {
  const name = channelName(id);
  if (!name) return mention(`#${id}`);
  return h('button', { type: 'button', class: 'mention', 'data-channel': id }, `#${name}`);
}

/** @param {Span[]} children */
function spoiler(children) {
  const hidden = h(
    'span',
    { class: 'spoiler', role: 'button', tabindex: '0', 'aria-label': t('spoiler') },
    h('span', { class: 'inside', 'aria-hidden': 'true' }, ...children.map(renderSpan)),
  );
  const show = () => {
    hidden.classList.add('shown');
    hidden.removeAttribute('aria-label');
    hidden.firstElementChild?.removeAttribute('aria-hidden');
  };
  hidden.addEventListener('click', show);
  hidden.addEventListener('keydown', ({ key }) => key === 'Enter' && show());
  return hidden;
}

/** @type {Record<string, Intl.DateTimeFormatOptions>} */
const STYLES = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
};

/** @param {number} seconds @param {string} style */
function time(seconds, style) {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return document.createTextNode(`<t:${seconds}:${style}>`);
  const text =
    style === 'R' ? relative(seconds) : new Intl.DateTimeFormat(language, STYLES[style]).format(date);
  return h('time', { class: 'stamp', datetime: date.toISOString(), title: longTime(date) }, text);
}

/** @type {[Intl.RelativeTimeFormatUnit, number][]} */
const UNITS = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
];

/** @param {number} seconds */
function relative(seconds) {
  const away = seconds - Date.now() / 1000;
  const [unit, length] = UNITS.find(([, one]) => Math.abs(away) >= one) ?? ['second', 1];
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(Math.round(away / length), unit);
}
