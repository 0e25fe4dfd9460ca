// What a subcommand of /settings receives, and what it returns.
import type { ChatInputCommandInteraction, GuildMember } from 'discord.js';
import type { Locale } from '../../locale.ts';
import type { Words } from '../../report/words.ts';
import type { GuildSettings } from '../../store/settings.ts';

export interface SettingsRequest {
  readonly interaction: ChatInputCommandInteraction<'cached'>;
  readonly settings: GuildSettings;
  readonly me: GuildMember;
  readonly words: Words;
  /** The language of the person who asks. */
  readonly locale: Locale;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export interface Change {
  /** The settings that change. */
  readonly settings: Partial<GuildSettings>;
  /** More lines that the person should read. */
  readonly notes?: readonly string[];
}

/** Throws a Refusal that says what the person can mend. */
export type Subcommand = (request: SettingsRequest) => Change;
