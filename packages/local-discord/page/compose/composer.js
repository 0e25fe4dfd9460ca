// @ts-check
// The composer: text, replies, files, the "/" and "@" lists.
import { run, send } from '../act.js';
import { byId, fill, h } from '../dom.js';
import { startEdit } from '../message/list.js';
import { api } from '../net/api.js';
import { t } from '../words.js';
import { channelName, nameOf } from '../world/names.js';
import { SEND_MESSAGES } from '../world/permissions.js';
import * as world from '../world/world.js';
import { fileTray } from './files.js';
import { commandForm } from './form.js';
import { toWire } from './mentions.js';
import { popup } from './popup.js';
import { suggesting } from './suggest.js';
import { typingLine } from './typing.js';

/** @typedef {import('discord-api-types/v10').APIMessage} Message */

const TYPING_EVERY_MS = 8000;

export function startComposer() {
  const input = h('textarea', {
    rows: 1,
    maxlength: 2000,
    spellcheck: 'true',
    role: 'combobox',
    'aria-expanded': 'false',
  });
  const list = popup(input);
  const files = fileTray();
  const picker = h('input', { type: 'file', multiple: true, hidden: true });
  const reply = h('div', { class: 'reply', hidden: true });
  const form = h('div', { class: 'form-slot' });
  const go = h(
    'button',
    {
      type: 'button',
      class: 'round go',
      'aria-label': t('send'),
      title: t('send'),
      onclick: () => void submit(),
    },
    '➤',
  );
  const attach = h(
    'button',
    {
      type: 'button',
      class: 'round',
      'aria-label': t('attach'),
      title: t('attach'),
      onclick: () => picker.click(),
    },
    '+',
  );
  const bar = h('div', { class: 'bar' }, attach, picker, input, go);
  /** @type {Message | undefined} */
  let replyTo;
  let typedAt = 0;

  fill(byId('foot'), list.box, form, typingLine(), h('div', { class: 'composer' }, reply, files.tray, bar));

  function reset() {
    input.value = '';
    fill(form);
    files.clear();
    setReply(undefined);
    grow();
    list.hide();
  }

  function grow() {
    input.style.height = 'auto';
    input.style.height = `${Math.min(input.scrollHeight, 180)}px`;
  }

  /** @param {Message | undefined} message */
  function setReply(message) {
    replyTo = message;
    reply.hidden = !message;
    if (!message) return;
    const cancel = h(
      'button',
      { type: 'button', 'aria-label': t('cancel'), onclick: () => setReply(undefined) },
      '✕',
    );
    fill(
      reply,
      h('span', null, t('replyingTo', { name: nameOf(message.author.id, message.author) })),
      cancel,
    );
    input.focus();
  }

  /** @param {import('./commands.js').Runnable} command */
  async function open(command) {
    list.hide();
    input.value = '';
    grow();
    if (!command.options.length) return void run({ name: command.name, subcommands: command.path });
    const close = () => {
      fill(form);
      input.focus();
    };
    const shown = commandForm(command, close);
    fill(form, shown);
    const first = shown.querySelector('[required]') ?? shown.querySelector('[type="submit"]');
    if (first instanceof HTMLElement) first.focus();
  }

  const suggest = suggesting(input, list, (command) => void open(command));

  async function submit() {
    const text = toWire(input.value.trim());
    if (!text && !files.count()) return;
    const encoded = await files.encoded();
    const kept = input.value;
    const answered = replyTo?.id;
    input.value = '';
    grow();
    if (await send(text, answered, encoded)) {
      files.clear();
      setReply(undefined);
    } else input.value = kept;
  }

  function tellTyping() {
    if (input.value.startsWith('/') || !input.value || performance.now() - typedAt < TYPING_EVERY_MS) return;
    typedAt = performance.now();
    void api.typing(world.channelId, world.me).catch(() => undefined);
  }

  input.addEventListener('input', () => {
    grow();
    void suggest();
    tellTyping();
  });
  input.addEventListener('blur', list.hide);
  input.addEventListener('keydown', (event) => {
    // While an input method composes (also keyCode 229 in some browsers), Enter chooses characters.
    if (event.isComposing || event.keyCode === 229 || list.onKey(event)) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      void submit();
    } else if (event.key === 'Escape') setReply(undefined);
    else if (event.key === 'ArrowUp' && !input.value) editLast();
  });
  input.addEventListener('paste', (event) => files.add(event.clipboardData?.files ?? []));
  picker.addEventListener('change', () => {
    files.add(picker.files ?? []);
    picker.value = '';
    input.focus();
  });
  byId('main').addEventListener('dragover', (event) => event.preventDefault());
  byId('main').addEventListener('drop', (event) => {
    event.preventDefault();
    files.add(event.dataTransfer?.files ?? []);
  });

  function editLast() {
    const mine = [...world.messages.values()].filter(({ author }) => author.id === world.me);
    const last = mine.sort((a, b) => world.compareIds(a.id, b.id)).at(-1);
    if (last) startEdit(last.id);
  }

  function refresh() {
    const name = channelName(world.channelId);
    const label = t('write', {
      channel: name ? `#${name}` : `@${nameOf(world.state.bot.id, world.state.bot)}`,
    });
    const allowed = world.channelId !== '' && world.may(SEND_MESSAGES);
    input.placeholder = allowed ? label : t('noSend');
    input.setAttribute('aria-label', label);
    input.disabled = !allowed;
    attach.disabled = go.disabled = !allowed;
  }

  world.on('channel', () => {
    reset();
    refresh();
  });
  world.on('state', refresh);
  world.on('draft', (/** @type {{replyTo?: Message, edit?: Message, text?: string}} */ draft) => {
    if (draft.replyTo) setReply(draft.replyTo);
    if (draft.edit) startEdit(draft.edit.id);
    if (draft.text === undefined) return;
    input.value = draft.text;
    input.focus();
    grow();
    void suggest();
  });
}
