// The files of the page, as build.js bundled them, each with a policy under which no foreign code runs.
import { readFile } from 'node:fs/promises';
import { Hono } from 'hono';
import { compress } from 'hono/compress';

/** From src and from dist alike. */
const PAGE = new URL('../../dist/dashboard/page/', import.meta.url);

const CSS = 'text/css; charset=utf-8';
const FILES: Readonly<Record<string, readonly [file: string, type: string]>> = {
  '/': ['index.html', 'text/html; charset=utf-8'],
  '/main.js': ['main.js', 'text/javascript; charset=utf-8'],
  '/base.css': ['base.css', CSS],
  '/cards.css': ['cards.css', CSS],
  '/lists.css': ['lists.css', CSS],
  '/jobs.css': ['jobs.css', CSS],
  '/icon.svg': ['icon.svg', 'image/svg+xml'],
};

export function pageFiles(): Hono {
  const app = new Hono();
  app.use(compress());
  for (const [path, [file, type]] of Object.entries(FILES)) {
    app.get(path, async (c) =>
      c.body(await readFile(new URL(file, PAGE)), 200, { 'Content-Type': type, 'Cache-Control': 'no-cache' }),
    );
  }
  return app;
}
