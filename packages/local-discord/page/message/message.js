// @ts-check
// One message on the page. An update draws only the parts that changed, so that a growing answer does not flicker.
import { edit, remove } from '../act.js';
import { avatar, fill, h } from '../dom.js';
import { renderLine, renderText } from '../markdown/render.js';
import { plugin } from '../plugin/plugin.js';
import { language, longTime, shortTime, t } from '../words.js';
import { nameOf, numberOf } from '../world/names.js';
import { me, tags } from '../world/world.js';
import { actionBar, openApps } from './actions.js';
import { brought, isForward } from './brought.js';
import { renderComponent } from './components.js';
import { editBox } from './editor.js';
import { renderEmbed } from './embed.js';
import { isEphemeral } from './flags.js';
import { attachment } from './media.js';
import { reactionBar } from './reactions.js';

/** @typedef {import('discord-api-types/v10').APIMessage} Message */
/** @typedef {import('../dom.js').Child} Child */

const LOADING = 128;
const JOIN = 7;

/** @typedef {'origin' | 'head' | 'content' | 'brought' | 'attachments' | 'embeds' | 'components' | 'reactions' | 'note' | 'tag' | 'actions'} Part */

/**
 * @param {Message} first
 * @returns {{element: HTMLLIElement, update: (message: Message) => void, startEdit: () => void}}
 */
export function messageView(first) {
  const { element, slots } = emptyRow(first);
  /** What each part was last drawn from. @type {Partial<Record<Part, string>>} */
  const drawn = {};
  let message = first;

  /** @param {Message} next */
  function update(next) {
    message = next;
    const kept = ['follows', 'editing'].filter((name) => element.classList.contains(name));
    const marks = [isEphemeral(message) && 'ephemeral', mentionsMe(message) && 'mentioned', ...kept];
    element.className = ['row', ...marks].filter(Boolean).join(' ');
    const parts = partsOf(message);
    for (const part of /** @type {Part[]} */ (Object.keys(parts))) {
      const [facts, render] = parts[part];
      const key = JSON.stringify(facts) ?? '';
      if (drawn[part] === key || (part === 'content' && element.classList.contains('editing'))) continue;
      drawn[part] = key;
      fill(slots[part], ...render());
    }
  }

  /** @param {string} [text] */
  function endEdit(text) {
    if (text && text !== message.content) void edit(message, text);
    element.classList.remove('editing');
    delete drawn.content;
    update(message);
  }

  function startEdit() {
    const box = editBox(message.content, endEdit);
    element.classList.add('editing');
    fill(slots.content, box, h('div', { class: 'hint' }, t('editHint')));
    box.focus();
    box.setSelectionRange(box.value.length, box.value.length);
  }

  update(first);
  return { element, update, startEdit };
}

/** A row with a slot for each part. @param {Message} message */
function emptyRow({ id, author }) {
  const slots = {
    origin: h('div', { class: 'origin' }),
    head: h('header', null),
    content: h('div', { class: 'content' }),
    brought: h('div', { class: 'brought' }),
    attachments: h('div', { class: 'attachments' }),
    embeds: h('div', { class: 'embeds' }),
    components: h('div', { class: 'components' }),
    reactions: h('div', { class: 'reactions' }),
    note: h('div', { class: 'note' }),
    tag: h('div', { class: 'tag-slot' }),
    actions: h('div', { class: 'action-slot' }),
  };
  const { origin, head, content, attachments, embeds, components, reactions, note, tag, actions } = slots;
  const words = [head, content, slots.brought];
  const body = h('div', { class: 'body' }, ...words, attachments, embeds, components, reactions, note);
  const face = h('div', { class: 'face' }, avatar(numberOf(author.id), nameOf(author.id, author)));
  const article = h('article', { tabindex: '-1' }, origin, face, body, tag, actions);
  article.addEventListener('contextmenu', (event) => openApps(event, actions));
  const element = h('li', { class: 'row', 'data-id': id }, h('div', { class: 'day' }), article);
  return { element, slots };
}

/**
 * The facts that each part is drawn from, and how. Only parts whose facts changed are drawn again.
 * @param {Message} message
 * @returns {Record<Part, [facts: unknown, render: () => Child[]]>}
 */
function partsOf(message) {
  const name = nameOf(message.author.id, message.author);
  const { content, edited_timestamp, type, referenced_message, message_reference } = message;
  const loading = (message.flags ?? 0) & LOADING;
  const answered = [referenced_message?.content, message_reference, message.interaction_metadata?.id, name];
  const tag = tags.get(message.id);
  return {
    origin: [answered, () => originOf(message)],
    head: [[name, message.author.bot], () => headOf(message, name)],
    content: [[content, edited_timestamp, loading, type], () => contentOf(message, name)],
    brought: [[message.message_snapshots, message.poll, message.sticker_items], () => brought(message)],
    attachments: [message.attachments, () => (message.attachments ?? []).map(attachment)],
    embeds: [message.embeds, () => (message.embeds ?? []).map(renderEmbed)],
    components: [
      message.components,
      () => (message.components ?? []).map((one) => renderComponent(one, message)),
    ],
    reactions: [message.reactions, () => reactionBar(message)],
    note: [isEphemeral(message), () => (isEphemeral(message) ? ephemeralNote(message) : [])],
    tag: [tag, () => (tag ? [plugin.renderTag(tag, { h, language })] : [])],
    actions: [[message.flags ?? 0, me], () => [actionBar(message)]],
  };
}

/** What a message answers: another message or a command. @param {Message} message @returns {Child[]} */
function originOf(message) {
  const asked = message.interaction_metadata;
  if (asked && 'name' in asked) {
    return [t('used', { name: nameOf(asked.user.id, asked.user), command: commandName(String(asked.name)) })];
  }
  const reference = message.message_reference?.message_id;
  if (!reference || isForward(message)) return [];
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

/** The name with a slash, unless it is a command of a menu: slash commands are lower case without spaces. @param {string} name */
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
