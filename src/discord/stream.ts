// Streams an answer into messages: posts the first words soon, then edits about once a second.
import type { Clock } from '../clock.ts';
import { MESSAGE_LIMIT, pagesOf } from './pages.ts';

/** Where a streamed answer goes: the n-th page is sent once and edited after. */
export interface StreamTarget<Sent> {
  send(text: string, page: number): Promise<Sent>;
  edit(sent: Sent, text: string): Promise<void>;
}

export interface StreamTimes {
  /** From the first token to the first post, ms: a few words read better than one. */
  readonly firstMs: number;
  /** Between edits, ms: Discord allows about one a second. */
  readonly editMs: number;
}

const TIMES: StreamTimes = { firstMs: 600, editMs: 1100 };

/**
 * Streams `drafts`, each the whole answer so far, to `target`. Edits never overlap and never queue up: each shows the
 * newest. Resolves with what was sent, after the last edit. If `drafts` fails or is aborted, the text so far stays, and
 * the error is thrown.
 */
export async function streamTo<Sent>(
  target: StreamTarget<Sent>,
  drafts: AsyncIterable<string>,
  clock: Clock,
  times: StreamTimes = TIMES,
): Promise<{ text: string; sent: Sent[] }> {
  const shown: { sent: Sent; text: string }[] = [];
  let text = '';
  let done = false;
  let begin: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => (begin = resolve));
  const stopped = new AbortController();

  const show = async () => {
    for (const [index, page] of pagesOf(text, MESSAGE_LIMIT).entries()) {
      const already = shown[index];
      if (already === undefined) shown.push({ sent: await target.send(page, index), text: page });
      else if (already.text !== page) {
        await target.edit(already.sent, page);
        already.text = page;
      }
    }
  };
  const rest = async (ms: number) => {
    await clock.wait(ms, stopped.signal).catch(() => undefined);
  };
  const update = async () => {
    await begun;
    await rest(times.firstMs);
    while (!done) {
      await show();
      await rest(times.editMs);
    }
  };
  const read = async () => {
    try {
      for await (const draft of drafts) {
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
  await show();
  if (reading.status === 'rejected') throw reading.reason;
  return { text, sent: shown.map(({ sent }) => sent) };
}
