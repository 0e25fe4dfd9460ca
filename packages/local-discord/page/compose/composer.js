// @ts-check
// The composer: text, replies, files, and the lists that "/" and "@" open.
import { run, send } from '../act.js';
import { byId, fill, h } from '../dom.js';
import { toast } from '../dialogs/toast.js';
import { isEditing, startEdit } from '../message/list.js';
import { t } from '../words.js';
import { channelName, nameOf } from '../world/names.js';
import { SEND_MESSAGES } from '../world/permissions.js';
import * as world from '../world/world.js';
import { fileTray } from './files.js';
import { commandForm } from './form.js';
import { toWire } from './mentions.js';
import { popup } from './popup.js';
import { replyBar } from './reply.js';
import { suggesting } from './suggest.js';
import { fillForm, typedCommand } from './typed.js';
import { typingLine, typingSignal } from './typing.js';

/** @typedef {import('discord-api-types/v10').APIMessage} Message */

const MAX_HEIGHT_PX = 180;

const input = h('textarea', {
  // Until a channel is open: what is typed before would be lost.
  disabled: true,
  rows: 1,
  maxlength: 2000,
  spellcheck: 'true',
});
const list = popup(input);
const files = fileTray(input);
const reply = replyBar(input);
const formSlot = h('div', { class: 'form-slot' });
const attachButton = roundButton('+', t('attach'), files.pick);
const sendButton = roundButton('➤', t('send'), () => void submit());
const suggest = suggesting(input, list, (command) => void open(command));
const signalTyping = typingSignal();

export function startComposer() {
  sendButton.classList.add('go');
  const bar = h('div', { class: 'bar' }, attachButton, files.picker, input, sendButton);
  const box = h('div', { class: 'composer' }, reply.element, files.tray, bar);
  fill(byId('foot'), list.box, formSlot, typingLine(), box);
  input.addEventListener('input', () => {
    grow();
    void suggest();
    signalTyping(input.value);
  });
  input.addEventListener('blur', list.hide);
  input.addEventListener('keydown', onKey);
  world.on('channel', () => {
    reset();
    refresh();
  });
  world.on('state', refresh);
  world.on('draft', takeDraft);
}

export const focusComposer = () => input.focus();

/** The person has begun something here that would be lost if another channel opened. */
export const isWriting = () =>
  input.value.trim() !== '' ||
  formSlot.firstChild !== null ||
  files.count() > 0 ||
  reply.message() !== undefined ||
  isEditing();

/** @param {string} sign @param {string} label @param {() => void} act */
function roundButton(sign, label, act) {
  return h(
    'button',
    { type: 'button', class: 'round', 'aria-label': label, title: label, onclick: act },
    sign,
  );
}

function reset() {
  input.value = '';
  fill(formSlot);
  files.clear();
  reply.set(undefined);
  grow();
  list.hide();
}

function grow() {
  input.style.height = 'auto';
  input.style.height = `${Math.min(input.scrollHeight, MAX_HEIGHT_PX)}px`;
}

/**
 * Runs a command, or opens the form of its options.
 * @param {import('./commands.js').Runnable} command
 * @param {Map<string, string>} given what was typed for them
 */
async function open(command, given = new Map()) {
  list.hide();
  input.value = '';
  grow();
  if (!command.options.length) return void run({ name: command.name, subcommands: command.path });
  const close = () => {
    fill(formSlot);
    input.focus();
  };
  const form = commandForm(command, close);
  fill(formSlot, form);
  const wrong = fillForm(form, { command, given });
  if (wrong) {
    toast(wrong.text);
    return wrong.control.focus();
  }
  if (given.size && form.checkValidity()) return form.requestSubmit();
  const first = form.querySelector('[required]') ?? form.querySelector('input, select');
  if (first instanceof HTMLElement) first.focus();
}

async function submit() {
  const text = toWire(input.value.trim());
  if (!text && !files.count()) return;
  const command = await typedCommand(input.value.trim());
  if (command && 'wrong' in command) return toast(command.wrong);
  if (command) return open(command.command, command.given);
  const encoded = await files.encoded();
  const typed = input.value;
  const replyTo = reply.message()?.id;
  input.value = '';
  grow();
  if (await send(text, replyTo, encoded)) {
    files.clear();
    reply.set(undefined);
  } else input.value = typed;
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  // While an input method composes (also keyCode 229 in some browsers), Enter chooses characters.
  if (event.isComposing || event.keyCode === 229 || list.onKey(event)) return;
  if (event.key === 'Enter' && !event.shiftKey) {
    event.preventDefault();
    void submit();
  } else if (event.key === 'Escape') reply.set(undefined);
  else if (event.key === 'ArrowUp' && !input.value) editLast();
}

function editLast() {
  const mine = [...world.messages.values()].filter(({ author }) => author.id === world.me);
  const last = mine.sort((a, b) => world.compareIds(a.id, b.id)).at(-1);
  if (last) startEdit(last.id);
}

/** What another part of the page asks the composer to do. @param {{replyTo?: Message, edit?: Message, text?: string}} draft */
function takeDraft({ replyTo, edit, text }) {
  if (replyTo) reply.set(replyTo);
  if (edit) startEdit(edit.id);
  if (text === undefined) return;
  input.value = text;
  input.focus();
  grow();
  void suggest();
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
  attachButton.disabled = sendButton.disabled = !allowed;
}
