// @ts-check
// What a newcomer can try in an empty channel; each line fills the composer or acts.
import { h } from '../dom.js';
import { t } from '../words.js';
import { channelName, nameOf } from '../world/names.js';
import { channelId, emit, state } from '../world/world.js';

/** @returns {Node[]} */
export function emptyState() {
  if (!channelId) return [h('h2', null, 'Barometer'), h('p', null, t('noGuild'))];
  const bot = nameOf(state.bot.id, state.bot);
  const name = channelName(channelId);
  const ways = [
    tip('💬', t('tryMention', { name: bot }), { text: `@${bot} ${t('askText')}` }),
    tip('▼', t('trySad'), { text: t('sadText') }),
    ...(name
      ? [
          tip('🌡', t('tryMood'), { text: '/mood' }, '/mood'),
          tip('⚙', t('trySettings'), { text: '/settings' }, '/settings'),
        ]
      : []),
    tip('👥', t('trySwitch'), { people: true }),
  ];
  return [
    h('h2', null, t('emptyTitle', { channel: name ? `#${name}` : bot })),
    h('p', null, t('emptyBody')),
    h('ul', { class: 'tips' }, ...ways),
  ];
}

/** @param {string} sign @param {string} text @param {object} draft @param {string} [code] */
const tip = (sign, text, draft, code) =>
  h(
    'li',
    null,
    h(
      'button',
      { type: 'button', onclick: () => emit('draft', draft) },
      h('span', { class: 'sign', 'aria-hidden': 'true' }, sign),
      h('span', null, text, code && ' ', code && h('code', null, code)),
    ),
  );
