import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MINUTE } from '../../src/mood/window.ts';
import { guild } from '../contract/store/fixtures.ts';
import { httpFormContract } from '../contract/httpForm.ts';
import { ONE, summaryEvent } from './letters.ts';
import { startReceiver, type Receiver, type Reply } from './receiver.ts';
import { hook, openRig, type Rig } from './rig.ts';

const WECOM_OK: Reply = { body: '{"errcode":0,"errmsg":"ok"}' };
const contentOf = (body: string) => (JSON.parse(body) as { markdown: { content: string } }).markdown.content;
const textOf = (body: string) => (JSON.parse(body) as { text: string }).text;

interface Discord {
  content: string;
  embeds: {
    title: string;
    description: string;
    fields: { name: string; value: string }[];
    footer: { text: string };
  }[];
  allowed_mentions: unknown;
}
const discordOf = (body: string) => JSON.parse(body) as Discord;
const partsOf = (body: string) =>
  discordOf(body).embeds.flatMap(({ title, description, fields, footer }) => [
    title,
    description,
    ...fields.flatMap(({ name, value }) => [name, value]),
    footer.text,
  ]);

describe('the form of WeCom', () =>
  httpFormContract({
    form: 'wecom',
    taken: WECOM_OK,
    wordsOf: contentOf,
    // Its own title alone may be coloured; links are those of the report.
    forbidden: [/<(?!\/?font)/, /<@/, /`/],
    sizeOf: (body) => Buffer.byteLength(contentOf(body)),
    most: 4096,
  }));

describe('the form of Slack', () =>
  httpFormContract({
    form: 'slack',
    taken: { body: 'ok' },
    wordsOf: textOf,
    forbidden: [/<[!@#]/, /<(?!https:)/, /@(?!\u200b)/],
    sizeOf: (body) => textOf(body).length,
    most: 4000,
  }));

describe('the form of Discord', () =>
  httpFormContract({
    form: 'discord',
    taken: { body: '{"id":"1"}' },
    wordsOf: (body) => [discordOf(body).content, ...partsOf(body)].join('\n'),
    forbidden: [/<@[!&]?\d/],
    sizeOf: (body) => partsOf(body).reduce((sum, part) => sum + part.length, 0),
    most: 6000,
  }));

describe('the form of generic JSON', () =>
  httpFormContract({
    form: 'json',
    taken: { status: 204 },
    wordsOf: (body) => {
      const { title, text, server } = JSON.parse(body) as Record<'title' | 'text', string> & {
        server: { name: string };
      };
      return [server.name, title, text].join('\n');
    },
    forbidden: [/<@[!&]?\d/],
    sizeOf: (body) => body.length,
    most: 64_000,
  }));

describe('webhooks', () => {
  let receiver: Receiver;
  let rig: Rig;
  beforeEach(async () => {
    receiver = await startReceiver();
    rig = openRig();
  });
  afterEach(async () => {
    await rig.close();
    await receiver.close();
  });
  const target = (more = {}) => hook(`${receiver.url}/hook`, more);
  const first = () => receiver.received[0]!;

  it('of generic JSON are signed with the secret, over the time and the very bytes', async () => {
    await rig.use(target({ secret: 'a secret of the server' }));
    await rig.outbox.deliver(summaryEvent());
    rig.run();
    await rig.next();
    const { headers, body } = first();
    const timestamp = String(headers['x-barometer-timestamp']);
    const expected = createHmac('sha256', 'a secret of the server')
      .update(`${timestamp}.${body}`)
      .digest('hex');
    expect(headers['x-barometer-signature']).toBe(`sha256=${expected}`);
    expect(Math.abs(Number(timestamp) - Date.now() / 1000)).toBeLessThan(60);
  });

  it('get the same idempotency key in every try', async () => {
    await rig.use(target());
    receiver.answer({ status: 500 });
    const event = summaryEvent();
    await rig.outbox.deliver(event);
    rig.run();
    await rig.next();
    await rig.clock.advance(MINUTE);
    await rig.next();
    const keys = receiver.received.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toEqual([`${event.key}/a1`, `${event.key}/a1`]);
  });

  it('of Discord ask Discord to say whether it took the message, and mention nobody', async () => {
    await rig.use(target({ form: 'discord' }));
    await rig.outbox.deliver(summaryEvent());
    rig.run();
    await rig.next();
    expect(first().path).toBe('/hook?wait=true');
    expect(discordOf(first().body).allowed_mentions).toEqual({ parse: [] });
  });

  it.each([
    ['-1', 'postpone', ONE + 15_000],
    ['45009', 'postpone', ONE + MINUTE],
    ['93000', 'bury', null],
  ])('of WeCom that answer 200 with error %s count as failed', async (errcode, step, due) => {
    await rig.use(target({ form: 'wecom' }));
    receiver.answer({ body: `{"errcode":${errcode},"errmsg":"no"}` });
    await rig.outbox.deliver(summaryEvent());
    rig.run();
    expect(await rig.next()).toBe(step);
    expect(await rig.store.deliveries.nextDue()).toBe(due);
  });

  it('get only the events that were chosen for them', async () => {
    await rig.use(
      target({ id: 'all' }),
      target({ id: 'rep', to: `${receiver.url}/reports`, events: 'reports' }),
      target({ id: 'ale', to: `${receiver.url}/alerts`, events: 'alerts' }),
    );
    await rig.outbox.deliver(summaryEvent({ kind: 'alert', key: 'alert:1:open' }));
    await rig.outbox.deliver(summaryEvent({ kind: 'daily', key: 'daily:1' }));
    rig.run();
    await receiver.count(4);
    const paths = receiver.received.map(({ path }) => path).toSorted();
    expect(paths).toEqual(['/alerts', '/hook', '/hook', '/reports']);
    for (let n = 0; n < 4; n += 1) await rig.next();
  });

  it('that were removed get nothing more, not even what waited for them', async () => {
    await rig.use(target());
    receiver.answer({ status: 500 });
    await rig.outbox.deliver(summaryEvent());
    rig.run();
    await rig.next();
    await rig.use();
    await rig.outbox.forget(guild, 'a1');
    await rig.clock.advance(MINUTE);
    expect(await rig.store.deliveries.nextDue()).toBeNull();
    expect(receiver.received).toHaveLength(1);
  });
});
