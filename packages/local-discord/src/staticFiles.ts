// Serves the page and uploaded files, each with a policy under which no foreign code runs.
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { Hono } from 'hono';
import { isNoFile } from './errors.ts';
import type { World } from './world/world.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
/** Folders and a name with an extension. Dots elsewhere are refused, so no path leads out of the folder. */
const SAFE_PATH = /^\/(?:[\w-]+\/)*[\w-]+(?:\.[\w-]+)+$/;
/** Browsers show these; every other upload is a download. */
const INLINE = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'text/plain']);

const PLUGIN = '/plugin/';

/** The page's own files, and under /plugin/ those of the host program. Both addresses end in a slash. */
export function pageRoutes(page: URL, plugin: URL): Hono {
  const app = new Hono();
  app.get('/*', async (c) => {
    const path = c.req.path === '/' ? '/index.html' : c.req.path;
    const type = TYPES[extname(path)];
    if (!type || !SAFE_PATH.test(path)) return c.text('Not found', 404);
    const file = path.startsWith(PLUGIN)
      ? new URL(path.slice(PLUGIN.length), plugin)
      : new URL(`.${path}`, page);
    try {
      const bytes = await readFile(file);
      return c.body(bytes, 200, {
        'Content-Type': type,
        'Content-Security-Policy': PAGE_POLICY,
        'Referrer-Policy': 'no-referrer',
        'X-Frame-Options': 'DENY',
        'Cache-Control': 'no-cache',
      });
    } catch (error) {
      if (isNoFile(error)) return c.text('Not found', 404);
      throw error;
    }
  });
  return app;
}

export function fileRoutes(world: World): Hono {
  const app = new Hono();
  app.get('/files/:channelId/:fileId/:name', async (c) => {
    const { channelId, fileId, name } = c.req.param();
    const bytes = await world.files.get(fileId);
    const path = `/files/${channelId}/${fileId}/`;
    const type = typeOf(world, channelId, path);
    if (!bytes || type === undefined) return c.text('Not found', 404);
    const inline = INLINE.has(type.split(';')[0] ?? '');
    return c.body(new Uint8Array(bytes), 200, {
      'Content-Type': inline ? type : 'application/octet-stream',
      'Content-Disposition': `${inline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(name)}`,
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cache-Control': 'private, max-age=31536000, immutable',
    });
  });
  return app;
}

/** The type of an uploaded file as its message says it; undefined once the message is gone. */
function typeOf(world: World, channelId: string, path: string): string | undefined {
  for (const { message } of world.posts(channelId)) {
    const attachment = message.attachments.find(({ url }) => url.startsWith(path));
    if (attachment) return attachment.content_type ?? 'application/octet-stream';
    const pictures = message.embeds.flatMap(({ image, thumbnail }) => [image?.url, thumbnail?.url]);
    const picture = pictures.find((url) => url?.startsWith(path));
    if (picture !== undefined) return pictureType(picture);
  }
  return undefined;
}

const pictureType = (url: string) =>
  ({ '.jpg': 'image/jpeg', '.jpeg': 'image/jpeg', '.gif': 'image/gif', '.webp': 'image/webp' })[
    extname(url).toLowerCase()
  ] ?? 'image/png';
