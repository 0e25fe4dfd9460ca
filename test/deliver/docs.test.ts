// docs/deliveries.md shows exactly what is sent.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { csvLine } from '../../src/deliver/files/csv.ts';
import { COLUMNS, recordOf } from '../../src/deliver/files/record.ts';
import { discord } from '../../src/deliver/forms/discord.ts';
import { json } from '../../src/deliver/forms/json.ts';
import { mailOf } from '../../src/deliver/forms/mail.ts';
import { slack } from '../../src/deliver/forms/slack.ts';
import { wecom } from '../../src/deliver/forms/wecom.ts';
import { letterFrom, ONE, summaryEvent } from './letters.ts';

const event = summaryEvent();
const letter = letterFrom(event);
const posting = { key: `${event.key}/a1b2c3`, secret: 'a secret of the server', now: ONE + 2000 };
const pretty = (body: string) => JSON.stringify(JSON.parse(body), null, 2);
const signed = json.render(letter, posting);
const mail = mailOf(letter, posting.key, 'example.org');

const EXAMPLES: Readonly<Record<string, string>> = {
  wecom: pretty(wecom.render(letter, posting).body),
  slack: pretty(slack.render(letter, posting).body),
  discord: pretty(discord.render(letter, posting).body),
  json: pretty(signed.body),
  headers: Object.entries(signed.headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n'),
  mail: `Subject: ${mail.subject}\nMessage-ID: ${mail.messageId}\nAuto-Submitted: auto-generated\n\n${mail.text}`.trim(),
  csv: (csvLine(COLUMNS) + csvLine(recordOf(letter))).replaceAll('\r\n', '\n').trim(),
};

/** Line breaks of JSON are the formatter's. */
const same = (text: string): unknown => (text.startsWith('{') ? JSON.parse(text) : text);

describe('docs/deliveries.md', () => {
  const text = readFileSync('docs/deliveries.md', 'utf8');

  it.each(Object.entries(EXAMPLES))('shows the form %s as it is sent', (name, example) => {
    const shown = new RegExp(`<!-- sent: ${name} -->\\s*\`\`\`\\w*\\n([\\s\\S]*?)\\n\`\`\``).exec(text)?.[1];
    expect(same(shown ?? '')).toEqual(same(example));
  });
});
