// @ts-check
// The messages of the open channel, in order. The list scrolls along only while the reader is at the bottom.
import { byId, fill, h } from '../dom.js';
import { toast } from '../dialogs/toast.js';
import { loadBackTo, loadOlder } from '../net/sync.js';
import { dayOf, t } from '../words.js';
import { channelId, compareIds, emit, me, messages, on } from '../world/world.js';
import { emptyState } from './empty.js';
import { isEphemeral } from './flags.js';
import { messageView } from './message.js';
import { startSteps } from './steps.js';

/** @typedef {import('discord-api-types/v10').APIMessage} Message */

/** Rows kept on the page while the reader is at the bottom. */
const MAX_ROWS = 400;
const GROUP_MS = 5 * 60_000;
const NEAR_PX = 80;
const FLASH_MS = 1600;

/** Screen readers read new messages aloud. */
const LOG = {
  role: 'log',
  'aria-live': 'polite',
  'aria-relevant': 'additions',
  'aria-label': t('messages'),
};

/** @type {Map<string, ReturnType<typeof messageView>>} */
const views = new Map();
const list = h('ol', { 'aria-label': t('messages') });
const older = h('button', { type: 'button', class: 'older', onclick: () => void showOlder() }, t('older'));
const empty = h('div', { class: 'empty' });
const newest = h(
  'button',
  { type: 'button', class: 'newest', hidden: true, onclick: () => toBottom() },
  t('newest'),
);
let pinned = true;
/** The messages of the open channel were read. */
let isLoaded = false;

/** Answers that only the person sees stay while they are of use: older ones are dismissed by themselves. */
const MOST_EPHEMERAL = 3;

export function startList() {
  const box = byId('messages');
  fill(box, older, empty, list);
  box.after(newest);
  for (const [name, value] of Object.entries(LOG)) box.setAttribute(name, value);
  box.addEventListener('scroll', () => {
    pinned = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX;
    if (pinned) newest.hidden = true;
  });
  // Pictures that load, the composer that grows and the phone's keyboard all move the bottom.
  const observer = new ResizeObserver(() => pinned && toBottom());
  observer.observe(list);
  observer.observe(box);
  list.addEventListener('click', onClick);
  startSteps(box);
  on('channel', () => {
    pinned = true;
    isLoaded = channelId === '';
    redraw();
  });
  on('messages', (what) => {
    isLoaded = true;
    if (what === 'older') keepPlace(redraw);
    else redraw();
  });
  on('message', show);
  on('tag', (id) => refresh(id));
  on('state', () => {
    for (const id of views.keys()) refresh(id);
    showEmpty();
  });
}

/** @param {string} id */
export const startEdit = (id) => views.get(id)?.startEdit();

export const isEditing = () => list.querySelector('textarea') !== null;

/** Draws all messages. Rows that are on the page already stay. */
function redraw() {
  byId('messages').setAttribute('aria-busy', 'true');
  for (const [id, view] of views) {
    if (messages.has(id)) continue;
    view.element.remove();
    views.delete(id);
  }
  for (const id of [...messages.keys()].sort(compareIds)) place(id);
  relate();
  older.hidden = messages.size < 30;
  showEmpty();
  if (pinned) toBottom();
  requestAnimationFrame(() => byId('messages').removeAttribute('aria-busy'));
}

/** Shows that one message came, changed or was deleted. @param {string} id */
function show(id) {
  if (messages.has(id)) place(id);
  else {
    views.get(id)?.element.remove();
    views.delete(id);
  }
  dropOldAnswers();
  relate();
  showEmpty();
  const isNewest = messages.has(id) && id === lastId();
  if (pinned || (isNewest && isMine(id))) {
    trim();
    toBottom();
  } else if (isNewest) newest.hidden = false;
}

/** What the person wrote, and what a command of theirs was answered with, is never left out of sight. @param {string} id */
function isMine(id) {
  const message = messages.get(id);
  return message?.author.id === me || message?.interaction_metadata?.user.id === me;
}

/** @param {string} id */
function refresh(id) {
  const message = messages.get(id);
  if (message) views.get(id)?.update(message);
}

/** @param {string} id */
function place(id) {
  const message = /** @type {Message} */ (messages.get(id));
  const known = views.get(id);
  if (known) return known.update(message);
  const view = messageView(message);
  views.set(id, view);
  let after = list.lastElementChild;
  while (after instanceof HTMLElement && compareIds(after.dataset['id'] ?? '', id) > 0)
    after = after.previousElementSibling;
  if (after) after.after(view.element);
  else list.prepend(view.element);
}

/** Marks the first message of a day, and messages soon after another one of their author. */
function relate() {
  /** @type {Message | undefined} */
  let previous;
  for (const element of list.children) {
    const message = messages.get(/** @type {HTMLElement} */ (element).dataset['id'] ?? '');
    if (!message) continue;
    const day = dayOf(new Date(message.timestamp));
    const newDay = !previous || dayOf(new Date(previous.timestamp)) !== day;
    const label = element.firstElementChild;
    if (label && label.textContent !== (newDay ? day : '')) label.textContent = newDay ? day : '';
    element.classList.toggle('follows', !newDay && follows(previous, message));
    previous = message;
  }
}

/** @param {Message | undefined} previous @param {Message} message */
function follows(previous, message) {
  return (
    previous?.author.id === message.author.id &&
    !message.message_reference &&
    !message.interaction_metadata &&
    Date.parse(message.timestamp) - Date.parse(previous.timestamp) < GROUP_MS
  );
}

function dropOldAnswers() {
  const ephemeral = [...messages.values()].filter(isEphemeral);
  for (const { id } of ephemeral.sort((a, b) => compareIds(b.id, a.id)).slice(MOST_EPHEMERAL)) {
    messages.delete(id);
    views.get(id)?.element.remove();
    views.delete(id);
  }
}

function trim() {
  while (views.size > MAX_ROWS) {
    const id = /** @type {HTMLElement} */ (list.firstElementChild).dataset['id'] ?? '';
    list.firstElementChild?.remove();
    views.delete(id);
    messages.delete(id);
  }
}

const lastId = () => /** @type {HTMLElement | null} */ (list.lastElementChild)?.dataset['id'];

function showEmpty() {
  empty.hidden = messages.size > 0 || !isLoaded;
  if (!empty.hidden) fill(empty, ...emptyState());
}

function toBottom() {
  const box = byId('messages');
  box.scrollTop = box.scrollHeight;
  newest.hidden = true;
  pinned = true;
}

/** Shows a message of the open channel, or says that it is gone. @param {string} id @param {boolean} [atEnd] of a message that is too tall, its end */
export async function jumpTo(id, atEnd = false) {
  const isThere = await loadBackTo(id).catch(() => false);
  const row = views.get(id)?.element;
  if (!isThere || !row) return toast(t('gone'));
  pinned = false;
  // A tall one is jumped to at once: on the way there the list would take itself for scrolled to its end.
  const isTall = row.offsetHeight > byId('messages').clientHeight;
  const block = isTall ? (atEnd ? 'end' : 'start') : 'center';
  row.scrollIntoView({ block, behavior: isTall ? 'instant' : 'smooth' });
  // Keyboards and screen readers go on from there.
  row.querySelector('article')?.focus({ preventScroll: true });
  row.classList.add('flash');
  setTimeout(() => row.classList.remove('flash'), FLASH_MS);
}

/** @param {() => void} change */
function keepPlace(change) {
  const box = byId('messages');
  const fromBottom = box.scrollHeight - box.scrollTop;
  pinned = false;
  change();
  box.scrollTop = box.scrollHeight - fromBottom;
}

async function showOlder() {
  older.disabled = true;
  const more = await loadOlder().catch(() => true);
  older.disabled = false;
  older.hidden = !more;
}

/** A click jumps to an answered message, opens a mentioned channel or begins a mentioned command; a tap shows the tools of a message. @param {Event} event */
function onClick({ target }) {
  if (!(target instanceof Element)) return;
  const jump = target.closest('[data-jump]')?.getAttribute('data-jump');
  if (jump) void jumpTo(jump);
  const command = target.closest('[data-command]')?.getAttribute('data-command');
  if (command) emit('draft', { text: `/${command}` });
  const channel = target.closest('[data-channel]')?.getAttribute('data-channel');
  if (channel) emit('draft', { open: channel });
  const row = target.closest('.row');
  for (const other of list.querySelectorAll('.row.touched'))
    if (other !== row) other.classList.remove('touched');
  if (row && !target.closest('button, a, input, select, textarea')) row.classList.toggle('touched');
}
