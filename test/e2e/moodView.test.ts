// The mood view of the whole program, as it is started for real servers and without Discord.
import { request, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { HARBOUR, openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

it('is off unless it is switched on; then the operator of the machine sees what the bot sees, on loopback alone', async () => {
  const bot = await stage.start({ DASHBOARD: 'on', DASHBOARD_PORT: '0' });
  await bot.said('The mood view: ');
  const url = /The mood view: ([^\s"]+)/.exec(bot.output())![1]!;
  const answer = await fetch(`${url}api/view?lang=en`);
  const view = (await answer.json()) as { server: { name: string }; isActing: boolean; status: unknown };
  expect(view).toMatchObject({ server: { id: HARBOUR.guild, name: 'Harbour' }, isActing: false });
  expect(view.status).not.toBeNull();
  const listed = (await (await fetch(`${url}jobs/api`)).json()) as { jobs: { job: { name: string } }[] };
  expect(listed.jobs.map(({ job }) => job.name)).toContain('expire');
  const { status, text } = await withHost(url, 'rebound.example.net');
  expect([status, text]).toEqual([403, expect.stringContaining('own address')]);
});

it('cuts a slow header and a slow body off, while an open page hears on', async () => {
  const bot = await stage.start({ DASHBOARD: 'on', DASHBOARD_PORT: '0' });
  await bot.said('The mood view: ');
  const url = /The mood view: ([^\s"]+)/.exec(bot.output())![1]!;
  const page = await fetch(`${url}api/live`);
  const parts = page.body!.pipeThrough(new TextDecoderStream())[Symbol.asyncIterator]();
  expect((await parts.next()).value).toContain('event: open');

  const head = ['POST /mood/api/corrections HTTP/1.1', `Host: ${new URL(url).host}`];
  const length = ['Content-Type: application/json', 'Content-Length: 100'];
  const cut = await Promise.all([begin(url, head), begin(url, [...head, ...length, '', '{"id'])]);
  for (const answer of cut) expect(answer).toContain('408 Request Timeout');
  expect((await parts.next()).value).toMatch(/event: (beat|changed)/);
  await parts.return?.();
});

/** Sends a beginning and nothing more; resolves with what came back once the connection is cut. */
async function begin(url: string, lines: readonly string[]): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  let answer = '';
  socket.on('data', (part) => (answer += String(part)));
  socket.on('error', () => undefined);
  socket.write(lines.join('\r\n'));
  await once(socket, 'close');
  return answer;
}

async function withHost(url: string, host: string): Promise<{ status: number; text: string }> {
  const asked = request(`${url}api/view`, { headers: { Host: host } });
  asked.end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  let text = '';
  for await (const part of answer) text += String(part);
  return { status: answer.statusCode ?? 0, text };
}
