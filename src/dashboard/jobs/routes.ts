// Agendash's page of jobs, and what it asks for. Its own server part needs Express, so its requests are answered here.
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { Client } from 'discord.js';
import { Hono, type Context } from 'hono';
import { compress } from 'hono/compress';
import { z } from 'zod';
import type { Locale } from '../../locale.ts';
import { JOB_STATES, type JobBoard } from '../../jobs/job.ts';
import type { Log } from '../../log.ts';
import { wordsIn } from '../../report/words.ts';
import { bodyOf } from '../body.ts';
import { notAllowed, notFound, ViewRefusal } from '../errors.ts';
import { localeIn } from '../question.ts';
import type { Viewer } from '../viewer.ts';
import { figuresOf, overviewOf, rowOf } from './protocol.ts';
import { jobsRightOf, type JobsRight } from './right.ts';

interface JobsOptions {
  readonly client: Client;
  readonly board: JobBoard;
  readonly viewerOf: (context: Context) => Promise<Viewer | null> | Viewer | null;
  readonly log: Log;
}

const PUBLIC = new URL('../public/', pathToFileURL(createRequire(import.meta.url).resolve('agendash')));
const ASSETS = new URL('assets/', PUBLIC);
const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
};
const HEAD = '<link rel="icon" href="../icon.svg"><link rel="stylesheet" href="../jobs.css">';
const MOST_AT_ONCE = 100;

const listed = z.object({
  job: z.string().max(100).optional(),
  state: z.enum(JOB_STATES).optional(),
  skip: z.coerce.number().int().min(0).max(1_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
const chosen = z.object({
  jobIds: z
    .array(z.string().regex(/^[\w-]{1,64}$/))
    .min(1)
    .max(MOST_AT_ONCE),
});

export function jobsRoutes({ client, board, viewerOf, log }: JobsOptions) {
  const app = new Hono<{ Variables: { right: JobsRight } }>();
  app.use('/jobs/*', compress(), async (c, next) => {
    const viewer = await viewerOf(c);
    const right = viewer ? await jobsRightOf(client, viewer) : 'none';
    if (right === 'none') throw notFound();
    c.set('right', right);
    await next();
  });
  const serverOf = (id: string) => client.guilds.cache.get(id)?.name ?? id;

  app.get('/jobs', (c) => c.redirect('jobs/'));
  app.get('/jobs/', async (c) =>
    c.html(await pageFor(localeIn(c.req.query('lang'), c.req.header('accept-language')))),
  );
  app.get('/jobs/assets/:file{[\\w-]+\\.(?:js|css)}', async (c) => {
    const file = c.req.param('file');
    if (!(await readdir(ASSETS)).includes(file)) throw notFound();
    return c.body(await readFile(new URL(file, ASSETS)), 200, {
      'Content-Type': TYPES[file.split('.').at(-1) ?? ''] ?? '',
    });
  });

  app.get('/jobs/api', async (c) => {
    const asked = listed.safeParse(c.req.query());
    if (!asked.success) throw new ViewRefusal(400, 'The list of jobs cannot be asked for so: use the page.');
    const { job: name, ...rest } = asked.data;
    const [counts, { jobs, total }] = await Promise.all([
      board.counts(),
      board.list({ name, state: undefined, ...rest }),
    ]);
    return c.json({
      overview: overviewOf(counts),
      jobs: jobs.map((job) => rowOf(job, serverOf)),
      total,
      totalPages: Math.max(1, Math.ceil(total / rest.limit)),
    });
  });
  app.get('/jobs/api/stats', async (c) => c.json(figuresOf(await board.counts())));
  app.get('/jobs/api/logs', (c) => c.json({ entries: [], total: 0, loggingEnabled: false }));
  // There is no stream of events: this answer tells the browser not to ask again, and the page looks by itself.
  app.get('/jobs/api/events', (c) => c.body(null, 204));

  // For Agendash a second job that runs at once. Here a server has one job of a name, and that is made due.
  app.post('/jobs/api/jobs/requeue', async (c) => {
    if (c.get('right') !== 'run') throw notAllowed();
    const asked = chosen.safeParse(await bodyOf(c));
    if (!asked.success) throw new ViewRefusal(400, 'The jobs cannot be read: choose them on the page.');
    const requeuedCount = await board.runNow(asked.data.jobIds);
    if (requeuedCount === 0) throw new ViewRefusal(409, 'They run already, or are gone: load the page anew.');
    log.info({ jobs: requeuedCount }, 'jobs were made due by hand');
    return c.json({ requeuedCount });
  });
  return app;
}

/** Agendash's page, with a way back, and without what would go round the settings of servers. */
async function pageFor(locale: Locale): Promise<string> {
  const page = await readFile(new URL('index.html', PUBLIC), 'utf8');
  const back = wordsIn(locale)('dashboard.page.moodView');
  return page
    .replace('</head>', `${HEAD}</head>`)
    .replace('<div id="app">', `<a class="back" href="../">← ${back}</a><div id="app">`);
}
