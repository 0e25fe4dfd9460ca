// Servers for waves of anger and for summaries. Each wave has its own, because incidents of one server share an alert.
// Summaries have many, because a killed one delays those of its server for a minute and a half.
import { channelId, guildId } from '../../src/ids.ts';
import { MINUTE } from '../../src/mood/window.ts';
import type { SettingsStore } from '../../src/store/store.ts';
import { HARBOUR } from '../support/localServer.ts';
import type { People } from 'local-discord/testing';

export interface Town {
  readonly guildId: string;
  readonly hall: string;
  readonly alerts: string;
  readonly reports: string;
}

/** Harbour's people are members there, too. */
export interface Towns {
  readonly towns: readonly Town[];
  readonly crowd: readonly string[];
}

const CROWD = ['ada', 'bob', 'cleo', 'dan', 'eve', 'finn'];

export async function foundTowns(people: People, count: number): Promise<Towns> {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const channels = [{ name: 'hall' }, { name: 'alerts' }, { name: 'reports' }];
    ids.push(await people.addGuild({ name: `Town ${n}`, ownerId: HARBOUR.people.mira, channels }));
  }
  const crowd: string[] = [];
  for (const username of CROWD) crowd.push(await people.addUser({ username, guildIds: ids }));
  const { guilds } = await people.state();
  const towns = ids.map((id): Town => {
    const channels = guilds.find((guild) => guild.id === id)?.channels ?? [];
    const named = (name: string) => channels.find((channel) => channel.name === name)?.id ?? '';
    return { guildId: id, hall: named('hall'), alerts: named('alerts'), reports: named('reports') };
  });
  return { towns, crowd };
}

/** A summary of each town is due every so many minutes, those of a group at once. */
const GROUPS = 6;

/** The servers whose summaries are due at this moment (a whole minute, ms since 1970). */
export const dueAt = ({ towns }: Towns, moment: number) =>
  towns.filter((_, index) => (moment / MINUTE) % GROUPS === index % GROUPS);

/** When summaries of these servers fell due for the last time before `now`, ms since 1970. */
export function lastDue({ towns }: Towns, now: number): Map<string, number> {
  const minute = Math.floor(now / MINUTE);
  const due = towns.map(({ guildId: id }, index): [string, number] => [
    id,
    (minute - ((minute - (index % GROUPS) + GROUPS) % GROUPS)) * MINUTE,
  ]);
  return new Map([[HARBOUR.guild, minute * MINUTE], ...due]);
}

/** Sets a summary each minute where the traffic is, and rarer ones in each town; and the channels for alerts. */
export async function settle(settings: SettingsStore, { towns }: Towns): Promise<void> {
  const { guild, channels } = HARBOUR;
  const { moodReports } = channels;
  const places = [
    { guildId: guild, alerts: moodReports, reports: moodReports, summarySchedule: '1 minute' },
    ...towns.map((town, n) => ({ ...town, summarySchedule: `${n % GROUPS}-59/${GROUPS} * * * *` })),
  ];
  for (const { summarySchedule, ...place } of places) {
    const id = guildId.parse(place.guildId);
    await settings.update(id, (held) => ({
      ...held,
      summarySchedule,
      reportChannelId: channelId.parse(place.reports),
      alertChannelId: channelId.parse(place.alerts),
    }));
  }
}

/** The channels in which the bot posts. */
export interface Posts {
  readonly alerts: ReadonlySet<string>;
  readonly reports: ReadonlySet<string>;
}

export function postsIn({ towns }: Towns): Posts {
  const reports = [HARBOUR.channels.moodReports, ...towns.map((town) => town.reports)];
  return { alerts: new Set(towns.map((town) => town.alerts)), reports: new Set(reports) };
}
