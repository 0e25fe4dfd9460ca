// Where the demo is watched, and what is said there until it can be.
import { localeFor } from '../locale.ts';
import { wordsIn } from '../report/words.ts';

export const DEMO_PATH = '/demo';

/** In the language of whoever asks. */
export const wordsFor = (request: Request) =>
  wordsIn(localeFor(request.headers.get('accept-language') ?? ''));

/** A page that asks again by itself. */
export function later(request: Request): Response {
  const words = wordsFor(request);
  const headers = { Refresh: '1', Vary: 'Accept-Language', 'Content-Type': 'text/plain; charset=utf-8' };
  return new Response(words('demo.settingUp'), { status: 503, headers });
}
