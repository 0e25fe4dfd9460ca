// /mood replay: the alerts that a sensitivity would have raised on the stored messages. Shown to the person who asks alone.
import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { type APIEmbed, channelMention, type ChatInputCommandInteraction, MessageFlags } from 'discord.js';
import { seesChannel } from '../../discord/permissions.ts';
import { waitingIn } from '../../figures/mood.ts';
import { guildId, type GuildId } from '../../ids.ts';
import { beganAt } from '../../mood/evidence.ts';
import { asRaised, startReplay, type Replayed } from '../../mood/replay.ts';
import { SENSITIVITIES, type Sensitivity } from '../../mood/spike.ts';
import { DAY, EVER, quarterOf, type Window } from '../../mood/window.ts';
import { evidenceText } from '../../report/alertMessage.ts';
import { waitingLines } from '../../report/headline.ts';
import { duration, moment } from '../../report/times.ts';
import type { Words } from '../../report/words.ts';
import { historyOf } from '../../store/history.ts';
import type { Store } from '../../store/store.ts';
import type { CommandContext } from '../command.ts';
import { wordsFor } from '../wording.ts';

/** The most days and messages that are read; this takes some seconds. */
const MOST_DAYS = 30;
const MOST_MESSAGES = 100_000;
/** After so many messages other work of the process gets a turn. */
const SLICE = 250;
const MOST_SHOWN = 12;
/** Incidents that were raised, the newest, with which those of the replay are compared. */
const MOST_RAISED = 500;

/** Ignores false alarms: the question is what the sensitivity alone would do. */
export async function replayMood(
  interaction: ChatInputCommandInteraction<'cached'>,
  { store, clock, retention }: CommandContext,
): Promise<void> {
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const words = wordsFor(interaction);
  const asked = interaction.options.getString('sensitivity');
  const sensitivity = SENSITIVITIES.find((one) => one === asked) ?? 'normal';
  const id = guildId.parse(interaction.guildId);
  const days = Math.min(MOST_DAYS, retention.historyDays);
  const { window, isCapped } = await windowFor(store, id, clock.now(), days);
  const isSeen = seesChannel(interaction.member);
  const past = window && (await pastIn(store, id, window, sensitivity, isSeen));
  const waiting = await waitingIn(store, id, window ?? EVER);
  const embed = past
    ? embedOf(past, { sensitivity, window, isCapped, waiting, now: clock.now() }, words)
    : { title: words('replay.title'), description: nothingText(waiting, words) };
  await interaction.editReply({ embeds: [embed], allowedMentions: { parse: [] } });
}

/**
 * The longest window up to now that holds at most MOST_MESSAGES, in whole quarter-hours of the last `days`. Null where
 * nothing is stored; `isCapped` where messages were left out.
 */
async function windowFor(
  store: Store,
  id: GuildId,
  now: number,
  days: number,
): Promise<{ window: Window | null; isCapped: boolean }> {
  const rows = await store.buckets.rows(
    { guildId: id, channelId: null },
    { from: quarterOf(now) - days * DAY, to: now + DAY },
  );
  let [total, from, isCapped] = [0, Infinity, false];
  for (const { at, counts } of rows.toReversed()) {
    total += counts.total;
    isCapped = total > MOST_MESSAGES && from < Infinity;
    if (isCapped) break;
    from = at;
  }
  return { window: from < Infinity ? { from, to: now + DAY } : null, isCapped };
}

const nothingText = (waiting: number, words: Words): string =>
  [words('replay.none'), ...waitingLines({ total: 0 }, waiting, words)].join('\n');

interface Past {
  /** The newest first. */
  readonly raised: readonly Replayed[];
  /** Messages that were read. */
  readonly read: number;
}

async function pastIn(
  store: Store,
  id: GuildId,
  window: Window,
  sensitivity: Sensitivity,
  isSeen: (channel: string) => boolean,
): Promise<Past> {
  const run = startReplay({ sensitivity });
  const raised: Replayed[] = [];
  let read = 0;
  for await (const message of historyOf(store, id, window)) {
    if (++read % SLICE === 0) await yieldToOthers();
    // Hidden channels too: what is normal in a new channel is learned from the whole server.
    raised.push(...run.see(message));
  }
  const incidents = await store.incidents.recent(id, MOST_RAISED);
  const known = incidents.map(({ channelId, ...incident }) => ({ ...incident, channel: channelId }));
  const told = [...raised, ...run.finish()]
    .filter(({ channel }) => isSeen(channel))
    .map((one) => asRaised(one, known));
  // One that opened again after a short calm is one incident.
  return { raised: [...new Set(told)].sort((a, b) => beganAt(b) - beganAt(a)), read };
}

function embedOf(
  { raised, read }: Past,
  facts: { sensitivity: Sensitivity; window: Window; isCapped: boolean; waiting: number; now: number },
  words: Words,
): APIEmbed {
  const days = Math.max(1, Math.round((facts.now - facts.window.from) / DAY));
  const lines = raised.slice(0, MOST_SHOWN).map((one) => lineOf(one, words));
  const rest = raised.length - lines.length;
  return {
    title: words('replay.title'),
    description: [
      words('replay.count', { level: words(`sensitivity.${facts.sensitivity}`), n: raised.length, days }),
      ...lines,
      ...(rest > 0 ? [words('settings.more', { n: rest })] : []),
      ...waitingLines({ total: read }, facts.waiting, words),
      ...(facts.isCapped ? [words('replay.capped', { n: MOST_MESSAGES })] : []),
    ].join('\n'),
  };
}

function lineOf(replayed: Replayed, words: Words): string {
  const { channel, resolvedAt, evidence } = replayed;
  const began = beganAt(replayed);
  const outcome =
    resolvedAt === null
      ? words('alerts.outcome.open')
      : words('alerts.outcome.resolved', { duration: duration(resolvedAt - began, words) });
  const place = { channel: channelMention(channel), at: moment(began, 'f') };
  return words('replay.line', { ...place, evidence: evidenceText(evidence, words), outcome });
}
