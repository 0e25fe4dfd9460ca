// @ts-check
// The keyboard in the list: arrows go from message to message, and only the message in focus has its tools in the order
// of tabs. Else one would tab through every tool of every message.

const KEYS = ['ArrowUp', 'ArrowDown', 'Home', 'End'];

/** @param {HTMLElement} box what holds the list of messages */
export function startSteps(box) {
  box.addEventListener('keydown', (event) => {
    if (!KEYS.includes(event.key) || !isForList(event.target)) return;
    const next = nextOf(box, event.key);
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.scrollIntoView({ block: 'nearest' });
  });
  box.addEventListener('focusin', ({ target }) => reach(box, target));
  box.addEventListener('focusout', ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node && box.contains(relatedTarget))) reach(box, null);
  });
}

/** Fields and lists keep their own arrows. @param {EventTarget | null} target */
const isForList = (target) =>
  target instanceof Element && !target.closest('input, textarea, select, [role="group"]');

/** @param {HTMLElement} box @param {string} key @returns {HTMLElement | undefined} */
function nextOf(box, key) {
  const all = /** @type {HTMLElement[]} */ ([...box.querySelectorAll('article')]);
  const at = all.findIndex((article) => article.contains(document.activeElement));
  if (key === 'Home') return all[0];
  if (key === 'End' || at === -1) return all.at(-1);
  return all[at + (key === 'ArrowUp' ? -1 : 1)];
}

/** @param {HTMLElement} box @param {EventTarget | null} target */
function reach(box, target) {
  const current = target instanceof Element ? target.closest('article') : null;
  for (const tool of box.querySelectorAll('.tool:not([tabindex="-1"])'))
    if (!current?.contains(tool)) tool.setAttribute('tabindex', '-1');
  for (const tool of current?.querySelectorAll('.tool') ?? []) tool.removeAttribute('tabindex');
}
