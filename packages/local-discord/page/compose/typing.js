// @ts-check
// Typing signals: sends one's own, and shows those of others above the composer.
import { h } from '../dom.js';
import { api } from '../net/api.js';
import { t } from '../words.js';
import { nameOf } from '../world/names.js';
import { channelId, me, messages, on } from '../world/world.js';

/** Discord shows a typing signal for about ten seconds. */
const SHOWN_MS = 10_000;
const SIGNAL_EVERY_MS = 8_000;

/** @returns {(text: string) => void} call it with the text after each change; commands are not announced */
export function typingSignal() {
  let sentAt = -Infinity;
  return (text) => {
    if (!text || text.startsWith('/') || performance.now() - sentAt < SIGNAL_EVERY_MS) return;
    sentAt = performance.now();
    // Nobody misses a signal that was lost.
    void api.typing(channelId, me).catch(() => undefined);
  };
}

export function typingLine() {
  const line = h('div', { class: 'typing', 'aria-live': 'off' });
  /** @type {Map<string, number>} */
  const timers = new Map();

  function draw() {
    const names = [...timers.keys()].map((id) => nameOf(id)).join(', ');
    const dots = h('span', { class: 'dots', 'aria-hidden': 'true' }, h('i'), h('i'), h('i'));
    line.replaceChildren(...(names ? [dots, t('typing', { names })] : []));
  }

  /** @param {string} userId */
  function end(userId) {
    window.clearTimeout(timers.get(userId));
    timers.delete(userId);
    draw();
  }

  on('typing', (/** @type {{channelId: string, userId: string}} */ event) => {
    if (event.channelId !== channelId || event.userId === me) return;
    window.clearTimeout(timers.get(event.userId));
    timers.set(
      event.userId,
      window.setTimeout(() => end(event.userId), SHOWN_MS),
    );
    draw();
  });
  on('message', (id) => end(messages.get(id)?.author.id ?? ''));
  on('channel', () => {
    for (const userId of timers.keys()) end(userId);
  });
  return line;
}
