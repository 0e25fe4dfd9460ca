// Does what may be refused, and says why it was.
import { byId, linkTo } from './dom.ts';

let timer = 0;

/** Null where it was refused; the reason is shown then. */
export async function act<T>(promise: Promise<T>): Promise<T | null> {
  try {
    return await promise;
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return null;
  }
}

/** `link`: where the text leads; null: nowhere. */
export function say(text: string, link: string | null = null): void {
  const toast = byId('toast');
  // In front of an open dialog, whose layer hides what lies outside it.
  const dialog = document.querySelector('dialog[open]');
  (dialog ?? document.body).append(toast);
  toast.replaceChildren(link === null ? text : linkTo(link, text));
  toast.hidden = false;
  clearTimeout(timer);
  timer = window.setTimeout(() => (toast.hidden = true), 8000);
}
