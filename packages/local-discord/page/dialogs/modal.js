// @ts-check
// A bot's modal as a <dialog>.
import { h } from '../dom.js';
import { renderText } from '../markdown/render.js';
import { choices } from '../message/choices.js';
import { t } from '../words.js';

/** @typedef {import('discord-api-types/v10').APIModalInteractionResponseCallbackData} Modal */
/** @typedef {Modal['components'][number]} Part */
/** @typedef {import('../../src/control/protocol.ts').SubmitModal['fields']} Fields */

/**
 * @param {Modal} modal
 * @param {(fields: Fields) => Promise<boolean>} submit true closes the dialog
 */
export function openModal(modal, submit) {
  const send = h('button', { class: 'button primary', type: 'submit' }, t('submit'));
  const form = h(
    'form',
    { method: 'dialog' },
    h('h2', { id: 'modal-title' }, modal.title),
    ...modal.components.flatMap(renderPart),
    h(
      'div',
      { class: 'buttons' },
      h('button', { class: 'button secondary', type: 'button', onclick: () => dialog.close() }, t('cancel')),
      send,
    ),
  );
  const dialog = h('dialog', { class: 'modal', 'aria-labelledby': 'modal-title' }, form);
  dialog.addEventListener('close', () => dialog.remove());
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    send.disabled = true;
    if (await submit(fieldsIn(form, modal))) dialog.close();
    send.disabled = false;
  });
  document.body.append(dialog);
  dialog.showModal();
}

/** Every field, also those in which nothing is chosen. @param {HTMLFormElement} form @param {Modal} modal @returns {Fields} */
function fieldsIn(form, modal) {
  const data = new FormData(form);
  const inputs = modal.components.flatMap((part) =>
    part.type === 1 ? part.components : part.type === 18 ? [part.component] : [],
  );
  return Object.fromEntries(
    inputs.map(({ type, custom_id: id }) => {
      const given = data.getAll(id).map(String);
      return [id, type === 4 ? (given[0] ?? '') : given];
    }),
  );
}

/** @param {Part} part @returns {Node[]} */
function renderPart(part) {
  if (part.type === 1) {
    return part.components.flatMap((input) => [field(input, input.label ?? input.custom_id)]);
  }
  if (part.type === 18) return [field(part.component, part.label, part.description)];
  return part.type === 10 ? [h('div', { class: 'content' }, ...renderText(part.content))] : [];
}

/** @typedef {Extract<Part, {type: 18}>['component']} Input */

/** @param {Input} input @param {string} label @param {string} [description] */
function field(input, label, description) {
  const required = !('required' in input) || input.required !== false;
  const head = h(
    'span',
    { class: 'label' },
    label,
    required && h('span', { class: 'star', 'aria-hidden': 'true' }, ' *'),
  );
  const hint = description && h('span', { class: 'hint' }, description);
  if (input.type === 21) return radios(input, required, head, hint);
  return h('label', { class: 'field' }, head, hint, control(input, required));
}

/** @param {import('discord-api-types/v10').APIRadioGroupComponent} group @param {boolean} required @param {Node} head @param {Node | string | undefined} hint */
function radios({ custom_id: name, options }, required, head, hint) {
  return h(
    'fieldset',
    { class: 'field radios' },
    h('legend', null, head),
    hint,
    ...options.map(({ label, value, description, default: checked }) =>
      h(
        'label',
        { class: 'radio' },
        h('input', { type: 'radio', name, value, required, checked }),
        h('span', null, label, description && h('span', { class: 'hint' }, ` ${description}`)),
      ),
    ),
  );
}

/** @param {Input} input @param {boolean} required */
function control(input, required) {
  if (input.type === 3 || input.type === 5 || input.type === 6 || input.type === 7 || input.type === 8) {
    const many = (input.max_values ?? 1) > 1;
    const listed = choices(input);
    return h(
      'select',
      {
        name: input.custom_id,
        required,
        multiple: many,
        size: many ? Math.min(6, listed.length) : undefined,
      },
      !many && h('option', { value: '' }, input.placeholder ?? t('choose')),
      ...listed.map(({ label, value, chosen }) => h('option', { value, selected: chosen }, label)),
    );
  }
  const text = input.type === 4 ? input : undefined;
  const props = {
    name: input.custom_id,
    required,
    placeholder: text?.placeholder,
    minlength: text?.min_length,
    maxlength: text?.max_length ?? 4000,
  };
  if (text?.style !== 2) return h('input', { ...props, type: 'text', value: text?.value });
  return h('textarea', { ...props, rows: 4 }, text.value);
}
