// Fetches files that people attached, from Discord's own file hosts alone.
import type { Clock } from '../clock.ts';
import { withDeadline } from '../flow/aborting.ts';

/**
 * The bytes of a file; null where it has more than `most`, whatever size was announced. Rejects where the address is not
 * Discord's, where the file does not come within five seconds, and with the signal's reason.
 */
export type Download = (
  address: string,
  limits: { most: number; signal: AbortSignal },
) => Promise<Buffer | null>;

export interface DownloadOptions {
  readonly fetch: typeof fetch;
  /** REST base of a Discord-compatible server, whose own host may serve files too. */
  readonly apiUrl: string | undefined;
  readonly clock: Clock;
}

/** For one file, in milliseconds. */
const TIMEOUT = 5000;
const DISCORD_FILES: ReadonlySet<string> = new Set(['cdn.discordapp.com', 'media.discordapp.net']);

export function createDownload({ fetch, apiUrl, clock }: DownloadOptions): Download {
  const apiOrigin = apiUrl === undefined ? null : new URL(apiUrl).origin;

  /** The bot must not fetch other addresses. */
  function checked(address: string): URL {
    const url = URL.canParse(address) ? new URL(address) : null;
    const isDiscords = url?.protocol === 'https:' && DISCORD_FILES.has(url.host);
    if (!url || !(isDiscords || url.origin === apiOrigin))
      throw new Error("it is not at Discord's file hosts");
    return url;
  }

  async function read(url: URL, most: number, signal: AbortSignal): Promise<Buffer | null> {
    const response = await fetch(url, { redirect: 'error', signal });
    if (!response.ok || !response.body) throw new Error(`status ${response.status}`);
    const pieces: Uint8Array[] = [];
    let size = 0;
    for await (const piece of response.body as AsyncIterable<Uint8Array>) {
      size += piece.length;
      if (size > most) return null; // leaving the loop closes the connection
      pieces.push(piece);
    }
    return Buffer.concat(pieces);
  }

  return async (address, { most, signal }) => {
    const url = checked(address);
    const late = () => new Error(`no answer in ${TIMEOUT / 1000} s`);
    return withDeadline({ ms: TIMEOUT, clock, signal, late }, (until) => read(url, most, until));
  };
}
