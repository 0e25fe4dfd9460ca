// Streams an answer into messages: posts the first words soon, then edits about once a second.
import type { Clock } from '../clock.ts';
import { MESSAGE_LIMIT, pagesOf } from './pages.ts';
import { unpingedDrafts } from './unpinged.ts';

/** One message of an answer. */
export interface Page {
  readonly text: string;
  /** On the last page: whether more is being written. Null on those before it. */
  readonly tail: Tail | null;
}

export type Tail = 'running' | 'ended';

/** Where a streamed answer goes: the n-th page is sent once and edited after; pages that are not needed any more go. */
export interface StreamTarget<Sent> {
  send(page: Page, index: number): Promise<Sent>;
  edit(sent: Sent, page: Page): Promise<void>;
  remove(sent: Sent): Promise<void>;
}

interface StreamTimes {
  /** From the first token to the first post, ms: a few words read better than one. */
  readonly firstMs: number;
  /** Between edits, ms: Discord allows about one a second. */
  readonly editMs: number;
}

export interface StreamOptions<Sent> {
  readonly times?: StreamTimes;
  /** Messages of an earlier answer that take the pages of this one, the first page first. */
  readonly earlier?: readonly Sent[];
  /** Once it aborts nothing more is shown; what stands stays. */
  readonly left?: AbortSignal;
}

const TIMES: StreamTimes = { firstMs: 600, editMs: 1100 };

/**
 * Streams `drafts`, each the whole answer so far, to `target`, without calls of anybody. Edits never overlap and never queue up: each shows the
 * newest. Pages that are too many go at the end, since an answer may grow again. Resolves with what was sent, after the
 * last edit; without any text what stood before stays. If `drafts` fails or is aborted, the text so far stays, and the
 * error is thrown.
 */
export async function streamTo<Sent>(
  target: StreamTarget<Sent>,
  drafts: AsyncIterable<string>,
  clock: Clock,
  { times = TIMES, earlier = [], left }: StreamOptions<Sent> = {},
): Promise<{ text: string; sent: Sent[] }> {
  const shown: { sent: Sent; page: Page | null }[] = earlier.map((sent) => ({ sent, page: null }));
  let text = '';
  let done = false;
  let begin: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => (begin = resolve));
  const stopped = new AbortController();

  const show = async (tail: Tail) => {
    const pages = pageTexts(text, tail);
    for (const [index, page] of pages.entries()) {
      if (left?.aborted) return;
      const already = shown[index];
      if (already === undefined) shown.push({ sent: await target.send(page, index), page });
      else if (already.page?.text !== page.text || already.page.tail !== page.tail) {
        await target.edit(already.sent, page);
        already.page = page;
      }
    }
    if (tail === 'running' || pages.length === 0 || left?.aborted) return;
    for (const { sent } of shown.splice(pages.length)) await target.remove(sent);
  };
  const rest = async (ms: number) => {
    await clock.wait(ms, stopped.signal).catch(() => undefined);
  };
  const update = async () => {
    await begun;
    await rest(times.firstMs);
    while (!done) {
      await show('running');
      await rest(times.editMs);
    }
  };
  const read = async () => {
    try {
      for await (const draft of unpingedDrafts(drafts)) {
        text = draft;
        if (text.trim() !== '') begin();
      }
    } finally {
      done = true;
      begin();
      stopped.abort();
    }
  };

  // If an edit failed, the last one below shows its text too, or fails as well.
  const [reading] = await Promise.allSettled([read(), update()]);
  await show('ended');
  if (reading.status === 'rejected') throw reading.reason;
  return { text, sent: shown.map(({ sent }) => sent) };
}

function pageTexts(text: string, tail: Tail): Page[] {
  const pages = pagesOf(text, MESSAGE_LIMIT);
  return pages.map((page, index) => ({ text: page, tail: index === pages.length - 1 ? tail : null }));
}
