// What every report is handed over as: plain data that discord.js sends, edits and replies with as it is.
import type { APIEmbed } from 'discord-api-types/v10';
import type { RoleId } from '../ids.ts';

/** Spelled as discord.js spells it: it would drop REST's `allowed_mentions` without a word. */
export interface ReportMessage {
  readonly content: string;
  readonly embeds: APIEmbed[];
  readonly allowedMentions: { readonly parse: []; readonly roles?: RoleId[] };
}

/** Colours of an embed's edge; each is said in words too. */
export const COLOURS = { good: 0x3ba55d, bad: 0xd83c3e, plain: 0x8ea1b5 } as const;

/** An embed that mentions nobody. */
export function quiet(embed: APIEmbed): ReportMessage {
  return { content: '', embeds: [embed], allowedMentions: { parse: [] } };
}
