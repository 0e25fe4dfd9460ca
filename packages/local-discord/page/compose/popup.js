// @ts-check
// The list above the composer: commands after "/", people after "@". Arrows move, Enter or Tab picks, Esc closes.
import { fill, h } from '../dom.js';

/** @typedef {{title: string, hint?: string, pick: () => void}} Entry */

/** @param {HTMLTextAreaElement} input */
export function popup(input) {
  const box = h('ul', { id: 'popup', class: 'popup', role: 'listbox', hidden: true });
  /** @type {Entry[]} */
  let entries = [];
  let chosen = 0;
  input.setAttribute('aria-controls', 'popup');
  // A field of several lines is a text box by itself; what is chosen in the list is told as its active descendant.
  input.setAttribute('aria-haspopup', 'listbox');
  input.setAttribute('aria-autocomplete', 'list');

  /** @param {string} label @param {Entry[]} next */
  function show(label, next) {
    const same = next.map(({ title }) => title).join() === entries.map(({ title }) => title).join();
    entries = next;
    if (!same) chosen = 0;
    box.setAttribute('aria-label', label);
    draw();
  }

  function draw() {
    box.hidden = entries.length === 0;
    const items = entries.map((entry, index) => option(entry, index, index === chosen));
    fill(box, ...items);
    if (box.hidden) return input.removeAttribute('aria-activedescendant');
    input.setAttribute('aria-activedescendant', `popup-${chosen}`);
    items[chosen]?.scrollIntoView({ block: 'nearest' });
  }

  const hide = () => show('', []);

  /** @param {KeyboardEvent} event @returns {boolean} the key was for the list */
  function onKey(event) {
    if (box.hidden) return false;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step) {
      chosen = (chosen + step + entries.length) % entries.length;
      draw();
    } else if ((event.key === 'Enter' && !event.shiftKey) || event.key === 'Tab') entries[chosen]?.pick();
    else if (event.key === 'Escape') hide();
    else return false;
    event.preventDefault();
    return true;
  }

  return { box, show, hide, onKey };
}

/** @param {Entry} entry @param {number} index @param {boolean} chosen */
function option({ title, hint, pick }, index, chosen) {
  const onmousedown = (/** @type {Event} */ event) => {
    // Else the composer would lose the focus.
    event.preventDefault();
    pick();
  };
  return h(
    'li',
    { id: `popup-${index}`, role: 'option', 'aria-selected': String(chosen), onmousedown },
    h('b', null, title),
    hint && h('span', { class: 'hint' }, hint),
  );
}
