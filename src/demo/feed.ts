// What happens on the local server, as one person sees it, or all of it. The rehearsal waits for these events; it is not
// taken for somebody who looks on.
import type { Clock } from '../clock.ts';
import type { ControlEvent } from 'local-discord';
import { RehearsalError } from './control.ts';

export interface Feed {
  /** Tries `test` now and after every event. Resolves true once it holds, and false after `ms`. */
  until(test: () => boolean | Promise<boolean>, ms: number): Promise<boolean>;
  close(): void;
}

/**
 * Resolves when the feed is open, so that nothing that follows is missed.
 * @param userId null: sees everything but what is meant for one person alone
 * @param onEvent is called before the tests of `until`
 */
export async function openFeed(
  url: string,
  userId: string | null,
  clock: Clock,
  signal: AbortSignal,
  onEvent: (event: ControlEvent) => void,
): Promise<Feed> {
  const closing = new AbortController();
  const ended = AbortSignal.any([signal, closing.signal]);
  const route = userId === null ? '/control/events' : `/control/events?userId=${userId}&hidden=true`;
  const response = await fetch(`${url}${route}`, { signal: ended });
  if (!response.ok || !response.body) throw new RehearsalError(`GET ${route}`, `HTTP ${response.status}`);

  const sleepers = new Set<() => void>();
  const reading = read(response.body, (event) => {
    onEvent(event);
    for (const wake of sleepers) wake();
    sleepers.clear();
  });
  // Nobody may be waiting when the feed breaks; the next one to wait gets the error.
  reading.catch(() => undefined);

  return {
    async until(test, ms) {
      const late = new AbortController();
      const timeout = clock.wait(ms, AbortSignal.any([ended, late.signal])).then(() => 'late' as const);
      timeout.catch(() => undefined);
      try {
        for (;;) {
          const woken = new Promise<void>((wake) => sleepers.add(wake));
          if (await test()) return true;
          const next = await Promise.race([woken, reading, timeout]);
          if (next === 'late') return await test();
        }
      } finally {
        late.abort();
      }
    },
    close: () => closing.abort(),
  };
}

/** Reads server-sent events to the end; throws when the server ends them. */
async function read(
  body: ReadableStream<Uint8Array>,
  onEvent: (event: ControlEvent) => void,
): Promise<never> {
  let rest = '';
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + chunk).split(/\r?\n\r?\n/);
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const data = block
        .split(/\r?\n/)
        .filter((line) => line.startsWith('data:'))
        .map((line) => line.slice(5).trimStart())
        .join('\n');
      if (data) onEvent(JSON.parse(data) as ControlEvent);
    }
  }
  throw new RehearsalError('GET /control/events', 'the feed ended');
}
