// @ts-check
// The line above the text that says which message is answered.
import { fill, h } from '../dom.js';
import { t } from '../words.js';
import { nameOf } from '../world/names.js';

/** @typedef {import('discord-api-types/v10').APIMessage} Message */

/** @param {HTMLTextAreaElement} input gets the focus when a message is chosen */
export function replyBar(input) {
  const element = h('div', { class: 'reply', hidden: true });
  /** @type {Message | undefined} */
  let message;

  /** @param {Message | undefined} next undefined: nothing is answered */
  function set(next) {
    message = next;
    element.hidden = !next;
    if (!next) return;
    const cancel = h(
      'button',
      { type: 'button', 'aria-label': t('cancel'), onclick: () => set(undefined) },
      '✕',
    );
    const name = nameOf(next.author.id, next.author);
    fill(element, h('span', null, t('replyingTo', { name })), cancel);
    input.focus();
  }

  return { element, set, message: () => message };
}
