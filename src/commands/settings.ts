// /settings: shows and changes what the bot does in a server. Changes take effect at once.
import { isDeepStrictEqual } from 'node:util';
import { MessageFlags } from 'discord.js';
import { guildId } from '../ids.ts';
import { localeFor } from '../locale.ts';
import type { GuildSettings } from '../store/settings.ts';
import type { GuildCommand } from './command.ts';
import { linksOf } from './links.ts';
import { CHANGES } from './settings/changes.ts';
import { settingsData } from './settings/data.ts';
import { settingsEmbed } from './settings/shown.ts';
import { suggestSchedules } from './settings/schedules.ts';
import { runWebhooks, suggestWebhooks, testButton } from './settings/webhooks.ts';
import { suggestZones, zoneLabel } from './times/zones.ts';
import { MANAGERS } from './rights.ts';
import { wordsFor } from './wording.ts';

export const settings = {
  where: 'guild',
  need: MANAGERS,
  data: settingsData,

  async run(interaction, context) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    if (interaction.options.getSubcommandGroup() === 'webhooks') {
      await runWebhooks(interaction, context);
      return;
    }
    const { store, clock, reschedule } = context;
    const words = wordsFor(interaction);
    const { guild } = interaction;
    const id = guildId.parse(guild.id);
    const me = await guild.members.fetchMe();
    const locale = localeFor(interaction.locale);
    const now = clock.now();
    const changeOf = (held: GuildSettings) =>
      CHANGES[interaction.options.getSubcommand()]?.({
        interaction,
        settings: held,
        me,
        words,
        locale,
        now,
      });
    const { before, after } = await store.settings.update(id, (held) => {
      const wanted = { ...held, ...changeOf(held)?.settings };
      return isDeepStrictEqual(wanted, held) ? held : wanted;
    });
    const changed = after !== before;
    if (changed) await reschedule(id);
    const change = changeOf(before);
    const said = change ? [words(changed ? 'settings.changed' : 'settings.unchanged')] : [];
    await interaction.editReply({
      content: [...said, ...(change?.notes ?? [])].join('\n'),
      embeds: [await settingsEmbed(guild, after, words, linksOf(interaction.client), now)],
      allowedMentions: { parse: [] },
    });
  },

  buttons: [testButton],

  autocomplete(interaction, context) {
    const { name, value } = interaction.options.getFocused(true);
    if (name === 'webhook') return suggestWebhooks(guildId.parse(interaction.guildId), value, context);
    const locale = localeFor(interaction.locale);
    if (name === 'zone') {
      const now = context.clock.now();
      return suggestZones(value, locale).map((zone) => ({ name: zoneLabel(zone, locale, now), value: zone }));
    }
    const subcommand = interaction.options.getSubcommand(false) ?? 'summary';
    return suggestSchedules(value, wordsFor(interaction), subcommand);
  },
} satisfies GuildCommand;
