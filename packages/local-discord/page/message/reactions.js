// @ts-check
// Reactions under a message. A click adds or removes one's own.
import { react } from '../act.js';
import { h } from '../dom.js';
import { t } from '../words.js';

/** @typedef {import('discord-api-types/v10').APIMessage} Message */

/** @param {Message} message */
export function reactionBar(message) {
  return (message.reactions ?? []).map(({ emoji, count, me }) => {
    const name = emoji.name ?? '?';
    return h(
      'button',
      {
        type: 'button',
        class: me ? 'reaction mine' : 'reaction',
        'aria-pressed': me ? 'true' : 'false',
        'aria-label': t('reactionsBy', { emoji: name, count }),
        onclick: () => void react(message, name, !me),
      },
      h('span', { 'aria-hidden': 'true' }, name),
      ` ${count}`,
    );
  });
}
