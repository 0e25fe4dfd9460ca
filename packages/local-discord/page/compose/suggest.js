// @ts-check
// Fills the list above the composer from what is being written.
import { attempt } from '../act.js';
import { t } from '../words.js';
import { runnables } from './commands.js';
import { suggestions, unfinished } from './mentions.js';

/**
 * @param {HTMLTextAreaElement} input
 * @param {ReturnType<typeof import('./popup.js').popup>} list
 * @param {(command: import('./commands.js').Runnable) => void} open
 * @returns {() => Promise<void>} looks at what is written now
 */
export function suggesting(input, list, open) {
  /** @param {string} typed @param {string} label */
  function insert(typed, label) {
    input.setRangeText(`${label} `, input.selectionStart - typed.length, input.selectionStart, 'end');
    list.hide();
  }

  async function commands() {
    const known = (await attempt(runnables())) ?? [];
    // The person may have typed on while the commands were fetched.
    const typed = input.value.toLowerCase().trimEnd();
    if (!isCommand(input.value)) return;
    const entries = known
      .filter(({ title, plain }) => title.includes(typed.slice(1)) || plain.includes(typed.slice(1)))
      .sort((a, b) => rank(a, typed) - rank(b, typed) || a.title.localeCompare(b.title))
      .map((command) => ({ title: command.title, hint: command.description, pick: () => open(command) }));
    list.show(t('commands'), entries);
  }

  return async () => {
    if (isCommand(input.value)) return commands();
    const typed = unfinished(input.value.slice(0, input.selectionStart));
    if (typed === null) return list.hide();
    const found = suggestions(typed);
    // The name is complete, so Enter should send the message.
    if (found.length === 1 && found[0]?.label === typed) return list.hide();
    const entries = found.map(({ label, hint }) => ({
      title: label,
      hint,
      pick: () => insert(typed, label),
    }));
    list.show(t('people'), entries);
  };
}

const isCommand = (/** @type {string} */ text) => /^\/[^\n]*$/.test(text);

/** @param {{title: string, plain: string}} command @param {string} typed */
function rank({ title, plain }, typed) {
  if (title === typed || plain === typed) return 0;
  return title.startsWith(typed) || plain.startsWith(typed) ? 1 : 2;
}
