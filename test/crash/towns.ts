// Servers for waves of anger: incidents of one server share an alert, so that each wave wants a server of its own.
import { channelId, guildId } from '../../src/ids.ts';
import type { SettingsStore } from '../../src/store/store.ts';
import { HARBOUR } from '../preview/rig.ts';
import type { People } from '../preview/people.ts';

export interface Town {
  readonly guildId: string;
  readonly hall: string;
  readonly alerts: string;
}

/** Harbour's people live there, too. */
export interface Towns {
  readonly towns: readonly Town[];
  readonly crowd: readonly string[];
}

const CROWD = ['ada', 'bob', 'cleo', 'dan'];

export async function foundTowns(people: People, count: number): Promise<Towns> {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const channels = [{ name: 'hall' }, { name: 'alerts' }];
    ids.push(await people.addGuild({ name: `Town ${n}`, ownerId: HARBOUR.people.mira, channels }));
  }
  const crowd: string[] = [];
  for (const username of CROWD) crowd.push(await people.addUser({ username, guildIds: ids }));
  const { guilds } = await people.state();
  const towns = ids.map((id): Town => {
    const channels = guilds.find((guild) => guild.id === id)?.channels ?? [];
    const named = (name: string) => channels.find((channel) => channel.name === name)?.id ?? '';
    return { guildId: id, hall: named('hall'), alerts: named('alerts') };
  });
  return { towns, crowd };
}

/** Alerts in the channel for them, and no summaries. */
export async function settle(settings: SettingsStore, { towns }: Towns): Promise<void> {
  for (const town of towns) {
    const id = guildId.parse(town.guildId);
    const alertChannelId = channelId.parse(town.alerts);
    await settings.put(id, { ...(await settings.get(id)), summarySchedule: 'off', alertChannelId });
  }
}
