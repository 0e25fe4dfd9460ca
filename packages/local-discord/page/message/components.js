// @ts-check
// Buttons, select menus and Components V2 layouts of a message.
import { useComponent } from '../act.js';
import { h } from '../dom.js';
import { renderText } from '../markdown/render.js';
import { t } from '../words.js';
import { choices } from './choices.js';
import { colour } from './embed.js';
import { attachment, picture, webLink } from './media.js';

/** @typedef {import('discord-api-types/v10').APIMessage} Message */
/** @typedef {NonNullable<Message['components']>[number]} TopComponent */
/** @typedef {import('discord-api-types/v10').APIMessageComponent} Component */
/** @typedef {import('discord-api-types/v10').APIButtonComponent} Button */
/** @typedef {import('discord-api-types/v10').APISelectMenuComponent} Select */

const STYLES = ['', 'primary', 'secondary', 'success', 'danger', 'link', 'link'];

/**
 * @param {Component} component
 * @param {Message} message
 * @returns {Node | null} null for kinds that this page does not draw
 */
export function renderComponent(component, message) {
  const inner = (/** @type {readonly Component[]} */ some) =>
    some.map((one) => renderComponent(one, message));
  switch (component.type) {
    case 1:
      return h('div', { class: 'action-row' }, ...inner(component.components));
    case 2:
      return button(component, message);
    case 3:
    case 5:
    case 6:
    case 7:
    case 8:
      return select(component, message);
    case 9:
      return h(
        'div',
        { class: 'section' },
        h('div', null, ...inner(component.components)),
        renderComponent(component.accessory, message),
      );
    case 10:
      return h('div', { class: 'content' }, ...renderText(component.content));
    case 11:
      return h('div', { class: 'thumbnail' }, picture(component.media.url, component.description ?? ''));
    case 12:
      return h(
        'div',
        { class: 'gallery' },
        ...component.items.map(({ media, description }) => picture(media.url, description ?? '')),
      );
    case 13: {
      const file = message.attachments.find(({ url }) => url === component.file.url);
      return file ? attachment(file) : webLink(component.file.url, component.file.url);
    }
    case 14:
      return h('hr', { class: component.divider === false ? 'gap' : '' });
    case 17: {
      const box = h('section', { class: 'container' }, ...inner(component.components));
      if (typeof component.accent_color === 'number')
        box.style.setProperty('--bar', colour(component.accent_color));
      return box;
    }
    default:
      return null;
  }
}

/** @param {Button} component @param {Message} message */
function button(component, message) {
  const label = [
    'emoji' in component ? component.emoji?.name : '',
    'label' in component ? component.label : '',
  ]
    .filter(Boolean)
    .join(' ');
  const style = STYLES[component.style] ?? 'secondary';
  if ('url' in component) {
    const link = webLink(component.url, `${label} ↗`);
    link.className = 'button link';
    return link;
  }
  const id = 'custom_id' in component ? component.custom_id : '';
  const element = h(
    'button',
    { type: 'button', class: `button ${style}`, disabled: component.disabled },
    label,
  );
  element.addEventListener('click', () => void press(element, message, id));
  return element;
}

/** @param {HTMLButtonElement | HTMLSelectElement} element @param {Message} message @param {string} customId @param {string[]} [values] */
async function press(element, message, customId, values) {
  element.disabled = true;
  element.setAttribute('aria-busy', 'true');
  await useComponent(message, customId, values);
  element.disabled = false;
  element.removeAttribute('aria-busy');
}

/** @param {Select} menu @param {Message} message */
function select(menu, message) {
  const many = (menu.max_values ?? 1) > 1;
  const placeholder = menu.placeholder ?? t('choose');
  const element = h(
    'select',
    { class: 'menu', multiple: many, disabled: menu.disabled, 'aria-label': placeholder },
    !many && h('option', { value: '', disabled: true, selected: true }, placeholder),
    ...choices(menu).map(({ label, value, chosen }) => h('option', { value, selected: chosen }, label)),
  );
  const picked = () => [...element.selectedOptions].map(({ value }) => value);
  if (!many) {
    element.addEventListener('change', () => void press(element, message, menu.custom_id, picked()));
    return element;
  }
  const go = h('button', { type: 'button', class: 'button primary' }, t('submit'));
  go.addEventListener('click', () => void press(go, message, menu.custom_id, picked()));
  return h('div', { class: 'many' }, element, go);
}
