// @ts-check
// The verdict beside a message: a shape and a word, so that colour is never the only sign.
import { h } from '../dom.js';
import { t } from '../words.js';

/** @typedef {import('../../control/protocol.ts').MessageTag} MessageTag */

const SHAPES = { positive: '▲', neutral: '●', negative: '▼' };
const percent = (/** @type {number} */ share) => `${Math.round(share * 100)}%`;

/** @param {MessageTag} tag */
export function tagPill(tag) {
  const { positive, neutral, negative } = tag.probabilities;
  const facts = t('tagTitle', {
    positive: percent(positive),
    neutral: percent(neutral),
    negative: percent(negative),
    model: tag.model,
  });
  const word = t(tag.label);
  return h(
    'span',
    {
      class: `tag ${tag.label}${tag.uncertain ? ' unsure' : ''}`,
      title: tag.uncertain ? `${t('unsure')} · ${facts}` : facts,
      'data-label': tag.label,
    },
    h('span', { 'aria-hidden': 'true' }, SHAPES[tag.label]),
    ` ${word}${tag.uncertain ? '?' : ''} `,
    h('span', { class: 'share' }, percent(tag.probabilities[tag.label])),
  );
}
