// What a role said, as a message. Everything in it was written by people or by the model: no markup of theirs works.
import type { APIEmbed } from 'discord-api-types/v10';
import type { GuildId } from '../ids.ts';
import type { Cited } from '../mood/daily.ts';
import { harmless, jumpLink, plainLine } from './citing.ts';
import type { ReportMessage } from './message.ts';
import type { Words } from './words.ts';

interface RoleFacts {
  /** What the role is called in the reader's language. */
  readonly title: string;
  readonly parts: readonly {
    readonly name: string | null;
    readonly text: string;
    readonly cites: readonly Cited[];
  }[];
  /** Of a label, 0…1. */
  readonly share: number | null;
  /** What a reader is told of the answer: its end is missing, or the text was left as it is. */
  readonly flaw: 'cut' | 'same' | null;
  /** Whether it is a text to be copied: it then stands in a block. */
  readonly isText: boolean;
  /** How many messages the model was shown, and among how many they were chosen; null where it was shown one text. */
  readonly read: { readonly shown: number; readonly found: number } | null;
}

interface Look {
  readonly guildId: GuildId;
  readonly words: Words;
  /** Names a post of a job: it is found again by it. */
  readonly id?: string;
}

const LONGEST_TITLE = 60;
const LONGEST_LINE = 300;
/** Of an embed's description. */
const LONGEST_DESCRIPTION = 4096;
/** The same, less the fence of a block. */
const LONGEST_TEXT = 3900;

export function roleMessage(facts: RoleFacts, { guildId, words, id }: Look): ReportMessage {
  const { parts, share, read, flaw } = facts;
  const title = plainLine(facts.title, LONGEST_TITLE) || '–';
  if (read?.shown === 0) return messageOf({ title, description: words('role.empty') });
  const embed: APIEmbed = {
    title,
    description: parts.length === 0 ? words('role.nothing') : textOf(facts, guildId, words),
    footer: {
      text: [
        read === null ? words('role.footer') : words(footerOf(read), { n: read.found, shown: read.shown }),
        ...(flaw === null || parts.length === 0 ? [] : [words(`role.${flaw}`)]),
        ...(share === null ? [] : [words('role.share', { share })]),
        ...(id === undefined ? [] : [words('role.id', { id })]),
      ].join(' · '),
    },
  };
  return messageOf(embed);
}

const messageOf = (embed: APIEmbed): ReportMessage => ({
  content: '',
  embeds: [embed],
  files: [],
  allowedMentions: { parse: [] },
});

const footerOf = ({ shown, found }: NonNullable<RoleFacts['read']>) =>
  shown < found ? 'role.footerSome' : 'role.footerMessages';

function textOf({ parts, isText }: RoleFacts, guildId: GuildId, words: Words): string {
  const [first] = parts;
  if (isText && first && first.cites.length === 0) return block(first.text);
  const lines = parts.map(({ name, text, cites }) => {
    const said = name === null ? plainLine(text, LONGEST_LINE) : harmless(text, LONGEST_LINE);
    const links = cites.map(
      (cite, i) => `[${i === 0 ? words('cite.jump') : i + 1}](${jumpLink({ guildId, ...cite })})`,
    );
    const mark = name !== null ? `**${plainLine(name)}** ` : parts.length > 1 ? '- ' : '';
    return `${mark}${[said, ...links].join(' ')}`;
  });
  return fitting(lines);
}

/** As many whole lines as an embed holds. */
function fitting(lines: readonly string[]): string {
  let text = '';
  for (const line of lines) {
    if (text.length + 1 + line.length > LONGEST_DESCRIPTION) break;
    text += text === '' ? line : `\n${line}`;
  }
  return text;
}

/** A block of code: nothing in it mentions, links or formats, and it is copied with one press. */
function block(text: string): string {
  const flat = text
    .toWellFormed()
    .replaceAll('`', 'ˋ')
    .replace(/[\p{Cf}]/gu, '');
  return `\`\`\`\n${Array.from(flat).slice(0, LONGEST_TEXT).join('')}\n\`\`\``;
}
