// /help: what the bot does, short enough for two screens of a phone.
import { InteractionContextType, MessageFlags } from 'discord.js';
import type { Key } from '../report/words.ts';
import type { AnywhereCommand } from './command.ts';
import { linksOf } from './links.ts';
import { EVERYONE } from './rights.ts';
import { localized, wordsFor } from './wording.ts';

type Line = readonly [path: string, description: Key];

const FOR_EVERYONE: readonly Line[] = [
  ['mood channel', 'command.mood.channel.description'],
  ['mood server', 'command.mood.server.description'],
  ['mood me', 'command.mood.me.description'],
  ['privacy show', 'command.privacy.show.description'],
  ['privacy opt-out', 'command.privacy.optOut.description'],
];

const FOR_MANAGERS: readonly Line[] = [
  ['settings show', 'command.settings.show.description'],
  ['settings reports', 'command.settings.reports.description'],
  ['settings alerts', 'command.settings.alerts.description'],
  ['alerts history', 'command.alerts.history.description'],
  ['settings watch', 'command.settings.watch.description'],
  ['status', 'command.status.description'],
];

export const help = {
  where: 'anywhere',
  need: EVERYONE,
  data: {
    ...localized('command.help'),
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  },

  async run(interaction) {
    const words = wordsFor(interaction);
    const link = linksOf(interaction.client);
    const list = (lines: readonly Line[]) =>
      lines.map(([path, key]) => `${link(path)} ${words(key)}`).join('\n');
    await interaction.reply({
      embeds: [
        {
          title: words('help.title'),
          description: words('help.intro'),
          fields: [
            { name: words('help.everyone'), value: list(FOR_EVERYONE) },
            { name: words('help.managers'), value: list(FOR_MANAGERS) },
          ],
        },
      ],
      flags: MessageFlags.Ephemeral,
    });
  },
} satisfies AnywhereCommand;
