// @ts-check
// Gives a person rights over the server and takes them away, for whoever tries what others may do.
import { attempt } from '../act.js';
import { fill, h } from '../dom.js';
import { api } from '../net/api.js';
import { refreshState } from '../net/sync.js';
import { t } from '../words.js';
import { nameOf } from '../world/names.js';
import { rightsText, roleName, rolesFor } from '../world/roles.js';
import * as world from '../world/world.js';

/** @typedef {import('../world/permissions.js').Guild} Guild */
/** @typedef {import('../world/roles.js').Role} Role */
/** @typedef {(role: Role, box: HTMLInputElement) => Promise<void>} Change */

/** @param {string} userId @param {string} guildId */
export function openRights(userId, guildId) {
  const name = nameOf(userId);
  const body = h('div', { class: 'rights' });
  const close = h(
    'button',
    { type: 'button', class: 'round', 'aria-label': t('close'), onclick: () => dialog.close() },
    '✕',
  );
  const dialog = h(
    'dialog',
    { 'aria-labelledby': 'rights-title' },
    h('div', { class: 'dialog-head' }, h('h2', { id: 'rights-title' }, t('rightsOf', { name })), close),
    body,
  );
  /** What was asked for and is not done yet, by the name of the role. @type {Map<string, boolean>} */
  const asked = new Map();
  /** @param {string | null | undefined} name */
  const focus = (name) => {
    for (const box of body.querySelectorAll('input')) if (box.name === name) box.focus();
  };
  /** @type {Change} */
  const change = async (role, box) => {
    const isFocused = document.activeElement === box;
    asked.set(role.name, box.checked);
    box.disabled = true;
    await setRole(guildId, userId, role, box.checked);
    await refreshState();
    asked.delete(role.name);
    draw();
    // A box that is disabled loses the focus.
    if (isFocused && !body.contains(document.activeElement)) focus(role.name);
  };
  const draw = () => {
    const guild = world.state.guilds.find(({ id }) => id === guildId);
    if (!guild) return dialog.close();
    const focused = document.activeElement?.getAttribute('name');
    fill(body, ...contentOf(guild, userId, asked, change));
    focus(focused);
  };
  const leave = world.on('state', draw);
  dialog.addEventListener('close', () => {
    leave();
    dialog.remove();
  });
  document.body.append(dialog);
  draw();
  dialog.showModal();
}

/** @param {Guild} guild @param {string} userId @param {ReadonlyMap<string, boolean>} asked @param {Change} change */
function contentOf(guild, userId, asked, change) {
  if (guild.ownerId === userId) return [h('p', null, t('rightsOwner', { name: nameOf(userId) }))];
  const ticks = rolesFor(guild, userId).map((role) => {
    const checked = asked.get(role.name) ?? role.isHeld;
    const box = h('input', { type: 'checkbox', name: role.name, checked, disabled: asked.has(role.name) });
    box.addEventListener('change', () => void change(role, box));
    const hint = h('span', { class: 'hint' }, rightsText(role));
    return h('label', { class: 'tick' }, box, h('span', null, h('b', null, roleName(role)), ' ', hint));
  });
  return [h('p', { class: 'hint' }, t('rightsHint', { server: guild.name })), ...ticks];
}

/** A role that the server lacks is made first. @param {string} guildId @param {string} userId @param {Role} role @param {boolean} isGiven */
async function setRole(guildId, userId, role, isGiven) {
  const roleId = role.id || (await attempt(idOf(guildId, userId, role)));
  if (roleId) await attempt(api.setRole(isGiven, { guildId, userId, roleId }));
}

/** The page may not have heard of the role yet. @param {string} guildId @param {string} userId @param {Role} role */
async function idOf(guildId, userId, { name, permissions }) {
  const guild = (await api.state()).guilds.find(({ id }) => id === guildId);
  const known = guild && rolesFor(guild, userId).find((role) => role.name === name);
  return known?.id || (await api.newRole(guildId, { name, permissions: permissions.toString() })).id;
}
