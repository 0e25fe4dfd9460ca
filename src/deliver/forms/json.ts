// The generic form: a JSON document for programs, signed. docs/deliveries.md describes every field.
import { createHmac } from 'node:crypto';
import { titleOf, type Letter } from '../letter.ts';
import type { HttpForm } from './form.ts';
import { plainLines } from './lines.ts';

export interface Document {
  readonly version: 1;
  /** The event's key: the same in every form and every try. */
  readonly id: string;
  readonly kind: Letter['kind'];
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly server: { readonly id: string; readonly name: string };
  readonly title: string;
  readonly text: string;
  readonly facts: unknown;
}

export function documentOf(letter: Letter): Document {
  return {
    version: 1,
    id: letter.event,
    kind: letter.kind,
    at: new Date(letter.at).toISOString(),
    server: letter.guild,
    title: titleOf(letter),
    text: plainLines(letter).join('\n'),
    facts: letter.facts ?? null,
  };
}

export const json: HttpForm = {
  render: (letter, { key, secret, now }) => {
    const body = JSON.stringify(documentOf(letter));
    const timestamp = String(Math.floor(now / 1000));
    return {
      body,
      headers: {
        'idempotency-key': key,
        'x-barometer-timestamp': timestamp,
        ...(secret !== null && { 'x-barometer-signature': `sha256=${signature(secret, timestamp, body)}` }),
      },
    };
  },
};

/** HMAC-SHA256 over "timestamp.body", in hex: an old request played again has an old timestamp. */
function signature(secret: string, timestamp: string, body: string): string {
  return createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
}
