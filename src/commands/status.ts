// /status: is the bot well? For those who manage the server.
import {
  type APIEmbed,
  ButtonStyle,
  ComponentType,
  escapeMarkdown,
  type Guild,
  InteractionContextType,
  MessageFlags,
  PermissionFlagsBits,
  time,
  TimestampStyles,
} from 'discord.js';
import type { DeadLetterFacts } from '../deliver/event.ts';
import { guildId } from '../ids.ts';
import type { Words } from '../report/words.ts';
import type { HealthState } from '../store/health.ts';
import type { Report } from '../store/store.ts';
import { refusedAlertFields } from './alerts/refused.ts';
import { Refusal, type CommandContext, type GuildCommand, type StatusFacts } from './command.ts';
import { linksOf } from './links.ts';
import { setupText } from './settings/setupText.ts';
import { givenUpLines, MOST_TOLD, TOLD_FOR } from './status/givenUp.ts';
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
  data: {
    ...worded('command.status'),
    contexts: [InteractionContextType.Guild],
    default_member_permissions: PermissionFlagsBits.ManageGuild.toString(),
  },

  async run(interaction, context) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const w = wordsFor(interaction);
    const shown = await statusOf(interaction.guild, context, w).catch((error: unknown) => {
      if (context.health() !== 'damaged') throw error;
      return { embeds: [damagedEmbed(w)], components: [] }; // nothing else can be read any more
    });
    await interaction.editReply({ ...shown, allowedMentions: { parse: [] } });
  },

  buttons: {
    prefix: RETRY,
    async run(interaction, { deliveries }) {
      const w = wordsFor(interaction);
      if (!interaction.memberPermissions.has(PermissionFlagsBits.ManageGuild)) {
        throw new Refusal(w('error.manageServer'));
      }
      await interaction.deferUpdate();
      const id = guildId.parse(interaction.guildId);
      const letters = await deliveries.deadLetters(id, MOST_LETTERS);
      const revived = await Promise.all(letters.map(({ key }) => deliveries.retry(id, key)));
      const n = revived.filter(Boolean).length;
      await interaction.editReply({ content: w('status.retried', { n }), components: [] });
    },
  },
} satisfies GuildCommand;

async function statusOf(guild: Guild, context: CommandContext, w: Words) {
  const id = guildId.parse(guild.id);
  const [facts, settings, undelivered, givenUp] = await Promise.all([
    context.status(),
    context.store.settings.get(id),
    context.deliveries.deadLetters(id, MOST_LETTERS),
    context.store.reports.givenUp(id, context.clock.now() - TOLD_FOR, MOST_TOLD),
  ]);
  const setup = await setupText(guild, settings, w, linksOf(guild.client));
  // What fails in another server is none of this one's business.
  const failedJobs = facts.failedJobs.filter((job) => job.guildId === null || job.guildId === id);
  const store = storeText(facts.store, context.health(), w);
  const embed = statusEmbed({ ...facts, failedJobs }, { undelivered, givenUp }, store, setup, w);
  embed.fields?.push(...refusedAlertFields(context.alerts.refused(id), w));
  return { embeds: [embed], components: undelivered.length === 0 ? [] : [retryRow(w)] };
}

function damagedEmbed(w: Words): APIEmbed {
  const value = storeText('sqlite', 'damaged', w);
  return { title: w('status.title'), fields: [{ name: w('status.store'), value }] };
}

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
  store: string,
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
      { name: w('status.store'), value: store },
      { name: w('status.up'), value: moment(facts.startedAt) },
      { name: w('status.jobs'), value: jobLines(facts, w) },
      ...(givenUp.length === 0 ? [] : [{ name: w('status.givenUp'), value: givenUpLines(givenUp, w) }]),
      ...(letters === '' ? [] : [{ name: w('status.undelivered'), value: letters }]),
      { name: w('setup.title'), value: setup },
    ],
  };
}

function storeText(store: StatusFacts['store'], health: HealthState | null, w: Words): string {
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
