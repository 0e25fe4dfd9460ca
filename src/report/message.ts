// The shape of every report: plain data that discord.js sends as it is.
import type { APIEmbed } from 'discord-api-types/v10';
import type { RoleId, UserId } from '../ids.ts';

/** Spelled as discord.js spells it: it would drop REST's `allowed_mentions` without a word. */
export interface ReportMessage {
  readonly content: string;
  readonly embeds: APIEmbed[];
  readonly allowedMentions: AllowedMentions;
  readonly files?: readonly {
    readonly attachment: Buffer;
    readonly name: string;
    readonly description: string;
  }[];
}

/** Nobody but the roles and people in it is notified, whatever the text says. */
interface AllowedMentions {
  readonly parse: [];
  readonly roles?: RoleId[];
  readonly users?: UserId[];
}

/** Notifies one role or one person, or nobody. */
export const mentioning = ({
  role = null,
  person = null,
}: {
  readonly role?: RoleId | null;
  readonly person?: UserId | null;
}): AllowedMentions => ({
  parse: [],
  ...(role !== null && { roles: [role] }),
  ...(person !== null && { users: [person] }),
});

/** A picture beside the words; `alt` states what it shows. */
export interface Chart {
  readonly name: string;
  readonly data: Uint8Array;
  readonly alt: string;
}

/** Shows a chart in one of the message's embeds, the first if not said otherwise. */
export function withChart(message: ReportMessage, chart: Chart | null, place = 0): ReportMessage {
  if (!chart) return message;
  const { name, data } = chart;
  const alt = chart.alt.slice(0, MOST_ALT);
  const image = { url: `attachment://${name}`, description: alt };
  return {
    ...message,
    embeds: message.embeds.map((embed, index) => (index === place ? { ...embed, image } : embed)),
    files: [...(message.files ?? []), { attachment: Buffer.from(data), name, description: alt }],
  };
}

/** Discord's limit of a description. */
const MOST_ALT = 1024;

/** Colours of an embed's edge; each is said in words too. */
export const COLOURS = { good: 0x3ba55d, bad: 0xd83c3e, plain: 0x8ea1b5 } as const;

/** An embed that mentions nobody. */
export function quiet(embed: APIEmbed): ReportMessage {
  return { content: '', embeds: [embed], allowedMentions: { parse: [] } };
}
