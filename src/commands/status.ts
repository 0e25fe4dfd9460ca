// /status: is the bot well? For those who manage the server.
import { ButtonStyle, ComponentType, type Guild, InteractionContextType, MessageFlags } from 'discord.js';
import { correctedFacts } from '../figures/corrected.ts';
import { waitingIn } from '../figures/mood.ts';
import { guildId } from '../ids.ts';
import { localeFor, type Locale } from '../locale.ts';
import { LONGEST_RELEARNING } from '../mood/relearning.ts';
import { EVER } from '../mood/window.ts';
import { wordsIn, type Words } from '../report/words.ts';
import type { GuildSettings } from '../store/settings.ts';
import type { CommandContext, GuildCommand } from './command.ts';
import { refusedAlertFields } from './status/refusedAlerts.ts';
import { linksOf } from './links.ts';
import { personaTitle } from './personaTitle.ts';
import { setupText } from './setupText.ts';
import { damagedEmbed, statusEmbed } from './status/embed.ts';
import { MOST_TOLD, TOLD_FOR } from './status/givenUp.ts';
import { MANAGERS } from './rights.ts';
import { localized, wordsFor } from './wording.ts';

/** The most dead letters shown, and tried again with one press: a field of an embed holds 1,024 characters. */
const MOST_LETTERS = 4;
const RETRY = 'status-retry';

export const status = {
  where: 'guild',
  need: MANAGERS,
  data: {
    ...localized('command.status'),
    contexts: [InteractionContextType.Guild],
  },

  async run(interaction, context) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const words = wordsFor(interaction);
    const shown = await statusOf(interaction.guild, context, localeFor(interaction.locale)).catch(
      (error: unknown) => {
        if (context.health() !== 'damaged') throw error;
        return { embeds: [damagedEmbed(words)], components: [] }; // nothing else can be read any more
      },
    );
    await interaction.editReply({ ...shown, allowedMentions: { parse: [] } });
  },

  buttons: [
    {
      id: RETRY,
      need: MANAGERS,
      async run(interaction, { deliveries }) {
        await interaction.deferUpdate();
        const id = guildId.parse(interaction.guildId);
        const letters = await deliveries.deadLetters(id, MOST_LETTERS);
        const revived = await Promise.all(letters.map(({ key }) => deliveries.retry(id, key)));
        const n = revived.filter(Boolean).length;
        const content = wordsFor(interaction)('status.retried', { n });
        await interaction.editReply({ content, components: [] });
      },
    },
  ],
} satisfies GuildCommand;

export async function statusOf(guild: Guild, context: CommandContext, locale: Locale) {
  const words = wordsIn(locale);
  const id = guildId.parse(guild.id);
  const [facts, settings, undelivered, givenUp, waiting, corrected] = await Promise.all([
    context.status(),
    context.store.settings.get(id),
    context.deliveries.deadLetters(id, MOST_LETTERS),
    context.store.reports.givenUp(id, context.clock.now() - TOLD_FOR, MOST_TOLD),
    waitingIn(context.store, id, EVER),
    correctedFacts(context.store, id, context.clock.now()),
  ]);
  const setup = await setupText(guild, settings, words, linksOf(guild.client));
  // A server is not told what fails in another one.
  const failedJobs = facts.failedJobs.filter((job) => job.guildId === null || job.guildId === id);
  const relearning = relearningSince(settings, context.clock.now());
  const about = {
    persona: personaTitle(context.personas, settings.persona, locale, words),
    undelivered,
    givenUp,
    waiting,
    corrected,
    health: context.health(),
    relearning,
    voices: context.voices.counts(id),
  };
  const embed = statusEmbed({ ...facts, failedJobs }, about, setup, words);
  embed.fields?.push(...refusedAlertFields(context.alerts.refused(id), words));
  return { embeds: [embed], components: undelivered.length === 0 ? [] : [retryRow(words)] };
}

/** When the judge changed, while alerts may wait for that (milliseconds since 1970); null otherwise. */
function relearningSince({ judge }: GuildSettings, now: number): number | null {
  const since = judge?.since ?? 0;
  return since > 0 && now - since < LONGEST_RELEARNING ? since : null;
}

function retryRow(words: Words) {
  const button = {
    type: ComponentType.Button as const,
    style: ButtonStyle.Secondary as const,
    label: words('status.retryButton'),
    customId: RETRY,
  };
  return { type: ComponentType.ActionRow as const, components: [button] };
}
