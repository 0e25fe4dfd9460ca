// Reads attached files: which of them are text, and what that text says. Nothing is stored.
import { reasonOf } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Download } from './downloads.ts';

/** A file as Discord describes it. The sender chose the name and the type, so neither can be trusted. */
export interface AttachedFile {
  readonly name: string;
  readonly url: string;
  /** In bytes. */
  readonly size: number;
  readonly contentType: string | null;
}

/** Why a file was not read. `other`: it holds no text in UTF-8; `away`: it could not be fetched. */
export const UNREAD = ['picture', 'sound', 'video', 'large', 'other', 'away'] as const;
export type Unread = (typeof UNREAD)[number];

export type FileRead =
  | { readonly kind: 'text'; readonly name: string; readonly text: string }
  | { readonly kind: Unread; readonly name: string };

/** Never rejects: the result names why a file was not read. A read that is aborted gives `away`. */
export type ReadFile = (file: AttachedFile, signal: AbortSignal) => Promise<FileRead>;

/** The most bytes of a file; the model reads only the beginning and the end of a much shorter text. */
export const MOST_BYTES = 256 * 1024;
export function createFileReader({ download, log }: { download: Download; log: Log }): ReadFile {
  return async (file, signal) => {
    const { name } = file;
    const kind = kindOf(file.contentType);
    if (kind !== 'text') return { kind, name };
    if (file.size > MOST_BYTES) return { kind: 'large', name };
    try {
      const bytes = await download(file.url, { most: MOST_BYTES, signal });
      if (!bytes) return { kind: 'large', name };
      const text = textOf(bytes);
      return text === null ? { kind: 'other', name } : { kind: 'text', name, text };
    } catch (error) {
      if (!signal.aborted) log.warn({ reason: reasonOf(error) }, 'an attached file could not be fetched');
      return { kind: 'away', name };
    }
  };
}

/** The kind by its media type. A type that says nothing counts as text here; the bytes decide later. */
function kindOf(contentType: string | null): 'text' | Exclude<Unread, 'large' | 'away'> {
  const [type = ''] = (contentType ?? '').toLowerCase().split(';');
  if (['', 'application/octet-stream', 'video/mp2t'].includes(type.trim())) return 'text'; // .ts is TypeScript, too
  if (type.startsWith('image/')) return 'picture';
  if (type.startsWith('audio/')) return 'sound';
  if (type.startsWith('video/')) return 'video';
  const isText =
    /^text\/|^application\/([\w.-]+\+)?(json|xml|yaml|x-yaml|toml|javascript|sql|x-ndjson|x-sh)\b/.test(type);
  return isText ? 'text' : 'other';
}

/** A control character that does not occur in text. */
const NO_TEXT = /[^\P{Cc}\t\n\v\f\r]/u;
const ESCAPE = String.fromCharCode(27);
/** Colour codes, which logs from a terminal contain. */
const COLOURS = new RegExp(`${ESCAPE}\\[[\\d;]*m`, 'g');

/** The text of the bytes, its lines ended by line feeds; null where the bytes are not text in UTF-8. */
export function textOf(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(COLOURS, '');
    return NO_TEXT.test(text) ? null : text.replace(/\r\n?/g, '\n');
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
