// What a handler of a gateway event is, and what it works with. Each handler is one file, listed in index.ts.
import type { Client, ClientEvents, Interaction } from 'discord.js';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Backfill } from '../pipeline/backfill.ts';
import type { Background } from '../pipeline/background.ts';
import type { EnrollOptions } from '../pipeline/enroll.ts';
import type { Intake } from '../pipeline/intake.ts';
import type { Replies } from '../pipeline/replies.ts';
import type { Store } from '../store/store.ts';

export interface EventContext {
  readonly client: Client;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly intake: Intake;
  readonly backfill: Backfill;
  readonly replies: Replies;
  readonly background: Background;
  readonly enrollment: EnrollOptions;
  /** Schedules the jobs of a server that was joined. */
  readonly onEnrolled: (guildId: string) => Promise<void>;
  /** Cancels the jobs of a server that was left. */
  readonly onLeft: (guildId: string) => Promise<void>;
  readonly onInteraction: (interaction: Interaction) => Promise<void>;
  /** Aborted when the program stops. */
  readonly signal: AbortSignal;
}

export interface Event<Name extends keyof ClientEvents> {
  readonly name: Name;
  run(context: EventContext, ...args: ClientEvents[Name]): Promise<void>;
}
