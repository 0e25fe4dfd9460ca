// A draft as settings: each choice goes through the subcommand of /settings that it stands for.
import type { GuildBasedChannel, GuildMember, Role } from 'discord.js';
import { canSee } from '../../discord/permissions.ts';
import type { Words } from '../../report/words.ts';
import type { GuildSettings } from '../../store/settings.ts';
import { Refusal } from '../command.ts';
import type { Change, SettingOptions, SettingsRequest } from '../settings/change.ts';
import { CHANGES } from '../settings/changes.ts';
import { STEPS, type Choice, type Draft } from './drafts.ts';

export interface Drafted {
  readonly settings: GuildSettings;
  /** Why a choice is not taken, and what mends it; a line each. */
  readonly refused: readonly string[];
  /** What the person should know of the choices that are taken; a line each. */
  readonly notes: readonly string[];
}

/** Who chooses: the manager, and the bot in the same server. */
export type Chooser = Pick<SettingsRequest, 'me' | 'words' | 'locale' | 'now'> & {
  readonly member: GuildMember;
};

/** `held` with the choices. Rights are looked at anew, so that one that was granted meanwhile counts. */
export function drafted(held: GuildSettings, draft: Pick<Draft, 'choices'>, chooser: Chooser): Drafted {
  let settings = held;
  const refused: string[] = [];
  const notes = new Set<string>();
  for (const choice of STEPS.flatMap((step) => draft.choices[step] ?? [])) {
    try {
      const change = changeOf(choice, settings, chooser);
      settings = { ...settings, ...change?.settings };
      // The overview tells the next runs itself.
      const isTimes = choice.setting === 'summary' || choice.setting === 'daily';
      for (const note of isTimes ? [] : (change?.notes ?? [])) notes.add(note);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refused.push(error.message);
    }
  }
  return { settings, refused, notes: [...notes] };
}

function changeOf(
  { setting, values }: Choice,
  settings: GuildSettings,
  { member, ...request }: Chooser,
): Change | undefined {
  const options = optionsOf(values, member, request.words);
  const interaction = { guildId: member.guild.id, options };
  return CHANGES[setting]?.({ ...request, interaction, settings });
}

/** Throws Refusal where a channel or a role is gone, or the person cannot see the channel. */
function optionsOf(values: Choice['values'], member: GuildMember, words: Words): SettingOptions {
  const textOf = (name: string): string | null => {
    const value = values[name];
    return typeof value === 'string' ? value : null;
  };
  function needed<T>(value: T | null): T {
    if (value === null) throw new Refusal(words('error.gone'));
    return value;
  }
  const channelOf = (name: string): GuildBasedChannel | null => {
    const id = textOf(name);
    if (id === null) return null;
    const channel = member.guild.channels.cache.get(id);
    if (!channel) throw new Refusal(words('setup.channelGone'));
    if (!canSee(channel, member)) throw new Refusal(words('error.unseen'));
    return channel;
  };
  function getString(name: string, required: true): string;
  function getString(name: string): string | null;
  function getString(name: string, required?: true): string | null {
    return required ? needed(textOf(name)) : textOf(name);
  }
  function getChannel(name: string, required: true): GuildBasedChannel;
  function getChannel(name: string): GuildBasedChannel | null;
  function getChannel(name: string, required?: true): GuildBasedChannel | null {
    return required ? needed(channelOf(name)) : channelOf(name);
  }
  return {
    getString,
    getChannel,
    getBoolean: (name) => (values[name] === true ? true : null),
    getInteger: () => null,
    getRole(name): Role | null {
      const id = textOf(name);
      if (id === null) return null;
      const role = member.guild.roles.cache.get(id);
      if (!role) throw new Refusal(words('setup.roleUnknown'));
      return role;
    },
  };
}
