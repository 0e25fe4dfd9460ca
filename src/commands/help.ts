// /help: what the bot does, and every command that the person may use where they ask.
import {
  type APIApplicationCommandOption,
  type APIEmbedField,
  ApplicationCommandOptionType as Type,
  InteractionContextType,
  MessageFlags,
} from 'discord.js';
import { localeFor, type Locale } from '../locale.ts';
import type { Words } from '../report/words.ts';
import { mayUseHere } from './checkRights.ts';
import type { AnywhereCommand, Command, MessageMenu } from './command.ts';
import { linksOf, type Link } from './links.ts';
import { EVERYONE } from './rights.ts';
import { localized, wordsFor } from './wording.ts';

/** A command with more subcommands is one paragraph of links, without what each does: its help stays on one screen. */
const MOST_LINES = 6;

/** `others`, `menus`: the commands that it tells of, beside itself, and the message menus. */
export function helpAbout(others: readonly Command[], menus: readonly MessageMenu[]): AnywhereCommand {
  const help: AnywhereCommand = {
    where: 'anywhere',
    need: EVERYONE,
    data: {
      ...localized('command.help'),
      contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
    },

    async run(interaction) {
      const words = wordsFor(interaction);
      const locale = localeFor(interaction.locale);
      const isInServer = interaction.inCachedGuild();
      const usable = [...others, help].filter(
        ({ where, need }) => (isInServer || where === 'anywhere') && mayUseHere(need, interaction),
      );
      const link = linksOf(interaction.client);
      const embed = {
        title: words('help.title'),
        description: [words('help.intro'), ...(isInServer ? [] : [words('help.direct')])].join('\n\n'),
        fields: [
          ...usable.map((command) => fieldOf(command, link, locale)),
          ...(isInServer
            ? [
                menusField(
                  words,
                  locale,
                  menus.filter(({ need }) => mayUseHere(need, interaction)),
                ),
              ]
            : []),
        ],
      };
      await interaction.reply({ embeds: [embed], flags: MessageFlags.Ephemeral });
    },
  };
  return help;
}

function menusField(words: Words, locale: Locale, menus: readonly MessageMenu[]): APIEmbedField {
  return { name: words('help.menus'), value: menus.map(({ data }) => nameIn(data, locale)).join(' · ') };
}

const nameIn = ({ name, name_localizations: others }: MessageMenu['data'], locale: Locale) =>
  (locale === 'en' ? null : others?.[locale]) ?? name;

type Described = Pick<Command['data'], 'description' | 'description_localizations'>;

function fieldOf({ data }: Command, link: Link, locale: Locale): APIEmbedField {
  const leaves = leavesOf(data.name, data.options);
  const lines = leaves.map(({ path, described }) => `${link(path)} ${descriptionOf(described, locale)}`);
  const value =
    leaves.length === 0
      ? link(data.name)
      : leaves.length > MOST_LINES
        ? leaves.map(({ path }) => link(path)).join(' · ')
        : lines.join('\n');
  return { name: descriptionOf(data, locale), value };
}

/** The subcommands, those of groups included. */
function leavesOf(
  path: string,
  options: readonly APIApplicationCommandOption[] = [],
): { readonly path: string; readonly described: Described }[] {
  return options.flatMap((option) => {
    const here = `${path} ${option.name}`;
    if (option.type === Type.SubcommandGroup) return leavesOf(here, option.options);
    return option.type === Type.Subcommand ? [{ path: here, described: option }] : [];
  });
}

const descriptionOf = ({ description, description_localizations: others }: Described, locale: Locale) =>
  (locale === 'en' ? null : others?.[locale]) ?? description;
