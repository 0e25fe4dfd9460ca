// /status: is the bot well? For those who manage the server.
import {
  type APIEmbed,
  escapeMarkdown,
  InteractionContextType,
  MessageFlags,
  PermissionFlagsBits,
  time,
  TimestampStyles,
} from 'discord.js';
import { setupProblems } from '../discord/setup.ts';
import { guildId } from '../ids.ts';
import type { Words } from '../report/words.ts';
import type { GuildCommand, StatusFacts } from './command.ts';
import { setupText } from './settings/shown.ts';
import { quoted, worded, wordsFor } from './wording.ts';

const STORES = { sqlite: 'SQLite', mongodb: 'MongoDB' } as const;

/** The most failed jobs shown. */
const MOST_JOBS = 5;

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
    const id = guildId.parse(interaction.guildId);
    const [facts, settings] = await Promise.all([context.status(), context.store.settings.get(id)]);
    const problems = await setupProblems(interaction.guild, settings);
    // What fails in another server is none of this one's business.
    const failedJobs = facts.failedJobs.filter((job) => job.guildId === null || job.guildId === id);
    const embed = statusEmbed({ ...facts, failedJobs }, setupText(problems, w), w);
    await interaction.editReply({ embeds: [embed], allowedMentions: { parse: [] } });
  },
} satisfies GuildCommand;

function statusEmbed(facts: StatusFacts, setup: string, w: Words): APIEmbed {
  return {
    title: w('status.title'),
    fields: [
      { name: w('status.model'), value: modelLine(facts, w) },
      {
        name: w('status.judging'),
        value: judgingLines(facts, w),
      },
      { name: w('status.store'), value: STORES[facts.store] },
      { name: w('status.up'), value: moment(facts.startedAt) },
      { name: w('status.jobs'), value: jobLines(facts, w) },
      { name: w('setup.title'), value: setup },
    ],
  };
}

function modelLine({ model }: StatusFacts, w: Words): string {
  return [
    quoted(model.id),
    model.preset === null ? w('status.noPreset') : w('status.preset', { preset: quoted(model.preset) }),
    w(model.calibrated ? 'status.calibrated' : 'status.uncalibrated'),
  ].join(' · ');
}

function judgingLines(
  { queue: { pending, oldestAt, perMinute, read, remembered } }: StatusFacts,
  w: Words,
): string {
  return [
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

const moment = (ms: number) => time(Math.floor(ms / 1000), TimestampStyles.RelativeTime);
