// The alerts of a server, newest first: how each ended, how long it lasted, and how many were right.
import {
  type APIButtonComponentWithCustomId,
  type APIEmbed,
  ButtonStyle,
  channelMention,
  ComponentType,
  type GuildMember,
} from 'discord.js';
import { correctedFacts, correctedLine } from '../../figures/corrected.ts';
import { seesChannel } from '../../discord/permissions.ts';
import { channelId as channelIdOf, guildId } from '../../ids.ts';
import { beganAt } from '../../mood/evidence.ts';
import { nameOf } from '../../pipeline/alerts/facts.ts';
import { evidenceText } from '../../report/alertMessage.ts';
import { ALERT_BUTTONS, type ButtonRow } from '../../report/alertButtons.ts';
import { harmless, jumpLink } from '../../report/citing.ts';
import { dayMoment, duration, moment } from '../../report/times.ts';
import type { Words } from '../../report/words.ts';
import { fellSilent } from '../../store/incidents.ts';
import type { Incident, IncidentStore } from '../../store/store.ts';
import type { Button, CommandContext } from '../command.ts';
import { MODERATORS } from '../rights.ts';
import { wordsFor } from '../wording.ts';

/** How many of the newest incidents are listed and counted. */
const MOST = 200;
const PAGE = 8;
const PAGE_BUTTON = `${ALERT_BUTTONS}:page`;

export async function historyPage(
  { store, clock }: Pick<CommandContext, 'store' | 'clock'>,
  member: GuildMember,
  page: number,
  words: Words,
): Promise<{ embeds: APIEmbed[]; components: ButtonRow[] }> {
  const guild = guildId.parse(member.guild.id);
  const [recent, corrected] = await Promise.all([
    store.incidents.recent(guild, MOST),
    correctedFacts(store, guild, clock.now()),
  ]);
  const isSeen = seesChannel(member);
  const seen = recent.filter(({ channelId }) => isSeen(channelId));
  const pages = Math.max(1, Math.ceil(seen.length / PAGE));
  const shown = Math.min(pages - 1, Math.max(0, Math.trunc(page) || 0));
  const lines = seen.slice(shown * PAGE, (shown + 1) * PAGE).map((incident) => lineOf(incident, words));
  const missed = (await store.settings.get(guild)).missed.filter(({ channelId }) => isSeen(channelId));
  const missedLines = missed.length === 0 ? [] : [words('alerts.missed.count', { n: missed.length })];
  const embed: APIEmbed = {
    title: words('alerts.history.title'),
    description: [
      [precisionOf(seen, words), ...missedLines, correctedLine(corrected, words)]
        .filter((line) => line !== null)
        .join('\n'),
      ...(lines.length > 0 ? lines : [words('alerts.none')]),
    ].join('\n\n'),
    footer: { text: words('alerts.page', { page: shown + 1, pages }) },
  };
  const turn = (label: string, to: number): APIButtonComponentWithCustomId => ({
    type: ComponentType.Button,
    style: ButtonStyle.Secondary,
    label,
    custom_id: `${PAGE_BUTTON}:${to}`,
    disabled: to < 0 || to >= pages,
  });
  const components = [turn('◀', shown - 1), turn('▶', shown + 1)];
  return {
    embeds: [embed],
    components: pages === 1 ? [] : [{ type: ComponentType.ActionRow, components }],
  };
}

/** Turns the page of the message that only the person who asked sees. */
export const pageButton: Button = {
  id: PAGE_BUTTON,
  need: MODERATORS,
  async run(interaction, context, page) {
    await interaction.deferUpdate();
    const answer = await historyPage(context, interaction.member, Number(page), wordsFor(interaction));
    await interaction.editReply(answer);
  },
};

/** Incidents that are not resolved, in channels that the person can see. */
export async function openList(
  incidents: IncidentStore,
  member: GuildMember,
  words: Words,
): Promise<APIEmbed> {
  const open = await incidents.openIn(guildId.parse(member.guild.id));
  const isSeen = seesChannel(member);
  const seen = open.filter(({ channelId, state }) => isSeen(channelId) && state !== 'false alarm');
  const lines = seen.slice(0, PAGE * 2).map((incident) => lineOf(incident, words));
  return {
    title: words('alerts.open.title'),
    description: lines.length > 0 ? lines.join('\n\n') : words('alerts.open.none'),
  };
}

/** What a person does about an alert that was right. */
const ACTED: readonly string[] = ['acknowledged', 'assigned', 'slow mode', 'thread', 'invites paused'];

/** Whether it says something about precision: silence alone does not tell whether an alert was right. */
function isJudged(incident: Incident): boolean {
  if (incident.state === 'false alarm') return true;
  if (fellSilent(incident)) return incident.history.some(({ act }) => ACTED.includes(act));
  return incident.resolvedAt !== null;
}

/** The share of finished incidents that nobody called a false alarm. */
export function precisionOf(seen: readonly Incident[], words: Words): string {
  const judged = seen.filter(isJudged);
  const open = seen.filter(({ state, resolvedAt }) => state !== 'false alarm' && resolvedAt === null);
  const n = seen.length - judged.length - open.length;
  const silent = n === 0 ? '' : ` ${words('alerts.precisionSilent', { n })}`;
  if (judged.length === 0) return words('alerts.precisionNone') + silent;
  const good = judged.filter(({ state }) => state !== 'false alarm').length;
  return words('alerts.precision', { good, all: judged.length, share: good / judged.length }) + silent;
}

function lineOf(incident: Incident, words: Words): string {
  const { channelId, evidence } = incident;
  const facts = {
    id: nameOf(incident),
    channel: channelMention(channelId),
    at: moment(beganAt(incident), 'f'),
  };
  return `${words('alerts.line', { ...facts, evidence: evidenceText(evidence, words) })}\n${outcomeOf(incident, words)}${linkOf(incident, words)}`;
}

export function outcomeOf(incident: Incident, words: Words): string {
  const { state, openedAt, resolvedAt, history, snoozed } = incident;
  if (state === 'false alarm') {
    const why = harmless(history.findLast(({ act }) => act === 'false alarm')?.reason ?? '', 60);
    return `🚫 ${words('alerts.outcome.false')}${why === '' ? '' : `: ${why}`}`;
  }
  if (fellSilent(incident)) return `🔇 ${words('alerts.outcome.silent')}`;
  if (resolvedAt !== null) {
    return `✅ ${words('alerts.outcome.resolved', { duration: duration(resolvedAt - beganAt(incident), words) })}`;
  }
  if (state === 'snoozed') {
    return `💤 ${words('alerts.outcome.snoozed', { until: dayMoment(snoozed?.until ?? openedAt) })}`;
  }
  return state === 'acknowledged'
    ? `👀 ${words('alerts.outcome.acknowledged')}`
    : `⚠️ ${words('alerts.outcome.open')}`;
}

function linkOf({ guildId: guild, alertChannelId, messageId }: Incident, words: Words): string {
  if (!alertChannelId || !messageId) return '';
  const link = jumpLink({ guildId: guild, channelId: channelIdOf.parse(alertChannelId), id: messageId });
  return ` · [${words('cite.jump')}](${link})`;
}
