// @ts-check
// The text box in place of a message that its author edits.
import { fromWire, toWire } from '../compose/mentions.js';
import { h } from '../dom.js';
import { t } from '../words.js';

/**
 * @param {string} content the message's text as Discord holds it
 * @param {(text?: string) => void} done with the new text, or nothing where the person gave up
 */
export function editBox(content, done) {
  const box = h(
    'textarea',
    { 'aria-label': t('edit'), rows: Math.min(8, content.split('\n').length) },
    fromWire(content),
  );
  box.addEventListener('keydown', (event) => {
    // While an input method composes (also keyCode 229 in some browsers), Enter chooses characters.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === 'Escape') done();
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    done(toWire(box.value.trim()));
  });
  return box;
}
