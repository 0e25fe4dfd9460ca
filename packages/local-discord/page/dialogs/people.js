// @ts-check
// "Who are you?": the people one can be, and a form for a new one.
import { attempt } from '../act.js';
import { avatar, h } from '../dom.js';
import { api } from '../net/api.js';
import { refreshState } from '../net/sync.js';
import { t } from '../words.js';
import { nameOf, numberOf } from '../world/names.js';
import { MANAGE_GUILD, MODERATOR, permissionsIn } from '../world/permissions.js';
import { openRights } from './rights.js';
import { guildOf, me, on, people, state } from '../world/world.js';

/** @typedef {import('../world/permissions.js').Guild} Guild */

/** @param {(userId: string) => void} actAs */
export function openPeople(actAs) {
  const guildId = (guildOf() ?? state.guilds[0])?.id;
  const guild = () => state.guilds.find(({ id }) => id === guildId);
  /** @param {string} id */
  const choose = (id) => {
    dialog.close();
    if (id !== me) actAs(id);
  };
  const close = h(
    'button',
    { type: 'button', class: 'round', 'aria-label': t('close'), onclick: () => dialog.close() },
    '✕',
  );
  const rows = people().map(({ id }) => personRow(id, guild, choose));
  const dialog = h(
    'dialog',
    { class: 'people', 'aria-labelledby': 'people-title' },
    h('div', { class: 'dialog-head' }, h('h2', { id: 'people-title' }, t('whoAreYou')), close),
    h('ul', null, ...rows.map(({ element }) => element)),
    newPersonForm(choose),
  );
  const mark = () => {
    for (const row of rows) row.mark();
  };
  const leave = on('state', mark);
  dialog.addEventListener('close', () => {
    leave();
    dialog.remove();
  });
  document.body.append(dialog);
  dialog.showModal();
}

/**
 * `mark` shows what the person may do now. The row stays, as the focus comes back to it.
 * @param {string} id
 * @param {() => Guild | undefined} guildNow
 * @param {(userId: string) => void} choose
 */
function personRow(id, guildNow, choose) {
  const name = nameOf(id);
  const badge = h('span', { class: 'badge mod' }, t('modLabel'));
  const mark = () => {
    const guild = guildNow();
    badge.hidden = !guild || !(permissionsIn(guild, id) & MANAGE_GUILD);
  };
  mark();
  const guild = guildNow();
  const current = id === me ? 'true' : undefined;
  const isMember = guild?.members.some(({ user }) => user.id === id);
  const element = h(
    'li',
    null,
    h(
      'button',
      { type: 'button', class: 'person', 'aria-current': current, onclick: () => choose(id) },
      avatar(numberOf(id), name),
      h('span', { class: 'label' }, name),
      badge,
    ),
    guild && isMember
      ? h(
          'button',
          {
            type: 'button',
            class: 'round',
            title: t('rightsOf', { name }),
            'aria-label': t('rightsOf', { name }),
            onclick: () => openRights(id, guild.id),
          },
          '⚙',
        )
      : null,
  );
  return { element, mark };
}

/** @param {(userId: string) => void} choose is called with the person that was made */
function newPersonForm(choose) {
  const name = h('input', { type: 'text', name: 'name', required: true, maxlength: 32, autocomplete: 'off' });
  const moderator = h('input', { type: 'checkbox', name: 'moderator' });
  const form = h(
    'form',
    { class: 'new-person' },
    h('h3', null, t('newPerson')),
    h('label', { class: 'field' }, h('span', { class: 'label' }, t('name')), name),
    h('label', { class: 'tick' }, moderator, t('moderator')),
    h('button', { type: 'submit', class: 'button primary' }, t('join')),
  );
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const displayName = name.value.trim();
    if (!displayName) return;
    const made = await attempt(
      api.newUser({
        username: usernameFor(displayName),
        displayName,
        locale: navigator.language,
        guildIds: state.guilds.map(({ id }) => id),
        ...(moderator.checked ? { permissions: MODERATOR.toString() } : {}),
      }),
    );
    if (!made) return;
    await refreshState();
    choose(made.id);
  });
  return form;
}

/** Discord's user names are lower-case Latin: made of what fits in the display name, with a number where that is not enough. @param {string} displayName */
function usernameFor(displayName) {
  const plain = displayName
    .toLowerCase()
    .replace(/[^a-z0-9_.]+/g, '')
    .replace(/\.{2,}/g, '.')
    .slice(0, 24);
  const taken = state.users.some(({ username }) => username === plain);
  return plain.length >= 2 && !taken ? plain : `${plain || 'person'}${state.users.length + 1}`;
}
