// @ts-check
// A bot's modal as a <dialog>.
import { h } from '../dom.js';
import { renderText } from '../markdown/render.js';
import { t } from '../words.js';

/** @typedef {import('discord-api-types/v10').APIModalInteractionResponseCallbackData} Modal */
/** @typedef {Modal['components'][number]} Part */

/**
 * @param {Modal} modal
 * @param {(fields: Record<string, string>) => Promise<boolean>} submit true closes the dialog
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
    const fields = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));
    if (await submit(fields)) dialog.close();
    send.disabled = false;
  });
  document.body.append(dialog);
  dialog.showModal();
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
  return h(
    'label',
    { class: 'field' },
    h(
      'span',
      { class: 'label' },
      label,
      required && h('span', { class: 'star', 'aria-hidden': 'true' }, ' *'),
    ),
    description && h('span', { class: 'hint' }, description),
    control(input, required),
  );
}

/** @param {Input} input @param {boolean} required */
function control(input, required) {
  if (input.type === 3) {
    return h(
      'select',
      { name: input.custom_id, required },
      h('option', { value: '' }, input.placeholder ?? t('choose')),
      ...input.options.map(({ label, value, default: chosen }) =>
        h('option', { value, selected: chosen }, label),
      ),
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
