// @ts-check
// What a newcomer is told once: who they are here, that the bot listens, and what to try.
import { byId, fill, h } from '../dom.js';
import { ways } from '../message/empty.js';
import { t } from '../words.js';
import { nameOf } from '../world/names.js';
import * as world from '../world/world.js';

const KEPT_SEEN = 'local-discord.welcomed';
const MOST_WAYS = 3;

export function startWelcome() {
  if (localStorage.getItem(KEPT_SEEN)) return;
  const card = h('section', { id: 'welcome', 'aria-labelledby': 'welcome-title' });
  byId('top').after(card);
  const close = () => {
    localStorage.setItem(KEPT_SEEN, 'yes');
    card.remove();
  };
  const draw = () => {
    if (!card.isConnected || !world.me || !world.channelId) return;
    const bot = nameOf(world.state.bot.id, world.state.bot);
    fill(
      card,
      h('h2', { id: 'welcome-title' }, t('welcome', { name: nameOf(world.me) })),
      h('p', null, t('welcomeBody', { bot })),
      h('p', { class: 'try' }, t('welcomeTry')),
      h('ul', { class: 'tips' }, ...ways().slice(0, MOST_WAYS)),
      h('button', { type: 'button', class: 'button secondary', onclick: close }, t('understood')),
    );
  };
  world.on('state', draw);
  world.on('channel', draw);
}
