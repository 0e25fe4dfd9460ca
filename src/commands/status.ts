// /status: is the bot well? For those who manage the server.
import {
  type APIEmbed,
  ButtonStyle,
  ComponentType,
  escapeMarkdown,
  InteractionContextType,
  MessageFlags,
  time,
  TimestampStyles,
} from 'discord.js';
import type { DeadLetterFacts } from '../deliver/event.ts';
import { guildId } from '../ids.ts';
import type { Words } from '../report/words.ts';
import type { GuildCommand, StatusFacts } from './command.ts';
import { refusedAlertFields } from './status/refusedAlerts.ts';
import { linksOf } from './links.ts';
import { setupText } from './setupText.ts';
import { givenUpLines, MOST_TOLD, TOLD_FOR } from './status/givenUp.ts';
import type { Report } from '../store/store.ts';
import { MANAGERS } from './rights.ts';
import { quoted, localized, wordsFor } from './wording.ts';

const STORES = { sqlite: 'SQLite', mongodb: 'MongoDB' } as const;

const HEALTH = {
  unchecked: 'status.storeUnchecked',
  whole: 'status.storeWhole',
  damaged: 'status.storeDamaged',
} as const;

/** The most failed jobs shown. */
const MOST_JOBS = 5;
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
    const id = guildId.parse(interaction.guildId);
    const [facts, settings, undelivered, givenUp] = await Promise.all([
      context.status(),
      context.store.settings.get(id),
      context.deliveries.deadLetters(id, MOST_LETTERS),
      context.store.reports.givenUp(id, context.clock.now() - TOLD_FOR, MOST_TOLD),
    ]);
    const setup = await setupText(interaction.guild, settings, words, linksOf(interaction.client));
    // A server is not told what fails in another one.
    const failedJobs = facts.failedJobs.filter((job) => job.guildId === null || job.guildId === id);
    const embed = statusEmbed({ ...facts, failedJobs }, { undelivered, givenUp }, setup, words);
    embed.fields?.push(...refusedAlertFields(context.alerts.refused(id), words));
    await interaction.editReply({
      embeds: [embed],
      components: undelivered.length === 0 ? [] : [retryRow(words)],
      allowedMentions: { parse: [] },
    });
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

function retryRow(words: Words) {
  const button = {
    type: ComponentType.Button as const,
    style: ButtonStyle.Secondary as const,
    label: words('status.retryButton'),
    customId: RETRY,
  };
  return { type: ComponentType.ActionRow as const, components: [button] };
}

function statusEmbed(
  facts: StatusFacts,
  { undelivered, givenUp }: { undelivered: readonly DeadLetterFacts[]; givenUp: readonly Report[] },
  setup: string,
  words: Words,
): APIEmbed {
  const letters = undelivered.map((one) => letterLine(one, words)).join('\n');
  return {
    title: words('status.title'),
    fields: [
      { name: words('status.model'), value: modelLine(facts, words) },
      {
        name: words('status.judging'),
        value: judgingLines(facts, words),
      },
      { name: words('status.store'), value: storeLine(facts, words) },
      { name: words('status.up'), value: moment(facts.startedAt) },
      { name: words('status.jobs'), value: jobLines(facts, words) },
      ...(givenUp.length === 0
        ? []
        : [{ name: words('status.givenUp'), value: givenUpLines(givenUp, words) }]),
      ...(letters === '' ? [] : [{ name: words('status.undelivered'), value: letters }]),
      { name: words('setup.title'), value: setup },
    ],
  };
}

function storeLine({ store, health }: StatusFacts, words: Words): string {
  return health === null ? STORES[store] : `${STORES[store]} · ${words(HEALTH[health])}`;
}

function modelLine({ model }: StatusFacts, words: Words): string {
  return [
    quoted(model.id),
    model.preset === null
      ? words('status.noPreset')
      : words('status.preset', { preset: quoted(model.preset) }),
    words(model.calibrated ? 'status.calibrated' : 'status.uncalibrated'),
  ].join(' · ');
}

function judgingLines(
  { queue: { pending, oldestAt, perMinute, read, remembered, waitsFor } }: StatusFacts,
  words: Words,
): string {
  return [
    ...(waitsFor === null ? [] : [words(waitsFor === 'model' ? 'status.waitsModel' : 'status.waitsStore')]),
    words('status.judgingValue', { pending, rate: perMinute }),
    ...(oldestAt === null ? [] : [words('status.oldest', { when: moment(oldestAt) })]),
    ...(remembered === 0 ? [] : [words('status.remembered', { share: remembered / (read + remembered) })]),
  ].join('\n');
}

function jobLines({ failedJobs }: StatusFacts, words: Words): string {
  if (failedJobs.length === 0) return words('status.jobsNone');
  return failedJobs
    .slice(0, MOST_JOBS)
    .map(({ name, failedAt, failures, guildId: guild, reason }) =>
      words('status.job', {
        name: quoted(name),
        when: moment(failedAt),
        n: failures,
        // A job of the whole process may give a reason that names the operator's files or hosts.
        reason: guild === null ? '–' : escapeMarkdown(reason).slice(0, 120),
      }),
    )
    .join('\n');
}

/** What was not delivered, to which place, since when and why. Titles and reasons come from outside, so they are escaped. */
function letterLine({ title, where, failedAt, tries, reason }: DeadLetterFacts, words: Words): string {
  return words('status.undeliveredLine', {
    title: escapeMarkdown(title.slice(0, 60)) || '–',
    where: where === null ? words('webhooks.file') : quoted(where.slice(0, 60)),
    when: moment(failedAt),
    n: tries,
    // The reason of a file names the operator's folders.
    reason: where === null ? '–' : quoted(reason.slice(0, 70)),
  });
}

const moment = (ms: number) => time(Math.floor(ms / 1000), TimestampStyles.RelativeTime);
