// @ts-check
// Files to send: picked, pasted or dropped.
import { toast } from '../dialogs/toast.js';
import { fill, h } from '../dom.js';
import { t } from '../words.js';

const MAX_BYTES = 8_000_000;
const MAX_FILES = 10;

export function fileTray() {
  const tray = h('div', { class: 'tray', hidden: true });
  /** @type {File[]} */
  let files = [];

  /** @param {Iterable<File>} more */
  function add(more) {
    for (const file of more) {
      if (file.size > MAX_BYTES) toast(t('fileTooLarge', { name: file.name }));
      else if (files.length < MAX_FILES) files.push(file);
    }
    draw();
  }

  function draw() {
    tray.hidden = files.length === 0;
    const chips = files.map((file) =>
      h(
        'span',
        { class: 'chip' },
        file.name,
        h(
          'button',
          { type: 'button', 'aria-label': t('removeFile', { name: file.name }), onclick: () => drop(file) },
          '✕',
        ),
      ),
    );
    fill(tray, ...chips);
  }

  /** @param {File} file */
  function drop(file) {
    files = files.filter((one) => one !== file);
    draw();
  }

  function clear() {
    files = [];
    draw();
  }

  const encoded = () => Promise.all(files.map(encode));
  return { tray, add, clear, encoded, count: () => files.length };
}

/** @param {File} file @returns {Promise<{name: string, contentType: string, base64: string}>} */
function encode(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onerror = () => reject(reader.error);
    reader.onload = () => {
      const address = String(reader.result);
      const base64 = address.slice(address.indexOf(',') + 1);
      resolve({ name: file.name, contentType: file.type || 'application/octet-stream', base64 });
    };
    reader.readAsDataURL(file);
  });
}
