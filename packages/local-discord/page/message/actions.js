// @ts-check
// What one can do with a message: react, reply, edit, delete, run the bots' context-menu commands.
import { attempt, react, remove, run } from '../act.js';
import { h } from '../dom.js';
import { commandsHere, localName } from '../compose/commands.js';
import { t } from '../words.js';
import { MANAGE_MESSAGES } from '../world/permissions.js';
import { emit, may, me } from '../world/world.js';
import { isEphemeral } from './flags.js';

/** @typedef {import('discord-api-types/v10').APIMessage} Message */

const QUICK = ['👍', '❤️', '😂', '🎉', '😟', '😡'];

/**
 * The tool bar of a message: shown on hover, on focus, and by a tap.
 * @param {Message} message
 */
export function actionBar(message) {
  if (isEphemeral(message)) return null;
  const mine = message.author.id === me;
  const reactions = h(
    'div',
    { class: 'quick', hidden: true },
    ...QUICK.map((emoji) => tool(emoji, `${t('react')} ${emoji}`, () => void react(message, emoji, true))),
  );
  const opener = tool('⋯', t('apps'), () => void showApps(apps, message));
  opener.classList.add('opener');
  const apps = h('div', { class: 'apps', hidden: true, role: 'group', 'aria-label': t('apps') });
  apps.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape') return;
    apps.hidden = true;
    opener.focus();
  });
  return h(
    'div',
    { class: 'actions', role: 'toolbar', 'aria-label': t('more') },
    tool('☺', t('react'), () => (reactions.hidden = !reactions.hidden)),
    tool('↩', t('reply'), () => emit('draft', { replyTo: message })),
    mine && tool('✎', t('edit'), () => emit('draft', { edit: message })),
    (mine || may(MANAGE_MESSAGES)) && tool('🗑', t('delete'), () => void remove(message)),
    opener,
    reactions,
    apps,
  );
}

/** @param {string} sign @param {string} label @param {() => unknown} act */
const tool = (sign, label, act) =>
  h(
    'button',
    { type: 'button', class: 'tool', title: label, 'aria-label': label, tabindex: '-1', onclick: act },
    sign,
  );

/** @param {HTMLElement} list @param {Message} message */
async function showApps(list, message) {
  list.hidden = !list.hidden;
  if (list.hidden) return;
  const commands = (await attempt(commandsHere())) ?? [];
  const entries = commands.flatMap((command) => {
    const { type, name } = command;
    if (type !== 2 && type !== 3) return [];
    const targetId = type === 3 ? message.id : message.author.id;
    return [h('button', { type: 'button', onclick: () => void run({ name, targetId }) }, localName(command))];
  });
  // In focus it is read aloud, and Esc closes the list.
  const none = h('p', { class: 'hint', tabindex: '-1' }, t('noApps'));
  list.replaceChildren(...(entries.length ? entries : [none]));
  (entries[0] ?? none).focus();
  // Below the last message there is no room until the list is scrolled.
  list.scrollIntoView({ block: 'nearest' });
}

/**
 * A right click, a long press or the menu key on a message shows its apps, as on Discord. Links, pictures, fields and
 * selected text keep the browser's own menu.
 * @param {MouseEvent} event
 * @param {HTMLElement} slot where the tool bar of the message is
 */
export function openApps(event, slot) {
  const opener = /** @type {HTMLElement | null} */ (slot.querySelector('.opener'));
  const isOther = event.target instanceof Element && event.target.closest('a, img, input, textarea, select');
  if (!opener || isOther || getSelection()?.isCollapsed === false) return;
  event.preventDefault();
  slot.closest('.row')?.classList.add('touched');
  opener.click();
}
