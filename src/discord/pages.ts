// Splits a long answer into several messages, at lines or words. Code blocks are closed and opened again.

/** Discord's limit of one message, in UTF-16 code units. */
export const MESSAGE_LIMIT = 2000;
const FENCE = /^\s*(```+|~~~+)(.*)$/;
const CLOSING_ROOM = 8;

/** The fence line that is open at the end of `text`, or null. */
export function openFence(text: string): string | null {
  let open: string | null = null;
  for (const line of text.split('\n')) {
    const match = FENCE.exec(line);
    if (!match) continue;
    if (open === null) open = line.trim().slice(0, 40);
    else open = null;
  }
  return open;
}

/**
 * Cuts `text` into messages of at most `limit` characters. Every page stands alone: a code block that is
 * open at its end is closed, and opened again (same language) on the next page. Surrogate pairs stay whole.
 * Earlier pages do not change when text is appended.
 */
export function pagesOf(text: string, limit = MESSAGE_LIMIT): string[] {
  const pages: string[] = [];
  let rest = text;
  let reopened = '';
  for (;;) {
    const whole = close(reopened + rest);
    if (whole.length <= limit) {
      if (whole.trim() !== '') pages.push(whole);
      return pages;
    }
    const room = limit - reopened.length - CLOSING_ROOM;
    const cut = cutAt(rest, room);
    const page = reopened + rest.slice(0, cut).trimEnd();
    const fence = openFence(page);
    pages.push(close(page));
    rest = rest.slice(cut).replace(/^\n/, '');
    reopened = fence === null ? '' : `${fence}\n`;
  }
}

function close(page: string): string {
  const fence = openFence(page);
  if (fence === null) return page;
  const marks = /^(```+|~~~+)/.exec(fence)?.[0] ?? '```';
  return page.endsWith('\n') ? page + marks : `${page}\n${marks}`;
}

/** The best index to cut, at most `room`: after a blank line, a line, a sentence or a word, else between characters. */
function cutAt(text: string, room: number): number {
  const head = text.slice(0, room);
  for (const separator of ['\n\n', '\n', '。', '. ', ' ']) {
    const found = head.lastIndexOf(separator);
    if (found >= room / 2) return found + separator.length;
  }
  const last = head.charCodeAt(head.length - 1);
  return last >= 0xd800 && last <= 0xdbff ? room - 1 : room;
}
