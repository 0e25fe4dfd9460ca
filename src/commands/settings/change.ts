// What a subcommand of /settings receives, and what it returns.
import type { GuildBasedChannel, GuildMember, Role } from 'discord.js';
import type { Locale } from '../../locale.ts';
import type { Words } from '../../report/words.ts';
import type { GuildSettings } from '../../store/settings.ts';

/** What a person wrote and chose, by the names of the options of /settings: in that command, or in a form. */
export interface SettingOptions {
  getString(name: string, required: true): string;
  getString(name: string): string | null;
  getBoolean(name: string): boolean | null;
  getInteger(name: string): number | null;
  getChannel(name: string, required: true): GuildBasedChannel;
  getChannel(name: string): GuildBasedChannel | null;
  getRole(name: string): Role | null;
}

export interface SettingsRequest {
  readonly interaction: { readonly guildId: string; readonly options: SettingOptions };
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
