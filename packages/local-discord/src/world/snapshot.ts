// Keeps the world in one JSON file. A new file is written beside the old one and then renamed over it.
import { readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { APIApplicationCommand } from 'discord-api-types/v10';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { codeOf, reasonOf, SnapshotUnusableError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { CommandRegistry } from '../interactions/registry.ts';
import { makeFolder } from './files.ts';
import { channelShape, guildShape, personShape, postShape } from './entities.ts';
import type { World } from './world.ts';

const SAVE_AFTER_MS = 2_000;
/** The name under which this was first saved, so that old files can still be read. */
const FORMAT = 'barometer-local-server';
/** The most messages of a channel that are kept; older ones are lost at a restart. */
const KEPT_MESSAGES = 500;

const snapshotShape = z.object({
  format: z.literal(FORMAT),
  version: z.literal(1),
  botId: z.string(),
  pastIdsMade: z.int().min(0),
  people: z.array(personShape),
  guilds: z.array(guildShape),
  channels: z.array(channelShape),
  posts: z.array(postShape),
  commands: z.array(
    z.custom<APIApplicationCommand>(
      (value) => typeof value === 'object' && value !== null && 'name' in value,
    ),
  ),
});
export type Snapshot = z.output<typeof snapshotShape>;

/**
 * Undefined where there is no file. A file that holds something else is moved aside, with a warning.
 * Throws SnapshotUnusableError where the system does not let the file be read.
 */
export async function readSnapshot(path: string, clock: Clock, log: Log): Promise<Snapshot | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw new SnapshotUnusableError(path, error);
  }
  try {
    const snapshot = snapshotShape.parse(JSON.parse(text));
    if (snapshot.people.some(({ user }) => user.id === snapshot.botId)) return snapshot;
    throw new Error('it lacks its own bot');
  } catch (error) {
    const aside = `${path}.broken-${clock.now()}`;
    await rename(path, aside).catch((cause: unknown) => {
      throw new SnapshotUnusableError(path, cause);
    });
    const reason = error instanceof z.ZodError ? 'it is not of this program' : reasonOf(error);
    log.warn({ path, aside }, `the local server's saved world cannot be read (${reason}); starting afresh`);
    return undefined;
  }
}

export class Keeper {
  readonly #world: World;
  readonly #commands: CommandRegistry;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #path: string;
  readonly #closing = new AbortController();
  readonly #stopListening: () => void;
  #due: Promise<void> | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(world: World, commands: CommandRegistry, clock: Clock, log: Log, path: string) {
    this.#world = world;
    this.#commands = commands;
    this.#clock = clock;
    this.#log = log;
    this.#path = path;
    this.#stopListening = world.listen(({ type }) => {
      if (type !== 'typing' && type !== 'online') this.#schedule();
    });
  }

  /** Writes changes that are not written yet. */
  async close(): Promise<void> {
    this.#stopListening();
    this.#closing.abort();
    await this.#due;
    await this.#save();
  }

  #schedule(): void {
    this.#due ??= this.#clock.wait(SAVE_AFTER_MS, this.#closing.signal).then(
      () => {
        this.#due = undefined;
        return this.#save();
      },
      () => {
        this.#due = undefined;
      },
    );
  }

  #save(): Promise<void> {
    this.#writing = this.#writing.then(async () => {
      try {
        await makeFolder(dirname(this.#path));
        const beside = `${this.#path}.new`;
        await writeFile(beside, JSON.stringify(this.#snapshot()));
        await rename(beside, this.#path);
      } catch (error) {
        this.#log.error(
          { path: this.#path },
          `the local server's world was not saved (${reasonOf(error)}): free space or keep it elsewhere`,
        );
      }
    });
    return this.#writing;
  }

  #snapshot(): Snapshot {
    const world = this.#world;
    return {
      format: FORMAT,
      version: 1,
      botId: world.botId,
      pastIdsMade: world.ids.pastIdsMade,
      people: [...world.people.values()],
      guilds: [...world.guilds.values()],
      channels: [...world.channels.values()],
      posts: [...world.channels.keys()].flatMap((id) => world.posts(id).slice(-KEPT_MESSAGES)),
      commands: [...this.#commands.everything()],
    };
  }
}
