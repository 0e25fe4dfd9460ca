// @ts-check
// One message on the page; an update redraws only the parts that changed, so that streaming does not flicker.
import { edit, remove } from '../act.js';
import { fromWire, toWire } from '../compose/mentions.js';
import { avatar, fill, h } from '../dom.js';
import { renderLine, renderText } from '../markdown/render.js';
import { plugin } from '../plugin/plugin.js';
import { language, longTime, shortTime, t } from '../words.js';
import { nameOf, numberOf } from '../world/names.js';
import { me, tags } from '../world/world.js';
import { actionBar } from './actions.js';
import { renderComponent } from './components.js';
import { renderEmbed } from './embed.js';
import { attachment } from './media.js';
import { reactionBar } from './reactions.js';

/** @typedef {import('discord-api-types/v10').APIMessage} Message */
/** @typedef {import('../dom.js').Child} Child */

const EPHEMERAL = 64;
const LOADING = 128;
const JOIN = 7;

/**
 * @param {Message} first
 * @returns {{element: HTMLLIElement, update: (message: Message) => void, startEdit: () => void}}
 */
export function messageView(first) {
  /** @type {Record<string, string>} */
  const drawn = {};
  let message = first;
  const slots = {
    origin: h('div', { class: 'origin' }),
    head: h('header', null),
    content: h('div', { class: 'content' }),
    attachments: h('div', { class: 'attachments' }),
    embeds: h('div', { class: 'embeds' }),
    components: h('div', { class: 'components' }),
    reactions: h('div', { class: 'reactions' }),
    note: h('div', { class: 'note' }),
    tag: h('div', { class: 'tag-slot' }),
    actions: h('div', { class: 'action-slot' }),
  };
  const { origin, head, content, attachments, embeds, components, reactions, note, tag, actions } = slots;
  const body = h('div', { class: 'body' }, head, content, attachments, embeds, components, reactions, note);
  const face = h(
    'div',
    { class: 'face' },
    avatar(numberOf(first.author.id), nameOf(first.author.id, first.author)),
  );
  const element = h(
    'li',
    { class: 'row', 'data-id': first.id },
    h('div', { class: 'day' }),
    h('article', { tabindex: '-1' }, origin, face, body, tag, actions),
  );

  /** @param {keyof typeof slots} part @param {unknown} facts @param {() => Child[]} render */
  function draw(part, facts, render) {
    const key = JSON.stringify(facts) ?? '';
    if (drawn[part] === key) return;
    drawn[part] = key;
    fill(slots[part], ...render());
  }

  /** @param {Message} next */
  function update(next) {
    message = next;
    const flags = message.flags ?? 0;
    const name = nameOf(message.author.id, message.author);
    element.className = `row${flags & EPHEMERAL ? ' ephemeral' : ''}${mentionsMe(message) ? ' mentioned' : ''}${element.classList.contains('follows') ? ' follows' : ''}`;
    draw(
      'origin',
      [
        message.referenced_message?.content,
        message.message_reference,
        message.interaction_metadata?.id,
        name,
      ],
      () => originOf(message),
    );
    draw('head', [name, message.author.bot], () => headOf(message, name));
    if (!element.classList.contains('editing')) {
      draw('content', [message.content, message.edited_timestamp, flags & LOADING, message.type], () =>
        contentOf(message, name),
      );
    }
    draw('attachments', message.attachments, () => (message.attachments ?? []).map(attachment));
    draw('embeds', message.embeds, () => (message.embeds ?? []).map(renderEmbed));
    draw('components', message.components, () =>
      (message.components ?? []).map((one) => renderComponent(one, message)),
    );
    draw('reactions', message.reactions, () => reactionBar(message));
    draw('note', flags & EPHEMERAL, () => (flags & EPHEMERAL ? ephemeralNote(message) : []));
    draw('tag', tags.get(message.id), () => {
      const found = tags.get(message.id);
      return found ? [plugin.renderTag(found, { h, language })] : [];
    });
    draw('actions', [flags, me], () => [actionBar(message)]);
  }

  function startEdit() {
    const box = h(
      'textarea',
      { 'aria-label': t('edit'), rows: Math.min(8, message.content.split('\n').length) },
      fromWire(message.content),
    );
    const end = () => {
      element.classList.remove('editing');
      drawn['content'] = '';
      update(message);
    };
    box.addEventListener('keydown', (event) => {
      if (event.isComposing || event.keyCode === 229) return;
      if (event.key === 'Escape') end();
      if (event.key !== 'Enter' || event.shiftKey) return;
      event.preventDefault();
      const text = toWire(box.value.trim());
      if (text && text !== message.content) void edit(message, text);
      end();
    });
    element.classList.add('editing');
    fill(content, box, h('div', { class: 'hint' }, t('editHint')));
    box.focus();
    box.setSelectionRange(box.value.length, box.value.length);
  }

  update(first);
  return { element, update, startEdit };
}

/** What a message answers: another message or a command. @param {Message} message @returns {Child[]} */
function originOf(message) {
  const asked = message.interaction_metadata;
  if (asked && 'name' in asked) {
    return [t('used', { name: nameOf(asked.user.id, asked.user), command: commandName(String(asked.name)) })];
  }
  const reference = message.message_reference?.message_id;
  if (!reference) return [];
  const original = message.referenced_message;
  if (!original) return [h('em', null, t('gone'))];
  const name = nameOf(original.author.id, original.author);
  const text = original.content.replace(/\s+/g, ' ').slice(0, 160);
  return [
    h(
      'button',
      { type: 'button', class: 'jump', 'data-jump': reference },
      h('b', null, name),
      ' ',
      ...renderLine(text),
    ),
  ];
}

/** Slash commands are lower case without spaces; those of menus are titles. @param {string} name */
const commandName = (name) => (/^[-_\p{Ll}\p{Lo}\p{N}]+$/u.test(name) ? `/${name}` : name);

/** @param {Message} message @param {string} name @returns {Child[]} */
function headOf(message, name) {
  const at = new Date(message.timestamp);
  const who = h('span', { class: 'name' }, name);
  return [
    who,
    message.author.bot && h('span', { class: 'badge' }, t('app')),
    h('time', { datetime: message.timestamp, title: longTime(at) }, shortTime(at)),
  ];
}

/** @param {Message} message @param {string} name @returns {Child[]} */
function contentOf(message, name) {
  if (message.type === JOIN) return [h('em', null, t('joined', { name }))];
  if ((message.flags ?? 0) & LOADING) return [h('em', { class: 'thinking' }, t('thinking', { name }))];
  const shown = renderText(message.content);
  if (!message.edited_timestamp || !message.content) return shown;
  const mark = h(
    'span',
    { class: 'edited', title: longTime(new Date(message.edited_timestamp)) },
    t('edited'),
  );
  const last = shown.at(-1);
  if (last instanceof HTMLElement && last.className === 'lines') last.append(' ', mark);
  else shown.push(mark);
  return shown;
}

/** @param {Message} message @returns {Child[]} */
const ephemeralNote = (message) => [
  t('onlyYou'),
  ' · ',
  h('button', { type: 'button', class: 'link', onclick: () => void remove(message) }, t('dismiss')),
];

/** @param {Message} message */
const mentionsMe = ({ mentions }) => mentions?.some(({ id }) => id === me) ?? false;
