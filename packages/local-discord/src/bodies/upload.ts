// Reads a request's body: JSON, or a form with payload_json and files.
import type { Context } from 'hono';
import { invalidForm, tooLarge } from '../apiError.ts';

export interface Upload {
  /** The number in "files[0]": attachments refer to it. */
  readonly key: string;
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** Discord's limit for a file of a server without boosts. */
export const LARGEST_FILE = 10 * 1024 * 1024;

export async function readUploads(c: Context): Promise<{ body: unknown; files: Upload[] }> {
  if (!c.req.header('content-type')?.startsWith('multipart/form-data'))
    return { body: await readJson(c), files: [] };
  const form = await c.req.formData().catch((error: unknown) => {
    if (error instanceof TypeError)
      throw invalidForm([], 'BASE_TYPE_BAD_TYPE', 'The request body contains an invalid form.');
    throw error;
  });
  const files: Upload[] = [];
  for (const [field, value] of form) {
    if (typeof value === 'string') continue;
    if (value.size > LARGEST_FILE) throw tooLarge();
    files.push({
      key: /^files?\[(\d+)\]$/.exec(field)?.[1] ?? String(files.length),
      name: value.name,
      contentType: value.type || 'application/octet-stream',
      bytes: new Uint8Array(await value.arrayBuffer()),
    });
  }
  const payload = form.get('payload_json');
  return { body: kept(c, typeof payload === 'string' ? jsonOf(payload) : {}), files };
}

/** An absent body reads as {}. */
export async function readJson(c: Context): Promise<unknown> {
  const text = await c.req.text();
  return kept(c, text === '' ? {} : jsonOf(text));
}

/** For those who are told of requests. */
function kept(c: Context, body: unknown): unknown {
  c.set('body', body);
  return body;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError)
      throw invalidForm([], 'BASE_TYPE_BAD_TYPE', 'The request body contains invalid JSON.');
    throw error;
  }
}

/** A file name without folders and control characters. */
export function safeName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  const clean = last
    .replace(/[^\p{L}\p{N}._()\- ]/gu, '_')
    .replace(/^\.+/, '')
    .trim()
    .slice(-120);
  return clean || 'file';
}
