// What a subcommand of /settings is given, and what it comes to.
import type { ChatInputCommandInteraction, GuildMember } from 'discord.js';
import type { Locale } from '../../locale.ts';
import type { Words } from '../../report/words.ts';
import type { GuildSettings } from '../../store/settings.ts';

export interface Request {
  readonly interaction: ChatInputCommandInteraction<'cached'>;
  readonly settings: GuildSettings;
  readonly me: GuildMember;
  readonly w: Words;
  /** Of the person who asks. */
  readonly locale: Locale;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export interface Change {
  /** What is to be in force. */
  readonly settings: Partial<GuildSettings>;
  /** What the person should know beside it. */
  readonly notes?: readonly string[];
}

/** Throws a Refusal that says what the person can mend. */
export type Subcommand = (request: Request) => Change;
