// Mail over the operator's SMTP server.
import { createTransport } from 'nodemailer';
import { reasonOf } from '../errors.ts';
import { codeOf } from '../files.ts';
import type { Answer } from './answer.ts';
import type { Mail } from './forms/mail.ts';

export interface MailerOptions {
  /** smtp:// or smtps://, with its credentials: never logged, never shown. */
  readonly url: string;
  /** The sender's mailbox. */
  readonly from: string;
  /** To connect, to be greeted, and between two answers; in milliseconds. */
  readonly timeoutMs: number;
}

export interface Mailer {
  /** Of the sender. */
  readonly domain: string;
  /** Never throws for what the server does. */
  send(mail: Mail, to: string): Promise<Answer>;
}

export function createMailer({ url, from, timeoutMs }: MailerOptions): Mailer {
  const transport = createTransport({
    url,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    // A text never makes the mailer read files or fetch addresses.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const secrets = secretsOf(url);
  const shown = (text: string) =>
    secrets.reduce((clean, secret) => clean.replaceAll(secret, '****'), text).slice(0, 200);
  return {
    domain: from.slice(from.lastIndexOf('@') + 1).replace(/>$/u, ''),
    async send({ subject, text, html, messageId }, to) {
      try {
        const { response } = await transport.sendMail({
          from,
          to: { name: '', address: to },
          subject,
          text,
          html,
          messageId,
          // RFC 3834: holiday notices and other robots need not answer.
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
        return { kind: 'arrived', said: shown(response) };
      } catch (error) {
        return { kind: isFinal(error) ? 'never' : 'again', reason: shown(reasonOf(error)) };
      }
    },
  };
}

/** A 5xx answer to this mail is final. A refused login is not: the operator can mend it, so the mail is tried again. */
function isFinal(error: unknown): boolean {
  if (!(error instanceof Error) || !('responseCode' in error)) return false;
  return Number(error.responseCode) >= 500 && codeOf(error) !== 'EAUTH';
}

function secretsOf(url: string): string[] {
  const { username, password } = new URL(url);
  const spellings = [username, password].flatMap((part) => [part, decodeURIComponent(part)]);
  return spellings.filter((part) => part.length > 0);
}
