// Speaks to the bot: data by GET, acts by POST, and a stream that says when to ask again.
import type { Clock } from '../../clock.ts';
import type { MessageRow, PageView as View, Told, Why } from '../data.ts';
import { asked } from './address.ts';
import { createPace } from './pace.ts';

interface Logout {
  readonly href: string;
  readonly text: string;
}

/** An answer that is no data; where to log in or out, if that helps. */
export class Refused extends Error {
  constructor(
    message: string,
    readonly login: string | null,
    readonly logout: Logout | null,
  ) {
    super(message);
  }
}

async function call<T>(path: string, init?: RequestInit): Promise<T> {
  const answer = await fetch(`api/${path}`, init);
  const body = (await answer.json()) as T & { error?: string; login?: string; logout?: Logout };
  if (!answer.ok) throw new Refused(body.error ?? answer.statusText, body.login ?? null, body.logout ?? null);
  return body;
}

const post = <T>(path: string, body: unknown) =>
  call<T>(`${path}?${asked()}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

export const api = {
  view: () => call<View>(`view?${asked()}`),
  messages: (label: string, from?: number, to?: number) =>
    call<MessageRow[]>(
      `messages?${asked({ label, ...(from !== undefined && { from: String(from) }), ...(to !== undefined && { to: String(to) }) })}`,
    ),
  messagesOf: (ids: readonly string[]) => call<MessageRow[]>(`messages?${asked({ ids: ids.join(',') })}`),
  act: (id: string, act: string, reason = '') =>
    post<Told>(`incidents/${encodeURIComponent(id)}`, { act, reason }),
  why: (id: string) => call<Why>(`incidents/${encodeURIComponent(id)}/why?${asked()}`),
  correct: (id: string, revision: number, label: string | null) =>
    post<unknown>('corrections', { id, revision, label }),
  exportLink: (format: string) => `api/export/${format}?${asked()}`,
};

/** The browser's time, which no setting of the machine's clock moves. */
const clock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  wait: (ms, signal) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', end);
        resolve();
      }, ms);
      const end = () => {
        clearTimeout(timer);
        reject(new Error('The page asks for something else.'));
      };
      signal?.addEventListener('abort', end, { once: true });
    }),
};

/** Calls `onChange` when something changed, as `createPace` says, and after each new connection. */
export function follow(onChange: () => void, onConnection: (isUp: boolean) => void): () => void {
  const source = new EventSource(`api/live?${asked()}`);
  const pace = createPace(onChange, clock, () => document.visibilityState === 'hidden');
  const look = () => pace.look();
  let wasDown = false;
  document.addEventListener('visibilitychange', look);
  source.addEventListener('changed', () => pace.want());
  source.addEventListener('open', () => {
    onConnection(true);
    if (wasDown) pace.want();
    wasDown = false;
  });
  source.addEventListener('error', () => {
    wasDown = true;
    onConnection(false);
  });
  return () => {
    source.close();
    pace.stop();
    document.removeEventListener('visibilitychange', look);
  };
}
