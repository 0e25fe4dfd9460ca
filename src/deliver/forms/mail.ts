// A letter as a mail: plain text, and the same as HTML with everything escaped.
import { createHash } from 'node:crypto';
import { cut } from '../fit.ts';
import { timeIn, titleOf, type Letter } from '../letter.ts';
import { runsOf, type WriteTime } from '../markup.ts';
import { plainLines } from './lines.ts';

export interface Mail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The same in every try, so that a mailbox can tell a repetition. */
  readonly messageId: string;
}

const MOST_SUBJECT = 200;

/** `key` names the delivery; `domain` is the sender's. */
export function mailOf(letter: Letter, key: string, domain: string): Mail {
  const id = createHash('sha256').update(key).digest('hex').slice(0, 32);
  return {
    subject: cut(`[${oneLine(letter.guild.name)}] ${titleOf(letter)}`, MOST_SUBJECT),
    text: `${[...plainLines(letter), '', letter.guild.name].join('\n')}\n`,
    html: htmlOf(letter),
    messageId: `<${id}@${domain}>`,
  };
}

function htmlOf(letter: Letter): string {
  const write = htmlWriter(timeIn(letter));
  const blocks = letter.blocks.map(
    ({ title, colour, text, fields, footer }) =>
      `<div style="border-left:4px solid #${colour.toString(16).padStart(6, '0')};padding:4px 0 4px 12px;margin:12px 0">` +
      `<h2 style="font-size:17px;margin:0 0 8px">${write(title)}</h2><p>${write(text)}</p>` +
      `<table cellpadding="0" cellspacing="0">${fields.map((field) => rowOf(field, write)).join('')}</table>` +
      `<p style="color:#6b7280;font-size:12px">${escapeHtml(footer)}</p></div>`,
  );
  return (
    `<!doctype html><html lang="${letter.locale}"><head><meta charset="utf-8"><title>${escapeHtml(titleOf(letter))}</title></head>` +
    `<body style="font-family:system-ui,sans-serif;font-size:15px;line-height:1.5">` +
    `<p>${write(letter.content)}</p>${blocks.join('')}` +
    `<p style="color:#6b7280;font-size:12px">${escapeHtml(letter.guild.name)}</p></body></html>`
  );
}

function rowOf(
  { name, value }: Letter['blocks'][number]['fields'][number],
  write: (markup: string) => string,
) {
  return (
    `<tr><th style="text-align:left;vertical-align:top;padding:2px 16px 2px 0;font-weight:600">${write(name)}</th>` +
    `<td style="padding:2px 0">${write(value)}</td></tr>`
  );
}

const htmlWriter = (writeTime: WriteTime) => (markup: string) =>
  runsOf(markup, writeTime)
    .map(({ text, bold, href }) => {
      const words = escapeHtml(text).replace(/\n/gu, '<br>');
      const marked = bold ? `<strong>${words}</strong>` : words;
      return href === null ? marked : `<a href="${escapeHtml(href)}">${marked}</a>`;
    })
    .join('');

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/gu, (character) => ENTITIES[character] ?? '');
}

const oneLine = (text: string) => text.replace(/\s+/gu, ' ').trim();
