// The messages shown for an incident: the three worst, as links, and whether one person wrote most of the negative ones.
import type { Client } from 'discord.js';
import { everyoneSees } from '../../discord/audience.ts';
import { timeOf, type ChannelId, type UserId } from '../../ids.ts';
import { windowOf } from '../../figures/incidents.ts';
import { looksLikeRaid } from '../../mood/raid.ts';
import { isSure } from '../../mood/verdict.ts';
import type { Window } from '../../mood/window.ts';
import type { CitedMessage } from '../../report/citing.ts';
import type { Incident, Store, StoredMessage } from '../../store/store.ts';

/** The newest so many messages of the incident are looked at. */
const MOST_READ = 300;
const MOST_SHOWN = 3;
/** One person makes the spike who wrote at least this share of the negative messages. */
const MOSTLY = 0.5;

export interface Speaking {
  readonly worst: readonly CitedMessage[];
  readonly mostlyOnePerson: boolean;
  /** Many of those who wrote negative messages are new. */
  readonly isRaid: boolean;
}

/** What can be shown of an incident now, without deleted messages and without people who opted out. */
export async function speakingFor(
  { store, client }: { store: Store; client: Client },
  incident: Incident,
  alertChannelId: ChannelId | null,
): Promise<Speaking> {
  const negative = await negativeIn(store, incident, windowOf(incident));
  // Quotes are removed once the incident is over: nobody would edit the alert when a quoted message expires later.
  const mayQuote = incident.resolvedAt === null && everyoneSees(client, incident.channelId, alertChannelId);
  const worst: CitedMessage[] = [];
  const authors = new Set<string>();
  for (const message of negative) {
    if (worst.length === MOST_SHOWN) break;
    if (authors.has(message.authorId) || !message.verdict || !isSure(message.verdict, 'negative')) continue;
    authors.add(message.authorId);
    const { guildId, channelId, id, content } = message;
    worst.push({ guildId, channelId, id, text: mayQuote ? content : null });
  }
  const share = incident.evidence.topAuthorShare ?? topShare(negative);
  const people = new Set(negative.map(({ authorId }) => authorId));
  const newcomers = [...people].map((id) => ({
    createdAt: timeOf(id),
    joinedAt: joinedAt(client, incident, id),
  }));
  return { worst, mostlyOnePerson: share >= MOSTLY, isRaid: looksLikeRaid(newcomers, incident.openedAt) };
}

/** Null where the member is not cached: their message brings them. */
const joinedAt = ({ guilds }: Client, { guildId }: Incident, id: UserId): number | null =>
  guilds.cache.get(guildId)?.members.cache.get(id)?.joinedTimestamp ?? null;

/** Negative messages, the worst first. */
async function negativeIn(
  store: Store,
  { guildId, channelId }: Incident,
  window: Window,
): Promise<StoredMessage[]> {
  const recent = await store.messages.recent({ guildId, channelId }, MOST_READ, { window });
  const negative = recent.filter(
    ({ verdict, corrected }) => verdict?.label === 'negative' && corrected === null,
  );
  const optedOut = await Promise.all(
    negative.map(({ authorId }) => store.people.isOptedOut(guildId, authorId)),
  );
  const badness = ({ verdict }: StoredMessage) => verdict?.probabilities.negative ?? 0;
  return negative.filter((_, n) => optedOut[n] !== true).toSorted((a, b) => badness(b) - badness(a));
}

function topShare(messages: readonly StoredMessage[]): number {
  const counts = new Map<string, number>();
  for (const { authorId } of messages) counts.set(authorId, (counts.get(authorId) ?? 0) + 1);
  return messages.length === 0 ? 0 : Math.max(...counts.values()) / messages.length;
}
