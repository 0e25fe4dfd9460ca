// The jobs of all servers in the mood view: who may see them, and what may be done there, on both backends.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Routes } from 'discord.js';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { openDashboard, type Dashboard } from '../../src/dashboard/dashboard.ts';
import { guard } from '../../src/dashboard/guard.ts';
import type { Viewer } from '../../src/dashboard/viewer.ts';
import { guildId, userId } from '../../src/ids.ts';
import { SqliteBackend, createScheduler, type JobsBackend } from '../../src/jobs/agenda/index.ts';
import { mongoBackend } from '../../src/jobs/agenda/mongo.ts';
import type { Scheduler } from '../../src/jobs/job.ts';
import { silentLog } from '../../src/log.ts';
import { openStage, type Stage } from '../commands/stage.ts';
import { later, watched, type Watched } from '../contract/agenda/place.ts';
import { HARBOUR } from '../support/localServer.ts';
import { describeMongo } from '../support/mongo/describe.ts';

const ORIGIN = 'https://mood.example.org';
/** Owns the first server, and so the application of the local server. */
const OWNER = HARBOUR.people.mira;
const YEARLY = { cron: '0 0 1 1 *', timeZone: 'UTC' };

interface Listed {
  readonly overview: readonly { displayName: string; total: number }[];
  readonly jobs: readonly { job: Record<string, unknown> & { _id: string } }[];
  readonly total: number;
}

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

function jobsOn(openBackend: () => JobsBackend): void {
  let scheduler: Scheduler;
  let dashboard: Dashboard;
  let summary: Watched;
  let held: ReturnType<typeof later>;

  beforeAll(async () => {
    held = later();
    summary = watched(() => held.answer, 'summary');
    const jobs = [summary.job, watched(undefined, 'expire').job];
    scheduler = createScheduler({ backend: openBackend(), jobs, log: silentLog });
    await scheduler.schedule('summary', guildId.parse(stage.guild), YEARLY);
    await scheduler.schedule('expire', null, { everyMs: 3_600_000 });
    const { client, context } = stage;
    dashboard = openDashboard({
      ...{ client, context, board: scheduler },
      viewerOf: (c) => viewerNamed(c.req.header('x-viewer') ?? 'nobody'),
      guard: guard(() => [ORIGIN]),
      linkTo: () => '',
      exits: { chat: null, login: 'login', logout: 'logout' },
    });
  });
  afterEach(() => vi.restoreAllMocks());
  afterAll(async () => {
    held.finish({ kind: 'done' });
    await scheduler.stop();
    dashboard.close();
  });

  const ask = (path: string, who: string, init: RequestInit = {}) =>
    dashboard.fetch(
      new Request(`${ORIGIN}/mood/${path}`, {
        ...init,
        headers: { Host: 'mood.example.org', 'x-viewer': who, ...(init.headers as Record<string, string>) },
      }),
    );
  const send = (path: string, who: string, body: unknown, headers: Record<string, string> = {}) =>
    ask(`jobs/api/jobs/${path}`, who, {
      ...{ method: 'POST', body: JSON.stringify(body) },
      headers: { 'Content-Type': 'application/json', Origin: ORIGIN, ...headers },
    });
  const list = async (query = '') => (await (await ask(`jobs/api?${query}`, OWNER)).json()) as Listed;
  const idOf = async (name: string) => (await list(`job=${name}`)).jobs[0]!.job._id;

  it('are listed to whom the bot belongs, by server, with their times and nothing that anybody wrote', async () => {
    const { overview, jobs, total } = await list();
    expect(total).toBe(2);
    expect(Object.fromEntries(overview.map(({ displayName, total: n }) => [displayName, n]))).toEqual({
      'All Jobs': 2,
      expire: 1,
      summary: 1,
    });
    const [first, second] = jobs.map(({ job }) => job);
    expect(first).toMatchObject({
      ...{ name: 'summary · Harbour', repeatInterval: YEARLY.cron, repeatTimezone: 'UTC' },
      ...{ data: { guild: stage.guild }, lastRunAt: null },
    });
    expect(second).toMatchObject({ name: 'expire', data: { guild: null }, repeatInterval: '60 min' });
    expect((await list('limit=1&skip=1')).jobs.map(({ job }) => job['name'])).toEqual(['expire']);
    expect((await list('state=failed')).total).toBe(0);
    expect((await ask('jobs/api?state=$ne', OWNER)).status).toBe(400);
  });

  it('do not exist for a manager, a member, a stranger and whoever is not logged in', async () => {
    const id = await idOf('summary');
    const stranger = await stage.acting.addUser({ username: `stranger${Date.now()}` });
    const { owner, mod, ann } = stage.people;
    for (const who of [owner, mod, ann, stranger, 'nobody']) {
      for (const path of ['jobs/', 'jobs', 'jobs/api', 'jobs/api/stats', 'jobs/api/events', 'jobs/api/logs'])
        expect([path, (await ask(path, who)).status]).toEqual([path, 404]);
      expect((await send('requeue', who, { jobIds: [id] })).status).toBe(404);
    }
    expect(summary.runs).toEqual([]);
  });

  it('are seen by the operator of the machine, and by the accepted members of the team that owns the bot', async () => {
    const { ann, ben, lin } = stage.people;
    const status = async (who: string) => (await ask('jobs/api', who)).status;
    expect([await status('operator'), await status(ann)]).toEqual([200, 404]);
    belongsToTeam([
      { user: ann, membership_state: 2, role: 'admin' },
      { user: ben, membership_state: 1, role: 'admin' },
      { user: lin, membership_state: 2, role: 'read_only' },
    ]);
    expect([await status(ann), await status(ben), await status(lin), await status(OWNER)]).toEqual([
      200, 404, 200, 404,
    ]);
    expect((await send('requeue', lin, { jobIds: ['1'] })).status).toBe(403);
  });

  it('are linked from the view of those alone who may see them', async () => {
    const exits = async (who: string) =>
      ((await (await ask(`api/view?guild=${stage.guild}`, who)).json()) as { exits: { jobs: unknown } }).exits
        .jobs;
    expect([await exits(stage.people.mod), await exits('operator')]).toEqual([null, 'jobs/']);
  });

  it('have the page of Agendash, with a way back and every file that it names', async () => {
    const page = await (await ask('jobs/', OWNER)).text();
    expect(page).toContain('<a class="back" href="../">← Mood view</a>');
    const files = [...page.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)].map(([, file]) => file!);
    expect(files).toHaveLength(3);
    for (const file of files) expect((await ask(`jobs/${file}`, OWNER)).status).toBe(200);
    expect((await ask('jobs/assets/index.js', OWNER)).status).toBe(404);
    expect((await ask('jobs/assets/..%2f..%2fpackage.json', OWNER)).status).toBe(404);
    expect((await ask('jobs', OWNER)).headers.get('location')).toBe('jobs/');
  });

  it('are not run by pages of other sites, by forms, or without a name, and are not made, paused or deleted', async () => {
    const jobIds = [await idOf('summary')];
    const foreign = { Origin: 'https://evil.example.net' };
    expect((await send('requeue', OWNER, { jobIds }, foreign)).status).toBe(403);
    expect((await send('requeue', OWNER, { jobIds }, { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403);
    expect((await send('requeue', OWNER, { jobIds }, { 'Content-Type': 'text/plain' })).status).toBe(400);
    expect((await send('requeue', OWNER, { jobIds: [] })).status).toBe(400);
    expect((await send('requeue', OWNER, { jobIds: [{ $ne: null }] })).status).toBe(400);
    for (const act of ['delete', 'create', 'pause', 'resume', 'retry'])
      expect((await send(act, OWNER, { jobIds, jobName: 'summary' })).status).toBe(404);
    expect((await list()).jobs.map(({ job }) => job['nextRunAt'])).toHaveLength(2);
  });

  it('run at once where the owner says so, but not twice', async () => {
    const jobIds = [await idOf('summary')];
    await scheduler.start();
    const ran = await send('requeue', OWNER, { jobIds });
    expect([ran.status, await ran.json()]).toEqual([200, { requeuedCount: 1 }]);
    expect((await summary.begun(1)).guildId).toBe(stage.guild);
    expect((await send('requeue', OWNER, { jobIds })).status).toBe(409);
    expect(await (await ask('jobs/api/stats', OWNER)).json()).toMatchObject({ runningJobs: 1 });
    expect(summary.runs).toHaveLength(1);
  });
}

function viewerNamed(name: string): Viewer | null {
  if (name === 'nobody') return null;
  return name === 'operator' ? { kind: 'operator' } : { kind: 'person', id: userId.parse(name) };
}

/** The local server knows no teams, so this is Discord's answer for an application that a team owns. */
function belongsToTeam(members: readonly { user: string; membership_state: number; role: string }[]): void {
  const { rest } = stage.client;
  const get = rest.get.bind(rest);
  vi.spyOn(rest, 'get').mockImplementation(async (route, options) => {
    const answer = await get(route, options);
    if (route !== Routes.currentApplication()) return answer;
    const owner = { id: '900', username: 'team900', discriminator: '0', avatar: null };
    const team = {
      ...{ id: '900', name: 'Barometer', icon: null, owner_user_id: members[0]?.user },
      members: members.map(({ user: id, ...more }) => ({
        ...{ team_id: '900', permissions: ['*'], ...more },
        user: { id, username: `person${id}`, discriminator: '0', avatar: null },
      })),
    };
    return { ...(answer as object), owner, team };
  });
}

describe('the jobs of all servers, kept in SQLite,', () => {
  const folder = mkdtempSync(join(tmpdir(), 'barometer-jobs-view-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  jobsOn(() => new SqliteBackend({ path: join(folder, 'barometer.sqlite') }));
});

describeMongo('the jobs of all servers, kept in MongoDB,', 'replica set', (mongo) => {
  jobsOn(() => mongoBackend(mongo.freshUri()));
});
