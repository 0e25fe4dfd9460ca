// Hears voice messages: what is said in one becomes text, where the operator named a server that transcribes.
import type { Message } from 'discord.js';
import { reasonOf } from '../errors.ts';
import type { Download } from '../discord/downloads.ts';
import type { Speech } from '../llm/speech.ts';
import type { Locale } from '../locale.ts';
import type { Log } from '../log.ts';
import { isVoice } from './ownWords.ts';

export interface Hearing {
  /** Whether it is a voice message that is short and small enough, and there is somebody to hear it. */
  canHear(message: Message): boolean;
  /**
   * What is said; '' for silence, null where it could not be heard. `locale`: of the server; null in direct messages.
   * Rejects with the signal's reason alone. Nothing of it is kept or logged here.
   */
  hear(message: Message, locale: Locale | null, signal: AbortSignal): Promise<string | null>;
}

export interface HearingOptions {
  readonly speech: Speech;
  readonly download: Download;
  /** A voice message that is longer, in seconds, is not heard. */
  readonly longest: number;
  readonly log: Log;
}

/** Hears nothing: no server is named. */
export const DEAF: Hearing = { canHear: () => false, hear: () => Promise.resolve(null) };

/** Bytes of a voice message at most: Discord writes about 5 KB a second. */
const MOST_BYTES = 8 * 1024 * 1024;

export function createHearing({ speech, download, longest, log }: HearingOptions): Hearing {
  const soundOf = (message: Message) => {
    const [file] = message.attachments.values();
    if (!isVoice(message) || !file?.contentType?.startsWith('audio/')) return null;
    // A client that does not say how long it is may send anything.
    return file.duration !== null && file.duration <= longest && file.size <= MOST_BYTES ? file : null;
  };

  return {
    canHear: (message) => soundOf(message) !== null,
    async hear(message, locale, signal) {
      const file = soundOf(message);
      if (!file) return null;
      const { name, url, contentType } = file;
      try {
        const bytes = await download(url, { most: MOST_BYTES, signal });
        if (!bytes) return null;
        const sound = { name, type: contentType ?? '', bytes: Uint8Array.from(bytes) };
        return await speech.transcribe(sound, { language: locale?.slice(0, 2) ?? null, signal });
      } catch (error) {
        signal.throwIfAborted();
        log.warn({ messageId: message.id, reason: reasonOf(error) }, 'a voice message could not be heard');
        return null;
      }
    },
  };
}
