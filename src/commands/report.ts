// /report: shows the daily report at once, to the moderator who asks alone.
import { ApplicationCommandOptionType as Type, InteractionContextType, MessageFlags } from 'discord.js';
import { everyoneSees } from '../discord/audience.ts';
import { seesChannel } from '../discord/permissions.ts';
import { sendPlainest } from '../discord/plainerForms.ts';
import { withDeadline } from '../flow/aborting.ts';
import { guildId, type ChannelId } from '../ids.ts';
import { localeFor } from '../locale.ts';
import { lastDays, wholeDays } from '../mood/localDay.ts';
import { DAILY_DAYS } from '../pipeline/daily/report.ts';
import { shortId } from '../pipeline/postOnce.ts';
import type { GuildCommand } from './command.ts';
import { MODERATORS } from './rights.ts';
import { choice, localized } from './wording.ts';

/** A person waits for the answer, so the model gets at most this long, in milliseconds. */
const PATIENCE = 60_000;

export const report = {
  where: 'guild',
  need: MODERATORS,
  data: {
    ...localized('command.report'),
    contexts: [InteractionContextType.Guild],
    options: [
      {
        type: Type.Subcommand,
        ...localized('command.report.daily'),
        options: [
          {
            type: Type.String,
            ...localized('option.reportOf'),
            choices: [choice('yesterday', 'choice.yesterday'), choice('last', 'choice.lastDay')],
          },
        ],
      },
    ],
  },

  async run(interaction, { store, clock, dailies }) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const { guild, member, client, options } = interaction;
    const id = guildId.parse(guild.id);
    const { timeZone, reportChannelId } = await store.settings.get(id);
    const isRolling = options.getString('of') === 'last';
    const days = isRolling ? lastDays(clock.now(), DAILY_DAYS) : wholeDays(timeZone, clock.now(), DAILY_DAYS);
    const about = {
      guildId: id,
      days,
      late: false,
      timeZone,
      locale: localeFor(interaction.locale),
      // The same as the posted report, less the channels that this person may not read.
      isReadable: (channel: ChannelId) => {
        if (!seesChannel(member)(channel)) return false;
        return reportChannelId === null || everyoneSees(client, channel, reportChannelId);
      },
    };
    const patience = { ms: PATIENCE, clock, late: () => new Error('a person waits for it') };
    const facts = await withDeadline(patience, (until) => dailies.facts(about, until));
    const name = shortId(`daily:${id}:${facts.window.from}`);
    await sendPlainest(dailies.forms(facts, about, name), (form) => interaction.editReply({ ...form }));
  },
} satisfies GuildCommand;
