// @ts-check
// A command that was typed out, as "/mood channel hours:3", is run as one that was picked: it is not posted.
import { t } from '../words.js';
import { localName, runnables } from './commands.js';

/** @typedef {import('./commands.js').Runnable} Runnable */
/** @typedef {{command: Runnable, given: Map<string, string>}} Typed */

/** What may begin "name:value" or "name: value", at the start of a word. */
const NAME = /(?<=^|\s)([\p{L}\p{N}_-]{1,32}):/gu;
const BEGINS_WITH_NAME = /^([\p{L}\p{N}_-]{1,32}):/u;
/** What one writes in a sentence, as "note: …", 10:30 or an address: no misspelled option. */
const PROSE = /^(\d+:|[^:]+:(\s|\/|$))/;
/** The first word may be one, also with a space behind its colon. */
const PROSE_AT_START = /^(\d+:|[^:]+:\/)/;
const TEXT = 3;
const MOST_NAMED = 6;

/**
 * The command that a text names, and what it gives for options, by their name; or what is wrong with it, in words. Null
 * where it names none.
 * @param {string} text
 * @returns {Promise<Typed | {wrong: string} | null>}
 */
export async function typedCommand(text) {
  if (!text.startsWith('/') || text.includes('\n')) return null;
  const known = await runnables().catch(() => []);
  const namesOf = (/** @type {Runnable} */ { title, plain }) => [title, plain];
  const named = known.filter((command) => namesOf(command).some((name) => begins(text, name)));
  const command = named.sort((a, b) => b.title.length - a.title.length)[0];
  if (!command) {
    const [first = ''] = text.split(/\s/);
    const beside = known.filter((one) => namesOf(one).some((name) => begins(name, first)));
    return beside.length > 0 ? { wrong: unknownText(text, beside) } : null;
  }
  const name = namesOf(command).find((one) => begins(text, one)) ?? '';
  const { given, left } = parted(text.slice(name.length).trim(), command);
  return left === null ? { command, given } : { wrong: unfitText(left, command) };
}

/** @param {string} text @param {string} name */
const begins = (text, name) => text === name || text.startsWith(`${name} `);

/**
 * What is given for options, by their name, and the first words that no option takes. Words without a name are for the first
 * text that is required.
 * @param {string} words
 * @param {Runnable} command
 * @returns {{given: Map<string, string>, left: string | null}}
 */
function parted(words, { options }) {
  /** @param {string} name */
  const optionOf = (name) => options.find((one) => one.name === name || localName(one) === name);
  const starts = [];
  for (const { index, 1: name = '' } of words.matchAll(NAME)) {
    const isProse = (index === 0 ? PROSE_AT_START : PROSE).test(words.slice(index));
    if (optionOf(name) || !isProse) starts.push(index);
  }
  const given = new Map();
  let left = null;
  for (const [n, start] of starts.entries()) {
    const piece = words.slice(start, starts[n + 1]).trim();
    const [name = ''] = piece.split(':', 1);
    const option = optionOf(name);
    if (option) given.set(option.name, piece.slice(name.length + 1).trim());
    else left ??= piece;
  }
  const free = words.slice(0, starts[0]).trim();
  const taker = options.find(({ type, required, name }) => type === TEXT && required && !given.has(name));
  if (free && taker) given.set(taker.name, free);
  else if (free) left = free;
  return { given, left };
}

/** @param {string} text @param {Runnable[]} beside commands that begin alike */
function unknownText(text, beside) {
  const command = text.replace(/\s+\S+:.*$/, '');
  const titles = beside.map(({ title }) => title);
  const more = titles.length > MOST_NAMED ? '…' : '';
  return t('wrongCommand', { command, commands: titles.slice(0, MOST_NAMED).join(t('comma')) + more });
}

/** @param {string} rest what is no option @param {Runnable} command */
function unfitText(rest, { title, options }) {
  const [first] = options;
  if (!first) return t('noOptions', { command: title });
  const [, option] = BEGINS_WITH_NAME.exec(rest) ?? [];
  return option === undefined
    ? t('wrongForm', { command: title, example: `${title} ${localName(first)}:…` })
    : t('wrongOption', { command: title, option, options: options.map(localName).join(t('comma')) });
}

/**
 * Fills a form; lists take the entry of that name, with or without its sign.
 * @param {HTMLFormElement} form
 * @param {Typed} typed
 * @returns {{control: HTMLElement, text: string} | null} the first value that does not fit, and the words for that
 */
export function fillForm(form, { command, given }) {
  for (const [name, value] of given) {
    const control = form.elements.namedItem(name);
    if (!(control instanceof HTMLInputElement || control instanceof HTMLSelectElement)) continue;
    control.value = control instanceof HTMLSelectElement ? entryOf(control, value) : value;
    // A field for numbers keeps nothing else.
    if (control.value !== '' && control.checkValidity()) continue;
    const option = command.options.find((one) => one.name === name);
    return { control, text: t('wrongValue', { option: option ? localName(option) : name, value }) };
  }
  return null;
}

/** @param {HTMLSelectElement} control @param {string} value */
const entryOf = (control, value) =>
  [...control.options].find((one) => bare(one.label) === bare(value) || one.value === value)?.value ?? '';

/** @param {string} text */
const bare = (text) => text.replace(/^[#@]/, '').toLowerCase();
