// @ts-check
// An embed: colour bar, author, title, description, fields, images, footer.
import { h } from '../dom.js';
import { renderLine, renderText } from '../markdown/render.js';
import { longTime, shortTime } from '../words.js';
import { picture, webLink } from './media.js';

/** @typedef {import('discord-api-types/v10').APIEmbed} Embed */

/** @param {Embed} embed */
export function renderEmbed(embed) {
  const { author, title, description, fields, image, thumbnail, footer, timestamp } = embed;
  const box = h(
    'section',
    { class: 'embed' },
    h(
      'div',
      { class: 'words' },
      author && h('div', { class: 'author' }, webLink(author.url, author.name)),
      title &&
        h(
          'div',
          { class: 'title' },
          embed.url ? webLink(embed.url, title) : h('span', null, ...renderLine(title)),
        ),
      description && h('div', { class: 'description' }, ...renderText(description)),
      fields && fields.length > 0 && h('div', { class: 'fields' }, ...fields.map(renderField)),
    ),
    thumbnail && h('div', { class: 'thumbnail' }, picture(thumbnail.url, '')),
    image && h('div', { class: 'picture' }, picture(image.url, imageAlt(image))),
    (footer || timestamp) &&
      h('footer', null, [footer?.text, timestamp && moment(timestamp)].filter(Boolean).join(' · ')),
  );
  if (typeof embed.color === 'number') box.style.setProperty('--bar', colour(embed.color));
  return box;
}

/** @param {NonNullable<Embed['fields']>[number]} field */
function renderField({ name, value, inline }) {
  return h(
    'div',
    { class: inline ? 'field inline' : 'field' },
    h('div', { class: 'name' }, ...renderLine(name)),
    h('div', { class: 'value' }, ...renderText(value)),
  );
}

/** @param {object} image an image may carry a description that the types do not know yet */
const imageAlt = (image) =>
  'description' in image && typeof image.description === 'string' ? image.description : '';

/** @param {string} timestamp */
function moment(timestamp) {
  const date = new Date(timestamp);
  return date.toDateString() === new Date().toDateString() ? shortTime(date) : longTime(date);
}

/** @param {number} value 0xRRGGBB */
export const colour = (value) => `#${value.toString(16).padStart(6, '0').slice(-6)}`;
