import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSpeech, type SpeechOptions } from '../../src/llm/speech.ts';
import { manualClock, type ManualClock } from '../manualClock.ts';
import { startSpeechServer, type SpeechServer } from '../support/speechServer.ts';

let server: SpeechServer;
let clock: ManualClock;
beforeEach(async () => {
  server = await startSpeechServer('key');
  clock = manualClock();
});
afterEach(() => server.close());

const speechOf = (more: Partial<SpeechOptions> = {}) =>
  createSpeech({
    url: server.url,
    apiKey: 'key',
    model: 'whisper-1',
    timeoutMs: 60_000,
    clock,
    fetch,
    ...more,
  });
const sound = (words: string) => ({
  name: 'voice-message.ogg',
  type: 'audio/ogg',
  bytes: Uint8Array.from(Buffer.from(`OggS${words}`)),
});
const hint = { language: 'en', signal: new AbortController().signal };

describe('a sound', () => {
  it('becomes text, with the hint of a language and the name of the model', async () => {
    expect(await speechOf().transcribe(sound('good morning '), hint)).toBe('good morning');
    expect(server.heard).toEqual([
      { words: 'good morning ', model: 'whisper-1', language: 'en', authorization: 'Bearer key' },
    ]);
    await speechOf().transcribe(sound('hm'), { ...hint, language: null });
    expect(server.heard[1]?.language).toBeNull();
  });

  it.each(['/', '/v1', '/v1/'])('is sent to the same place where the address ends in %s', async (end) => {
    expect(await speechOf({ url: server.url + end }).transcribe(sound('hi'), hint)).toBe('hi');
  });

  it('gives no longer text than a message may have', async () => {
    expect(await speechOf().transcribe(sound('a'.repeat(9000)), hint)).toHaveLength(4000);
  });
});

describe('a server that does not transcribe', () => {
  it('is named with what is to be checked, and its key is not', async () => {
    const refused = speechOf({ apiKey: 'wrong' }).transcribe(sound('hi'), hint);
    await expect(refused).rejects.toThrow(
      `The transcription server at ${new URL(server.url).host} answered with status 401: see its log, and check SPEECH_URL and SPEECH_MODEL.`,
    );
    await server.close();
    await expect(speechOf().transcribe(sound('hi'), hint)).rejects.toThrow('cannot be reached');
    server = await startSpeechServer();
  });

  it('is given up when its time is over', async () => {
    server.hold(new Promise(() => undefined));
    const late = expect(speechOf().transcribe(sound('hi'), hint)).rejects.toThrow('did not answer in 60 s');
    while (server.heard.length === 0) await new Promise(setImmediate);
    await clock.advance(60_000);
    await late;
  });

  it('is left at once when nobody waits any more', async () => {
    server.hold(new Promise(() => undefined));
    const left = new AbortController();
    const waiting = speechOf().transcribe(sound('hi'), { language: null, signal: left.signal });
    const ended = expect(waiting).rejects.toThrow('deleted');
    while (server.heard.length === 0) await new Promise(setImmediate);
    left.abort(new Error('deleted'));
    await ended;
  });
});
