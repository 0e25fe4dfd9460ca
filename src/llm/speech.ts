// Speech to text: an OpenAI-compatible server that the operator names is asked for the words of a sound.
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { BarometerError } from '../errors.ts';
import { withDeadline } from '../flow/aborting.ts';

interface Sound {
  readonly name: string;
  /** As Discord says it, e.g. audio/ogg. */
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface Speech {
  /**
   * What is said; '' for silence. `language`: a hint, two letters; null where none is known.
   * @throws SpeechFailedError, and the signal's reason
   */
  transcribe(sound: Sound, hint: { language: string | null; signal: AbortSignal }): Promise<string>;
}

export interface SpeechOptions {
  /** The server's address, with or without /v1. */
  readonly url: string;
  readonly apiKey: string | undefined;
  /** The name that the server knows its model by. */
  readonly model: string;
  /** Milliseconds that one sound may take. */
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly fetch: typeof fetch;
}

class SpeechFailedError extends BarometerError {
  constructor(
    /** Host and port. */
    readonly host: string,
    readonly reason: string,
  ) {
    super(
      `The transcription server at ${host} ${reason}: see its log, and check SPEECH_URL and SPEECH_MODEL.`,
    );
  }
}

/** Characters of a transcript at most: as many as a message of Discord may have. */
const LONGEST = 4000;
const answer = z.object({ text: z.string() });

export function createSpeech({ url, apiKey, model, timeoutMs, clock, fetch }: SpeechOptions): Speech {
  const endpoint = new URL(`${url.replace(/\/+(?:v1\/*)?$/, '')}/v1/audio/transcriptions`);
  const failed = (reason: string) => new SpeechFailedError(endpoint.host, reason);

  function formOf({ name, type, bytes }: Sound, language: string | null): FormData {
    const form = new FormData();
    form.set('file', new Blob([bytes], { type }), name);
    form.set('model', model);
    form.set('response_format', 'json');
    if (language !== null) form.set('language', language);
    return form;
  }

  async function ask(body: FormData, signal: AbortSignal): Promise<string> {
    const headers: Record<string, string> = apiKey === undefined ? {} : { Authorization: `Bearer ${apiKey}` };
    const response = await fetch(endpoint, { method: 'POST', body, headers, redirect: 'error', signal });
    if (!response.ok) throw failed(`answered with status ${response.status}`);
    const read = answer.safeParse(await response.json().catch(() => null));
    if (!read.success) throw failed('answered without a text');
    return read.data.text.trim().slice(0, LONGEST).toWellFormed();
  }

  return {
    async transcribe(sound, { language, signal }) {
      const late = () => failed(`did not answer in ${timeoutMs / 1000} s`);
      try {
        return await withDeadline({ ms: timeoutMs, clock, signal, late }, (until) =>
          ask(formOf(sound, language), until),
        );
      } catch (error) {
        if (signal.aborted || error instanceof SpeechFailedError) throw error;
        throw failed('cannot be reached');
      }
    },
  };
}
