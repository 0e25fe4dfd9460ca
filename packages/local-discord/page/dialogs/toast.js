// @ts-check
// Short notes about what went wrong.
import { byId, h } from '../dom.js';

const SHOWN_MS = 6000;

/** @param {string} text */
export function toast(text) {
  const note = h('div', { class: 'toast' }, text);
  byId('toasts').append(note);
  setTimeout(() => note.remove(), SHOWN_MS);
}
