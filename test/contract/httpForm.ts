// The contract of every form of webhook, on a real web server. A form's own test has only what is special about it.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../src/mood/window.ts';
import type { Form } from '../../src/store/webhooks.ts';
import { letterFrom, ONE, summaryEvent, TRAPS, trapEvent } from '../deliver/letters.ts';
import { startReceiver, type Receiver, type Reply } from '../deliver/receiver.ts';
import { hook, openRig, type Rig } from '../deliver/rig.ts';
import { guild } from './store/fixtures.ts';

export interface FormUnderTest {
  readonly form: Form;
  /** How the target says that it took a message. */
  readonly taken: Reply;
  /** The words that people read, of a body that was sent. */
  readonly wordsOf: (body: string) => string;
  /** Texts that must never be among these words. */
  readonly forbidden: readonly RegExp[];
  /** The size that the target limits, and how much it takes. */
  readonly sizeOf: (body: string) => number;
  readonly most: number;
}

const SECRET = 's3cr3t-path';

export function httpFormContract({ form, taken, wordsOf, forbidden, sizeOf, most }: FormUnderTest): void {
  let receiver: Receiver;
  let rig: Rig;
  beforeEach(async () => {
    receiver = await startReceiver(taken);
    rig = openRig();
    await rig.use(hook(`${receiver.url}/services/${SECRET}?key=k3y-of-it`, { form, secret: 'x'.repeat(20) }));
  });
  afterEach(async () => {
    await rig.close();
    await receiver.close();
  });
  const bodies = () => receiver.received.map(({ body }) => body);

  it('arrives once, as JSON, with the finding, the server and the names of channels', async () => {
    await rig.outbox.deliver(summaryEvent());
    await rig.outbox.deliver(summaryEvent());
    rig.run();
    expect(await rig.next()).toBe('arrived');
    expect(receiver.received).toHaveLength(1);
    const [{ path, headers, body }] = receiver.received as [Receiver['received'][number]];
    expect(path).toMatch(new RegExp(`^/services/${SECRET}\\?key=k3y-of-it`));
    expect(headers['content-type']).toMatch(/^application\/json/);
    const said = wordsOf(body);
    for (const words of ['Mood falling: −7, down 12', 'Harbour', '#general', '30 messages']) {
      expect(said).toContain(words);
    }
    expect(said).toContain('https://discord.com/channels/1/2/3');
    expect(said).not.toMatch(/<#\d|<@|\*\*\*\*/);
  });

  it.each(TRAPS)('makes hostile text harmless: %j', async (trap) => {
    await rig.outbox.deliver(trapEvent(trap));
    rig.run();
    await rig.next();
    const said = wordsOf(receiver.received[0]!.body);
    for (const pattern of forbidden) expect(said).not.toMatch(pattern);
  });

  it('never says more than the target takes, whole characters alone', async () => {
    const long = `${'情绪😀'.repeat(10)}\n`.repeat(200);
    const start = (units: number) => long.slice(0, units).toWellFormed();
    const fields = Array.from({ length: 25 }, (_, n) => ({ name: `name ${n}`, value: start(1000) }));
    const { message, ...rest } = summaryEvent();
    const embeds = [{ ...message.embeds[0], title: start(250), description: start(4000), fields }];
    await rig.outbox.deliver({ ...rest, message: { content: start(2000), embeds } });
    rig.run();
    await rig.next();
    const [body = ''] = bodies();
    expect(sizeOf(body)).toBeLessThanOrEqual(most);
    expect(sizeOf(body)).toBeGreaterThan(most / 2);
    expect(body).not.toMatch(/\\ud83d(?!\\ude)/i);
    expect(Buffer.from(body).toString()).toBe(body);
  });

  it('tries again after a failure that passes, later and later, with the very same words', async () => {
    receiver.answer({ status: 500 }, { status: 502 });
    await rig.outbox.deliver(summaryEvent());
    rig.run();
    expect(await rig.next()).toBe('postpone');
    expect(await rig.store.deliveries.nextDue()).toBe(ONE + 15_000);
    await rig.clock.advance(15_000);
    expect(await rig.next()).toBe('postpone');
    expect(await rig.store.deliveries.nextDue()).toBe(ONE + 15_000 + MINUTE);
    await rig.clock.advance(MINUTE);
    expect(await rig.next()).toBe('arrived');
    expect(new Set(bodies()).size).toBe(1);
    expect(bodies()).toHaveLength(3);
  });

  it('waits as long as it is asked to', async () => {
    receiver.answer({ status: 429, headers: { 'retry-after': '7200' } });
    await rig.outbox.deliver(summaryEvent());
    rig.run();
    expect(await rig.next()).toBe('postpone');
    expect(await rig.store.deliveries.nextDue()).toBe(ONE + 2 * HOUR);
    await rig.clock.advance(2 * HOUR);
    expect(await rig.next()).toBe('arrived');
  });

  it('is given up after eight tries, and stays as a dead letter that can be tried again by hand', async () => {
    receiver.answer(...Array.from({ length: 8 }, () => ({ status: 503, body: 'busy' })));
    await rig.outbox.deliver(summaryEvent());
    rig.run();
    for (let n = 1; n < 8; n += 1) {
      expect(await rig.next()).toBe('postpone');
      await rig.clock.advance(HOUR);
    }
    expect(await rig.next()).toBe('bury');
    await rig.clock.advance(DAY);
    expect(bodies()).toHaveLength(8);
    const [dead] = await rig.outbox.deadLetters(guild, 5);
    expect(dead).toMatchObject({
      title: '📉 Mood falling: −7, down 12',
      where: `http://127.0.0.1:${receiver.port}/****`,
      tries: 8,
      reason: 'it answers 503',
    });
    expect(await rig.outbox.retry(guild, dead!.key)).toBe(true);
    expect(await rig.next()).toBe('arrived');
    expect(await rig.outbox.deadLetters(guild, 5)).toEqual([]);
  });

  it('is given up at once where trying again cannot help: refused, or sent elsewhere', async () => {
    const elsewhere = await startReceiver();
    receiver.answer(
      { status: 404, body: `no ${SECRET}` },
      { status: 307, headers: { location: elsewhere.url } },
    );
    await rig.outbox.deliver(summaryEvent());
    await rig.outbox.deliver(summaryEvent({ key: 'summary:2' }));
    rig.run();
    expect([await rig.next(), await rig.next()]).toEqual(['bury', 'bury']);
    expect(elsewhere.connections()).toBe(0);
    await elsewhere.close();
  });

  it('never shows or logs what lets one post there', async () => {
    receiver.answer({ status: 404, body: `no /services/${SECRET}?key=k3y-of-it` }, { status: 500 });
    await rig.outbox.deliver(summaryEvent());
    await rig.outbox.deliver(summaryEvent({ key: 'summary:2' }));
    rig.run();
    await rig.next();
    await rig.next();
    const seen = JSON.stringify([rig.logged, await rig.outbox.deadLetters(guild, 5)]);
    expect(rig.logged).not.toEqual([]);
    expect(seen).not.toContain(SECRET);
    expect(seen).not.toContain('k3y-of-it');
    expect(seen).not.toContain('x'.repeat(20));
  });

  it('sends a test that says what it is, and tells what came back', async () => {
    const target = (await rig.store.settings.get(guild)).webhooks[0]!;
    expect(await rig.outbox.test(guild, target)).toMatchObject({ arrived: true });
    expect(wordsOf(receiver.received[0]!.body)).toContain('Test from Barometer');
    expect(await rig.outbox.test(guild, target)).toBeNull();
    await rig.clock.advance(10_000);
    receiver.answer({ status: 403 });
    expect(await rig.outbox.test(guild, target)).toMatchObject({ arrived: false, said: 'it answers 403' });
  });

  it('reads a letter as it was written down', () => {
    const letter = letterFrom(summaryEvent());
    expect(JSON.parse(JSON.stringify(letter))).toEqual(letter);
  });
}
