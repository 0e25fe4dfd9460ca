// @ts-check
// Files to send: picked, pasted or dropped.
import { toast } from '../dialogs/toast.js';
import { byId, fill, h } from '../dom.js';
import { t } from '../words.js';

const MAX_BYTES = 8_000_000;
const MAX_FILES = 10;

/** @param {HTMLTextAreaElement} input takes pasted files, and the focus after a choice */
export function fileTray(input) {
  const tray = h('div', { class: 'tray', hidden: true });
  const picker = h('input', { type: 'file', multiple: true, hidden: true });
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
    const chips = files.map((file) => chip(file, () => remove(file)));
    fill(tray, ...chips);
  }

  /** @param {File} file */
  function remove(file) {
    files = files.filter((one) => one !== file);
    draw();
  }

  function clear() {
    files = [];
    draw();
  }

  input.addEventListener('paste', (event) => add(event.clipboardData?.files ?? []));
  picker.addEventListener('change', () => {
    add(picker.files ?? []);
    picker.value = '';
    input.focus();
  });
  takeDropped(add);

  const encoded = () => Promise.all(files.map(encode));
  return { tray, picker, pick: () => picker.click(), clear, encoded, count: () => files.length };
}

/** A file may be dropped anywhere on the channel. @param {(files: Iterable<File>) => void} add */
function takeDropped(add) {
  byId('main').addEventListener('dragover', (event) => event.preventDefault());
  byId('main').addEventListener('drop', (event) => {
    event.preventDefault();
    add(event.dataTransfer?.files ?? []);
  });
}

/** @param {File} file @param {() => void} remove */
function chip(file, remove) {
  const label = t('removeFile', { name: file.name });
  const cross = h('button', { type: 'button', 'aria-label': label, onclick: remove }, '✕');
  return h('span', { class: 'chip' }, file.name, cross);
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
