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
import { refusedAlertFields } from './alerts/refused.ts';
import { linksOf } from './links.ts';
import { setupText } from './settings/setupText.ts';
import { givenUpLines, MOST_TOLD, TOLD_FOR } from './status/givenUp.ts';
import type { Report } from '../store/store.ts';
import { MANAGERS } from './rights.ts';
import { quoted, worded, wordsFor } from './wording.ts';

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
    ...worded('command.status'),
    contexts: [InteractionContextType.Guild],
  },

  async run(interaction, context) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const w = wordsFor(interaction);
    const id = guildId.parse(interaction.guildId);
    const [facts, settings, undelivered, givenUp] = await Promise.all([
      context.status(),
      context.store.settings.get(id),
      context.deliveries.deadLetters(id, MOST_LETTERS),
      context.store.reports.givenUp(id, context.clock.now() - TOLD_FOR, MOST_TOLD),
    ]);
    const setup = await setupText(interaction.guild, settings, w, linksOf(interaction.client));
    // What fails in another server is none of this one's business.
    const failedJobs = facts.failedJobs.filter((job) => job.guildId === null || job.guildId === id);
    const embed = statusEmbed({ ...facts, failedJobs }, { undelivered, givenUp }, setup, w);
    embed.fields?.push(...refusedAlertFields(context.alerts.refused(id), w));
    await interaction.editReply({
      embeds: [embed],
      components: undelivered.length === 0 ? [] : [retryRow(w)],
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

function retryRow(w: Words) {
  const button = {
    type: ComponentType.Button as const,
    style: ButtonStyle.Secondary as const,
    label: w('status.retryButton'),
    customId: RETRY,
  };
  return { type: ComponentType.ActionRow as const, components: [button] };
}

function statusEmbed(
  facts: StatusFacts,
  { undelivered, givenUp }: { undelivered: readonly DeadLetterFacts[]; givenUp: readonly Report[] },
  setup: string,
  w: Words,
): APIEmbed {
  const letters = undelivered.map((one) => letterLine(one, w)).join('\n');
  return {
    title: w('status.title'),
    fields: [
      { name: w('status.model'), value: modelLine(facts, w) },
      {
        name: w('status.judging'),
        value: judgingLines(facts, w),
      },
      { name: w('status.store'), value: storeLine(facts, w) },
      { name: w('status.up'), value: moment(facts.startedAt) },
      { name: w('status.jobs'), value: jobLines(facts, w) },
      ...(givenUp.length === 0 ? [] : [{ name: w('status.givenUp'), value: givenUpLines(givenUp, w) }]),
      ...(letters === '' ? [] : [{ name: w('status.undelivered'), value: letters }]),
      { name: w('setup.title'), value: setup },
    ],
  };
}

function storeLine({ store, health }: StatusFacts, w: Words): string {
  return health === null ? STORES[store] : `${STORES[store]} · ${w(HEALTH[health])}`;
}

function modelLine({ model }: StatusFacts, w: Words): string {
  return [
    quoted(model.id),
    model.preset === null ? w('status.noPreset') : w('status.preset', { preset: quoted(model.preset) }),
    w(model.calibrated ? 'status.calibrated' : 'status.uncalibrated'),
  ].join(' · ');
}

function judgingLines(
  { queue: { pending, oldestAt, perMinute, read, remembered, waitsFor } }: StatusFacts,
  w: Words,
): string {
  return [
    ...(waitsFor === null ? [] : [w(waitsFor === 'model' ? 'status.waitsModel' : 'status.waitsStore')]),
    w('status.judgingValue', { pending, rate: perMinute }),
    ...(oldestAt === null ? [] : [w('status.oldest', { when: moment(oldestAt) })]),
    ...(remembered === 0 ? [] : [w('status.remembered', { share: remembered / (read + remembered) })]),
  ].join('\n');
}

function jobLines({ failedJobs }: StatusFacts, w: Words): string {
  if (failedJobs.length === 0) return w('status.jobsNone');
  return failedJobs
    .slice(0, MOST_JOBS)
    .map(({ name, failedAt, failures, guildId: guild, reason }) =>
      w('status.job', {
        name: quoted(name),
        when: moment(failedAt),
        n: failures,
        // The reason of a job of the whole process may name the operator's files and hosts.
        reason: guild === null ? '–' : escapeMarkdown(reason).slice(0, 120),
      }),
    )
    .join('\n');
}

/** What, where, when and why; the texts come from outside. */
function letterLine({ title, where, failedAt, tries, reason }: DeadLetterFacts, w: Words): string {
  return w('status.undeliveredLine', {
    title: escapeMarkdown(title.slice(0, 60)) || '–',
    where: where === null ? w('webhooks.file') : quoted(where.slice(0, 60)),
    when: moment(failedAt),
    n: tries,
    // The reason of a file names the operator's folders.
    reason: where === null ? '–' : quoted(reason.slice(0, 70)),
  });
}

const moment = (ms: number) => time(Math.floor(ms / 1000), TimestampStyles.RelativeTime);
