// @ts-check
// The options of a slash command as a small form above the composer.
import { attempt, run } from '../act.js';
import { h } from '../dom.js';
import { api } from '../net/api.js';
import { t } from '../words.js';
import { nameOf } from '../world/names.js';
import { localDescription, localName } from './commands.js';
import { channelId, guildOf, me, people, state, visibleChannels } from '../world/world.js';

/** @typedef {import('./commands.js').Runnable} Runnable */
/** @typedef {import('./commands.js').BasicOption} BasicOption */
/** @typedef {HTMLInputElement | HTMLSelectElement} Control */

const ATTACHMENT = 11;
const SUGGEST_AFTER_MS = 150;

/**
 * @param {Runnable} command
 * @param {() => void} close
 */
export function commandForm(command, close) {
  const options = command.options.filter(({ type }) => type !== ATTACHMENT);
  /** @returns {Record<string, string | number | boolean>} */
  const values = () => readValues(form, options);
  const go = h('button', { type: 'submit', class: 'button primary' }, t('run'));
  const form = h(
    'form',
    { class: 'command', 'aria-label': command.title },
    h(
      'div',
      { class: 'command-title' },
      h('b', null, command.title),
      ' ',
      h('span', { class: 'hint' }, command.description),
    ),
    h('div', { class: 'options' }, ...options.map((option) => field(option, command, values))),
    h(
      'div',
      { class: 'buttons' },
      h('button', { type: 'button', class: 'button secondary', onclick: close }, t('cancel')),
      go,
    ),
  );
  form.addEventListener('keydown', ({ key }) => key === 'Escape' && close());
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    go.disabled = true;
    const done = await run({ name: command.name, subcommands: command.path, options: values() });
    go.disabled = false;
    if (done) close();
  });
  return form;
}

/** @param {HTMLFormElement} form @param {BasicOption[]} options */
function readValues(form, options) {
  /** @type {Record<string, string | number | boolean>} */
  const values = {};
  for (const { name, type } of options) {
    const control = form.elements.namedItem(name);
    if (
      !(control instanceof HTMLInputElement || control instanceof HTMLSelectElement) ||
      control.value === ''
    )
      continue;
    const text = control.dataset['value'] ?? control.value;
    values[name] = type === 5 ? text === 'true' : type === 4 || type === 10 ? Number(text) : text;
  }
  return values;
}

/** @param {BasicOption} option @param {Runnable} command @param {() => Record<string, string | number | boolean>} values */
function field(option, command, values) {
  const required = option.required === true;
  return h(
    'label',
    { class: 'field' },
    h(
      'span',
      { class: 'label' },
      localName(option),
      h('span', { class: 'hint' }, ` ${t(required ? 'required' : 'optional')}`),
    ),
    control(option, required, command, values),
    h('span', { class: 'hint' }, localDescription(option)),
  );
}

/** @param {BasicOption} option @param {boolean} required @param {Runnable} command @param {() => Record<string, string | number | boolean>} values @returns {Node} */
function control(option, required, command, values) {
  const props = { name: option.name, required };
  const picks = picksOf(option);
  if (picks) {
    return h(
      'select',
      props,
      h('option', { value: '' }, t('choose')),
      ...picks.map(({ name, value }) => h('option', { value }, name)),
    );
  }
  if (option.type === 4 || option.type === 10) {
    const { min_value: min, max_value: max, autocomplete } = option;
    if (!autocomplete) {
      return h('input', { ...props, type: 'number', min, max, step: option.type === 4 ? 1 : 'any' });
    }
  }
  const isSuggested = 'autocomplete' in option && option.autocomplete;
  // What is suggested has a name that may be longer than its value.
  const text = option.type === 3 && !isSuggested ? option : undefined;
  const input = h('input', {
    ...props,
    type: 'text',
    autocomplete: 'off',
    minlength: text?.min_length,
    maxlength: text?.max_length ?? 6000,
  });
  return isSuggested ? suggesting(input, option.name, command, values) : input;
}

/** The closed list of an option, if it has one. @param {BasicOption} option @returns {{name: string, value: string | number}[] | undefined} */
function picksOf(option) {
  const guild = guildOf();
  const users = (guild ? guild.members.map(({ user }) => user) : [...people(), state.bot]).map(({ id }) => ({
    name: `@${nameOf(id)}`,
    value: id,
  }));
  const roles = (guild?.roles ?? []).map(({ id, name }) => ({
    name: id === guild?.id ? name : `@${name}`,
    value: id,
  }));
  switch (option.type) {
    case 3:
    case 4:
    case 10:
      return 'choices' in option && option.choices?.length
        ? option.choices.map((choice) => ({ name: localName(choice), value: choice.value }))
        : undefined;
    case 5:
      return [
        { name: t('yes'), value: 'true' },
        { name: t('no'), value: 'false' },
      ];
    case 6:
      return users;
    case 7:
      return (guild ? visibleChannels(guild) : [])
        .filter(
          ({ type }) => !option.channel_types?.length || option.channel_types.some((one) => one === type),
        )
        .map(({ id, name }) => ({ name: `#${name ?? id}`, value: id }));
    case 8:
      return roles;
    case 9:
      return [...users, ...roles];
    default:
      return undefined;
  }
}

/** Asks the bot for suggestions while one types. @param {HTMLInputElement} input @param {string} focused @param {Runnable} command @param {() => Record<string, string | number | boolean>} values */
function suggesting(input, focused, command, values) {
  const list = h('datalist', { id: `choices-${focused}` });
  input.setAttribute('list', list.id);
  /** @type {Map<string, string>} */
  const byName = new Map();
  let timer = 0;
  const ask = async () => {
    const choices = await attempt(
      api.autocomplete({
        channelId,
        userId: me,
        name: command.name,
        subcommands: command.path,
        options: { ...values(), [focused]: input.value },
        focused,
      }),
    );
    for (const { name, value } of choices ?? []) byName.set(name, String(value));
    list.replaceChildren(...(choices ?? []).map(({ name }) => h('option', { value: name })));
  };
  input.addEventListener('focus', () => void ask(), { once: true });
  input.addEventListener('input', () => {
    const value = byName.get(input.value);
    if (value === undefined) delete input.dataset['value'];
    else input.dataset['value'] = value;
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void ask(), SUGGEST_AFTER_MS);
  });
  return h('span', { class: 'suggesting' }, input, list);
}
