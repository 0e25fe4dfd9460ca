// Opens the world: from its snapshot, or as the Harbour when there is none.
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import { CommandRegistry } from '../interactions/registry.ts';
import { Files } from './files.ts';
import { HARBOUR, addBot, foundHarbour } from './harbour.ts';
import { Keeper, readSnapshot } from './snapshot.ts';
import { World } from './world.ts';

export interface OpenWorld {
  readonly world: World;
  readonly commands: CommandRegistry;
  /** Absent where nothing is kept. */
  readonly keeper?: Keeper;
}

export async function openWorld(clock: Clock, log: Log, snapshotPath?: string): Promise<OpenWorld> {
  const files = new Files(snapshotPath === undefined ? undefined : `${snapshotPath}.files`);
  const snapshot = snapshotPath === undefined ? undefined : await readSnapshot(snapshotPath, clock, log);
  const world = new World({
    clock,
    files,
    botId: snapshot?.botId ?? HARBOUR.bot,
    ...(snapshot && { pastIdsMade: snapshot.pastIdsMade }),
  });
  const commands = new CommandRegistry(world);
  if (snapshot) {
    for (const person of snapshot.people) world.people.set(person.user.id, person);
    for (const guild of snapshot.guilds) world.guilds.set(guild.id, guild);
    for (const channel of snapshot.channels) world.channels.set(channel.id, channel);
    for (const post of snapshot.posts) if (world.channels.has(post.message.channel_id)) world.addPost(post);
    commands.restore(snapshot.commands);
  } else {
    addBot(world);
    foundHarbour(world);
  }
  if (snapshotPath === undefined) return { world, commands };
  return { world, commands, keeper: new Keeper(world, commands, clock, log, snapshotPath) };
}
