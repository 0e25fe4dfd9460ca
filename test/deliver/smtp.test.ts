// Mail over a real SMTP server of this machine.
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMailer } from '../../src/deliver/smtp.ts';
import { mailOf } from '../../src/deliver/forms/mail.ts';
import { guild } from '../contract/store/fixtures.ts';
import { letterFrom, summaryEvent, TRAPS, trapEvent } from './letters.ts';
import { hook, openRig } from './rig.ts';

interface Taken {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
}

let server: SMTPServer;
let taken: Taken[];
/** What the server says to the next recipient; null: it takes the mail. */
let refusal: { code: number; text: string } | null;
beforeEach(async () => {
  taken = [];
  refusal = null;
  server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onAuth: ({ username, password }, _session, done) => {
      if (username === 'bot' && password === 'p@ss w0rd') done(null, { user: username });
      else done(Object.assign(new Error(`535 not ${password ?? ''}`), { responseCode: 535 }));
    },
    onRcptTo: (_address, _session, done) => {
      done(refusal ? Object.assign(new Error(refusal.text), { responseCode: refusal.code }) : null);
    },
    onData: (stream, session, done) => {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        taken.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(pieces).toString(),
        });
        done(null);
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
});

const port = () => (server.server.address() as AddressInfo).port;
const mailer = (user = 'bot:p%40ss%20w0rd@') =>
  createMailer({ url: `smtp://${user}127.0.0.1:${port()}`, from: 'barometer@example.org', timeoutMs: 5000 });
const mail = (event = summaryEvent(), more = {}) => mailOf(letterFrom(event, more), 'key', 'example.org');

/** The parts of a mail with their encodings undone. */
function partsOf(raw: string): string[] {
  return raw.split(/\r\n--[^\r\n]+\r\n/).map((part) => {
    const end = part.indexOf('\r\n\r\n');
    const [head, body] = [part.slice(0, end), part.slice(end + 4)];
    if (/base64/i.test(head)) return Buffer.from(body, 'base64').toString();
    const bytes = body
      .replace(/=\r\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    return /quoted-printable/i.test(head) ? Buffer.from(bytes, 'latin1').toString() : body;
  });
}

describe('a mail', () => {
  it('arrives as text and as HTML, from the operator to one mailbox, marked as made by a program', async () => {
    const said = await mailer().send(mail(), 'ann@example.org');
    expect(said.kind).toBe('arrived');
    const [{ from, to, raw }] = taken as [Taken];
    expect([from, to]).toEqual(['barometer@example.org', ['ann@example.org']]);
    expect(raw).toMatch(/^Auto-Submitted: auto-generated/m);
    expect(raw).toMatch(/^Message-ID: <[0-9a-f]{32}@example.org>/im);
    const [, text = '', html = ''] = partsOf(raw);
    for (const words of [
      'Mood falling: −7, down 12',
      '#general 30 messages',
      '20:00',
      'https://discord.com/channels/1/2/3',
    ]) {
      expect(text).toContain(words);
      expect(html).toContain(words);
    }
    expect(html).toContain('<a href="https://discord.com/channels/1/2/3">');
  });

  it.each(TRAPS)('is harmless, whatever it repeats: %j', async (trap) => {
    await mailer().send(mail(trapEvent(trap), { guild: trap }), 'ann@example.org');
    const [{ to, raw }] = taken as [Taken];
    expect(to).toEqual(['ann@example.org']);
    const head = raw.slice(0, raw.indexOf('\r\n\r\n'));
    expect(head).not.toMatch(/^bcc:/im);
    expect(head.match(/^to:/gim)).toHaveLength(1);
    const html = partsOf(raw).find((part) => part.startsWith('<!doctype html>')) ?? '';
    const tags = [...html.matchAll(/<\/?([a-z!][a-z0-9]*)/gi)].map(([, name]) => name?.toLowerCase());
    const own = [
      '!doctype',
      'html',
      'head',
      'meta',
      'title',
      'body',
      'p',
      'div',
      'h2',
      'table',
      'tbody',
      'tr',
      'th',
      'td',
      'br',
      'a',
      'strong',
    ];
    expect(tags.filter((name) => !own.includes(name ?? ''))).toEqual([]);
    expect(html).not.toMatch(/<[^>]*\son\w+=/i);
  });

  it.each([
    [450, 'again'],
    [550, 'never'],
  ])('that the server refuses with %i is to be tried %s', async (code, kind) => {
    refusal = { code, text: 'mailbox unavailable' };
    expect(await mailer().send(mail(), 'ann@example.org')).toMatchObject({ kind });
    expect(taken).toEqual([]);
  });

  it('is tried again when the login fails or nobody answers, and the password is never repeated', async () => {
    const denied = await mailer('bot:wr0ng-one@').send(mail(), 'ann@example.org');
    expect(denied.kind).toBe('again');
    expect(JSON.stringify(denied)).not.toContain('wr0ng-one');
    const nobody = createMailer({ url: 'smtp://127.0.0.1:1', from: 'b@example.org', timeoutMs: 1000 });
    expect(await nobody.send(mail(), 'ann@example.org')).toMatchObject({ kind: 'again' });
  });

  it('goes through the outbox like any other letter, and keeps its Message-ID when it is tried again', async () => {
    const rig = openRig({ mailer: mailer() });
    await rig.use(hook('ann@example.org', { form: 'email' }));
    refusal = { code: 451, text: 'later' };
    await rig.outbox.deliver(summaryEvent());
    rig.run();
    expect(await rig.next()).toBe('postpone');
    refusal = null;
    await rig.clock.advance(60_000);
    expect(await rig.next()).toBe('arrived');
    const test = await rig.outbox.test(guild, hook('ann@example.org', { form: 'email' }));
    expect(test?.arrived).toBe(true);
    const ids = taken.map(({ raw }) => /^Message-ID: (.*)$/im.exec(raw)?.[1]);
    expect(new Set(ids).size).toBe(2);
    expect(JSON.stringify(rig.logged)).not.toContain('ann@');
    await rig.close();
  });

  it('is left at once at a stop, while the server says nothing', async () => {
    const silence = createServer().listen(0, '127.0.0.1');
    const called = once(silence, 'connection') as Promise<[Socket]>;
    await once(silence, 'listening');
    const to = `smtp://127.0.0.1:${(silence.address() as AddressInfo).port}`;
    const rig = openRig({ mailer: createMailer({ url: to, from: 'b@example.org', timeoutMs: 15_000 }) });
    await rig.use(hook('someone@example.org', { form: 'email' }));
    await rig.outbox.deliver(summaryEvent());
    rig.run();
    const [socket] = await called;
    const began = performance.now();
    await rig.close();
    expect(performance.now() - began).toBeLessThan(2000);
    socket.destroy();
    silence.close();
  });
});
