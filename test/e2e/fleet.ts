// The servers of a fleet, one a shard.
import { guildId, type GuildId } from '../../src/ids.ts';
import { shardOf } from '../../src/shards.ts';
import { HARBOUR, type Stage } from './stage.ts';

const { people } = HARBOUR;

export interface Place {
  readonly id: GuildId;
  readonly hall: string;
  readonly reports: string;
  /** Who asks the bot there: it answers one person at a time. */
  readonly asker: string;
}

/** One server on each of `count` shards. */
export async function addPlaces(stage: Stage, count: number): Promise<Place[]> {
  const found = new Map<number, GuildId>();
  while (found.size < count) {
    const channels = [{ name: 'hall' }, { name: 'reports' }];
    const id = guildId.parse(
      await stage.people.addGuild({ name: 'One of four', ownerId: people.mira, channels }),
    );
    found.set(shardOf(id, count), id);
  }
  const { guilds } = await stage.people.state();
  const channel = (id: GuildId, name: string) =>
    guilds.find((guild) => guild.id === id)!.channels.find((one) => one.name === name)!.id;
  return Promise.all(
    Array.from({ length: count }, async (_, shard) => {
      const id = found.get(shard)!;
      const asker = await stage.people.addUser({ username: `asker${shard}`, guildIds: [id] });
      return { id, hall: channel(id, 'hall'), reports: channel(id, 'reports'), asker };
    }),
  );
}
