// @ts-check
// What a newcomer can try in an empty channel. A click fills the composer or acts at once.
import { h } from '../dom.js';
import { plugin } from '../plugin/plugin.js';
import { plays } from '../side/play.js';
import { language, t } from '../words.js';
import { channelName, nameOf } from '../world/names.js';
import { channelId, emit, state } from '../world/world.js';

/** @returns {Node[]} */
export function emptyState() {
  const bot = nameOf(state.bot.id, state.bot);
  if (!channelId) return [h('h2', null, bot), h('p', null, t('noGuild'))];
  const name = channelName(channelId);
  return [
    h('h2', null, t('emptyTitle', { channel: name ? `#${name}` : bot })),
    h('p', null, t('emptyBody')),
    h('ul', { class: 'tips' }, ...ways()),
  ];
}

/** What can be tried in the open channel. @returns {Node[]} */
export function ways() {
  const bot = nameOf(state.bot.id, state.bot);
  const name = channelName(channelId);
  const added = plugin
    .tips({ h, language })
    .filter(({ serversOnly }) => name || !serversOnly)
    .map(({ sign, text, draft }) => tip(sign, text, { text: draft }, draft.startsWith('/') ? draft : ''));
  const bursts = name ? (plugin.bursts?.({ h, language }) ?? []) : [];
  return [
    tip('💬', t('tryMention', { name: bot }), { text: `@${bot} ${t('askText')}` }),
    ...added.slice(0, 1),
    ...plays().map(({ sign, text, path }) => tip(sign, text, { play: path })),
    ...bursts.map(({ sign, text }, burst) => tip(sign, text, { burst })),
    ...added.slice(1),
    tip('👥', t('trySwitch'), { people: true }),
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
