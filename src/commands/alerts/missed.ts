// /alerts missed: "this should have alarmed". It is counted beside false alarms and lowers the threshold of its channel.
import {
  channelMention,
  type ChatInputCommandInteraction,
  ComponentType,
  type GuildMember,
  type InteractionEditReplyOptions,
} from 'discord.js';
import { channelId, guildId, type ChannelId } from '../../ids.ts';
import { beganAt } from '../../mood/evidence.ts';
import { DAY, HOUR, type Window } from '../../mood/window.ts';
import { parseMoment } from '../../periods/moment.ts';
import type { PeriodProblem } from '../../periods/period.ts';
import { nameOf } from '../../pipeline/alerts/facts.ts';
import { missedAt } from '../../pipeline/alerts/thresholds.ts';
import { moment } from '../../report/times.ts';
import type { Words } from '../../report/words.ts';
import type { Incident, IncidentStore } from '../../store/store.ts';
import { Refusal, type CommandContext } from '../command.ts';
import { channelAsked, problemText } from '../mood/asking.ts';
import { saveSettings } from '../saving.ts';
import { changeLines } from '../settings/changed.ts';
import { lookOf } from '../settings/values.ts';
import { offerUndo } from '../undo.ts';
import { checkWatched } from '../watched.ts';
import { ALERTS_UNDO, thresholdsEmbed } from './threshold.ts';

/** Nobody remembers better what is older. */
const LATEST = 7 * DAY;
/** An alert that came so much earlier or later was about it. */
const NEAR = HOUR;
/** Incidents looked through, the newest. */
const MOST = 200;

/** Throws Refusal where the channel is not watched, where an alert came, or the time cannot be read; says why. */
export async function noteMissed(
  interaction: ChatInputCommandInteraction<'cached'>,
  context: CommandContext,
  words: Words,
): Promise<InteractionEditReplyOptions> {
  const { guild, member, options } = interaction;
  const { store, clock } = context;
  const id = guildId.parse(guild.id);
  const asked = channelAsked(interaction);
  const settings = await store.settings.get(id);
  await checkWatched([asked], interaction, settings, words);
  const where = channelId.parse(asked.id);
  const turn = turnOf(options.getString('when'), settings.timeZone, clock.now(), words);
  await checkNoAlert(store.incidents, member, where, turn, words);

  const look = lookOf(interaction, context);
  const saved = await saveSettings(context, id, (held) => missedAt(held, where, turn.from, look.now));
  const { before, after } = saved;
  const facts = { channel: channelMention(where), at: moment(turn.from, 'f') };
  if (after === before) throw new Refusal(words('alerts.missed.twice', facts));
  const undo = offerUndo(ALERTS_UNDO, interaction, saved, context, words);
  return {
    content: [words('alerts.missed.noted', facts), ...changeLines(before, after, look)].join('\n'),
    embeds: [thresholdsEmbed(after, where, look)],
    components: [{ type: ComponentType.ActionRow, components: [undo] }],
  };
}

/** When the mood turned. Throws Refusal where that is unreadable, still to come or long ago. */
function turnOf(typed: string | null, zone: string, now: number, words: Words): Window {
  const turn = parseMoment(typed ?? 'now', zone, now);
  const refuse = (problem: PeriodProblem) => new Refusal(problemText(problem, zone, now, words));
  if (!turn) throw refuse({ kind: 'unreadable', text: typed ?? '' });
  if (turn.from > now) throw refuse({ kind: 'future' });
  if (now - turn.from > LATEST) throw new Refusal(words('alerts.missed.old', { days: LATEST / DAY }));
  return turn;
}

async function checkNoAlert(
  incidents: IncidentStore,
  { guild }: GuildMember,
  where: ChannelId,
  { from, to }: Window,
  words: Words,
): Promise<void> {
  const recent = await incidents.recent(guildId.parse(guild.id), MOST);
  const isNear = (incident: Incident) =>
    beganAt(incident) <= to + NEAR && from - NEAR <= (incident.resolvedAt ?? Infinity);
  const near = recent.find((incident) => incident.channelId === where && isNear(incident));
  if (!near) return;
  throw new Refusal(words('alerts.missed.came', { id: nameOf(near), at: moment(near.openedAt, 'f') }));
}
