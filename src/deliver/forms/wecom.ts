// WeCom (企业微信) group robots: one Markdown message of at most 4,096 bytes.
// https://developer.work.weixin.qq.com/document/path/91770
import { z } from 'zod';
import { COLOURS } from '../../report/message.ts';
import type { Answer } from '../answer.ts';
import { bytesOf, cut, fitLines } from '../fit.ts';
import { emphasised } from './emphasis.ts';
import type { HttpForm } from './form.ts';
import { linesOf } from './lines.ts';

const MOST_BYTES = 4096;
/** Lines are cut before their marks are put around them. */
const MOST_TITLE = 240;
const MINUTE = 60_000;

const answer = z.object({ errcode: z.number(), errmsg: z.string().catch('') });
const BUSY = -1;
const TOO_OFTEN = 45_009;

export const wecom: HttpForm = {
  render: (letter) => {
    const lines = linesOf(letter, {
      run: ({ text, bold, href }) => {
        const plain = unmarked(text);
        if (href !== null) return `[${plain}](${href.replace(/[()<>\s]/gu, encodeURIComponent)})`;
        return bold ? emphasised(plain, '**') : plain;
      },
      title: (text, colour) => `**${coloured(unmarked(cut(text, MOST_TITLE)), colour)}**`,
      label: (text) => unmarked(text),
    });
    const [first = '', ...rest] = lines;
    const content = fitLines([first, `> ${unmarked(letter.guild.name)}`, ...rest], MOST_BYTES, bytesOf);
    return { headers: {}, body: JSON.stringify({ msgtype: 'markdown', markdown: { content } }) };
  },
  read: (text): Answer => {
    const parsed = answer.safeParse(jsonOf(text));
    if (!parsed.success) return { kind: 'never', reason: 'it does not answer as a WeCom robot does' };
    const { errcode, errmsg } = parsed.data;
    const said = `errcode ${errcode} ${errmsg.slice(0, 80)}`.trim();
    if (errcode === 0) return { kind: 'arrived', said };
    if (errcode === BUSY) return { kind: 'again', reason: said };
    if (errcode === TOO_OFTEN) return { kind: 'again', reason: said, waitMs: MINUTE };
    return { kind: 'never', reason: said };
  },
};

/** WeCom's Markdown knows no escapes: what could be read as marks (or call people, <@all>) is written full width. */
function unmarked(text: string): string {
  return text
    .replace(/[<>[\]*`]/gu, (mark) => String.fromCodePoint((mark.codePointAt(0) ?? 0) + 0xfee0))
    .replace(/^#/gmu, '\u200b#');
}

function coloured(text: string, colour: number): string {
  if (colour === COLOURS.bad) return `<font color="warning">${text}</font>`;
  return colour === COLOURS.good ? `<font color="info">${text}</font>` : text;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null; // not JSON: no robot of WeCom
  }
}
