// Opens the world: from its snapshot, or as the Harbour when there is none.
import { PermissionFlagsBits as P } from 'discord-api-types/v10';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { CommandRegistry } from '../interactions/registry.ts';
import { Files } from './files.ts';
import { HARBOUR, addBot, foundHarbour } from './harbour.ts';
import { Keeper, readSnapshot } from './snapshot.ts';
import { World } from './world.ts';

/** The bot of a world that is new. */
export interface BotProfile {
  readonly name: string;
  /** Permission bits of its role in every server that it joins. */
  readonly permissions: bigint;
}

export interface OpenWorld {
  readonly world: World;
  readonly commands: CommandRegistry;
  /** Absent where nothing is kept. */
  readonly keeper?: Keeper;
}

/** Named Bot. It may read and answer, and nothing else. */
export const DEFAULT_BOT: BotProfile = {
  name: 'Bot',
  permissions:
    P.ViewChannel |
    P.SendMessages |
    P.SendMessagesInThreads |
    P.EmbedLinks |
    P.AttachFiles |
    P.ReadMessageHistory |
    P.AddReactions,
};

export interface OpenOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly bot: BotProfile;
  readonly snapshotPath: string | undefined;
}

export async function openWorld({ clock, log, bot, snapshotPath }: OpenOptions): Promise<OpenWorld> {
  const files = new Files(snapshotPath === undefined ? undefined : `${snapshotPath}.files`);
  const snapshot = snapshotPath === undefined ? undefined : await readSnapshot(snapshotPath, clock, log);
  const world = new World({
    clock,
    files,
    botId: snapshot?.botId ?? HARBOUR.bot,
    botPermissions: bot.permissions,
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
    addBot(world, bot.name);
    foundHarbour(world);
  }
  if (snapshotPath === undefined) return { world, commands };
  return { world, commands, keeper: new Keeper(world, commands, clock, log, snapshotPath) };
}
