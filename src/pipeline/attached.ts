// What a message brings beside its words, for an answer: texts are quoted, the rest is told.
import type { Message } from 'discord.js';
import {
  UNREAD,
  type AttachedFile,
  type FileRead,
  type ReadFile,
  type Unread,
} from '../discord/attachments.ts';
import { harmless } from '../report/citing.ts';
import type { Words } from '../report/words.ts';

/** Files of one message that are read at most; the others are told as too large. */
const MOST_FILES = 3;
/** Characters of a file that a model is shown: its beginning and its end. */
const MOST_SHOWN = 6000;

export interface Attached {
  /** The texts, each line quoted, so that no text can look like the person's own words; '' where there is none. */
  readonly quoted: string;
  /** Names of stickers, quoted; '' where there is none. */
  readonly stickers: string;
  /** What could not be read, each kind once. */
  readonly unread: readonly Unread[];
}

/** The files of a forwarded message count too. `isHeard`: what is spoken in a voice message is known already. */
export async function attachedTo(
  message: Message,
  read: ReadFile,
  { isHeard, signal }: { isHeard: boolean; signal: AbortSignal },
): Promise<Attached> {
  const forwarded = [...message.messageSnapshots.values()];
  const files = [message, ...forwarded].flatMap(({ attachments }) =>
    isHeard ? [] : [...attachments.values()],
  );
  const found = await Promise.all(
    files.slice(0, MOST_FILES).map(({ name, url, size, contentType }): Promise<FileRead> => {
      const file: AttachedFile = { name, url, size, contentType };
      return read(file, signal);
    }),
  );
  const kinds = new Set<string>(found.map(({ kind }) => kind));
  if (files.length > MOST_FILES) kinds.add('large');
  return {
    stickers: message.stickers.map(({ name }) => quoted('🏷', harmless(name, 40), MOST_SHOWN)).join('\n'),
    quoted: found
      .flatMap((one) => (one.kind === 'text' ? [quotedFile(one.name, one.text)] : []))
      .join('\n\n'),
    unread: UNREAD.filter((kind) => kinds.has(kind)),
  };
}

const quotedFile = (name: string, text: string): string =>
  quoted(`📎 ${harmless(name, 40)}`, text, MOST_SHOWN);

/** What it is, and below it every line behind the mark of a quote; of long texts the beginning and the end. */
export function quoted(head: string, text: string, most: number): string {
  const lines = shortened(text.trim(), most).split('\n');
  return [head, ...lines.map((line) => `> ${line}`)].join('\n');
}

function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const part = most / 2;
  return `${text.slice(0, part)}\n…\n${text.slice(-part)}`.toWellFormed();
}

/** What could not be read, as the person is told, a line each; '' where everything could. */
export const unreadText = ({ unread }: Attached, w: Words): string =>
  unread.map((kind) => w(`chat.file.${kind}`)).join('\n');

/**
 * The drafts of an answer, the last with what is to be noted once it has ended, below it in small letters; one without
 * words stays so.
 */
export async function* withNote(drafts: AsyncIterable<string>, note: () => string): AsyncIterable<string> {
  let said = '';
  for await (const draft of drafts) {
    said = draft;
    yield draft;
  }
  const noted = note();
  if (noted !== '' && said.trim() !== '') yield `${said}\n${noted.replace(/^/gm, '-# ')}`;
}

/** Told to the model, in the language of the person, so that it invents nothing about what it cannot open. */
const UNSEEN = {
  en: '(Something is attached that you cannot open. Do not guess what it holds.)',
  zh: '（另有你打不开的附件，不要猜测其内容。）',
};

/** What a person said, with what it is about (others' words, quoted) and what they attached, as the model is shown it. */
export function askedWith(
  text: string,
  about: string,
  { quoted: files, stickers, unread }: Attached,
): string {
  const unseen = unread.length === 0 ? '' : UNSEEN[/\p{Script=Han}/u.test(text) ? 'zh' : 'en'];
  return [text, stickers, about, files, unseen].filter((part) => part !== '').join('\n\n');
}
