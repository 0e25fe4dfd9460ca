// A server that transcribes as OpenAI's does, without a model: a sound holds its words behind the four letters that an
// Ogg file begins with. It refuses what such a server refuses.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const MAGIC = 'OggS';

/** The sound of these words, as base64. */
export const spoken = (words: string): string => Buffer.from(MAGIC + words).toString('base64');

interface Heard {
  readonly words: string;
  readonly model: string;
  readonly language: string | null;
  readonly authorization: string | null;
}

export interface SpeechServer {
  readonly url: string;
  /** What it was asked to transcribe, oldest first. */
  readonly heard: Heard[];
  /** From now on requests wait for this before they are answered. */
  hold(until: Promise<unknown>): void;
  close(): Promise<void>;
}

export async function startSpeechServer(key?: string): Promise<SpeechServer> {
  const heard: Heard[] = [];
  let gate: Promise<unknown> = Promise.resolve();

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refuse = (status: number, message: string) =>
      response
        .writeHead(status, { 'Content-Type': 'application/json' })
        .end(JSON.stringify({ error: { message } }));
    const pieces: Uint8Array[] = [];
    for await (const piece of request) pieces.push(piece as Uint8Array);
    if (request.method !== 'POST' || request.url !== '/v1/audio/transcriptions')
      return void refuse(404, 'Not Found');
    const authorization = request.headers.authorization ?? null;
    if (key !== undefined && authorization !== `Bearer ${key}`) return void refuse(401, 'Incorrect API key');
    const headers = { 'Content-Type': request.headers['content-type'] ?? '' };
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the bodies of these tests are small
    const form = await new Response(Buffer.concat(pieces), { headers }).formData();
    const [file, model, language] = ['file', 'model', 'language'].map((name) => form.get(name));
    if (!(file instanceof Blob) || typeof model !== 'string')
      return void refuse(400, 'file and model are required');
    if (typeof language === 'string' && !/^[a-z]{2}$/.test(language))
      return void refuse(400, 'Invalid language');
    const sound = await file.text();
    if (!sound.startsWith(MAGIC)) return void refuse(400, 'Invalid file format');
    const words = sound.slice(MAGIC.length);
    heard.push({ words, model, language: typeof language === 'string' ? language : null, authorization });
    await gate;
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ text: words }));
  }

  const server = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    hold(until) {
      gate = until;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
