// @ts-check
// Builds DOM nodes; text from people only ever becomes text nodes, never markup.

/** @typedef {Node | string | null | undefined | false} Child */
/** @typedef {Record<string, unknown>} Props */

/**
 * `on…` props are listeners; true sets an empty attribute; false, null and undefined set none.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Props | null} [props]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, props, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === 'function') {
      element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    } else {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
  element.append(...nodesOf(children));
  return element;
}

/**
 * @param {readonly Child[]} children
 * @returns {(Node | string)[]}
 */
function nodesOf(children) {
  return children.filter((child) => child !== null && child !== undefined && child !== false);
}

/**
 * @param {Element} element
 * @param {...Child} children
 */
export function fill(element, ...children) {
  element.replaceChildren(...nodesOf(children));
}

/**
 * The element of index.html with this id.
 * @param {string} id
 */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`index.html has no #${id}`);
  return element;
}

/** Hex of ten hues that carry white text at 4.5:1 or better. */
const HUES = [
  '#b4325a',
  '#8b3fb5',
  '#5a4fcf',
  '#2f64c4',
  '#17738c',
  '#18794e',
  '#5b7215',
  '#8a6100',
  '#a8521a',
  '#5f6b7a',
];

/**
 * A coloured circle with the initial.
 * @param {number} number people with consecutive numbers get different colours
 * @param {string} name
 */
export function avatar(number, name) {
  const initial = [...name.trim()].find((character) => /[\p{L}\p{N}]/u.test(character)) ?? '?';
  const circle = h('span', { class: 'avatar', 'aria-hidden': 'true' }, initial.toUpperCase());
  circle.style.setProperty('--hue', HUES[number % HUES.length] ?? '#5f6b7a');
  return circle;
}
