// Every gateway event that the bot listens to.
import type { ClientEvents } from 'discord.js';
import { channelDelete } from './channelDelete.ts';
import { clientReady } from './clientReady.ts';
import type { Event, EventContext } from './event.ts';
import { guildAvailable } from './guildAvailable.ts';
import { guildCreate } from './guildCreate.ts';
import { guildDelete } from './guildDelete.ts';
import { interactionCreate } from './interactionCreate.ts';
import { messageCreate } from './messageCreate.ts';
import { messageDelete } from './messageDelete.ts';
import { messageDeleteBulk } from './messageDeleteBulk.ts';
import { messageUpdate } from './messageUpdate.ts';
import { shardError } from './shardError.ts';
import { shardReady } from './shardReady.ts';
import { shardReconnecting } from './shardReconnecting.ts';
import { shardResume } from './shardResume.ts';
import { FIRST } from './newSession.ts';
import { threadDelete } from './threadDelete.ts';

/** Starts to listen. Failures of a handler are logged. New messages wait until the first session has begun. */
export function listen(context: EventContext): void {
  context.intake.hold(FIRST);
  const on = <Name extends keyof ClientEvents>(event: Event<Name>) => {
    context.client.on(event.name, (...args) => {
      // Messages that arrive during shutdown are fetched after the next start.
      if (!context.signal.aborted) context.background.run(event.name, () => event.run(context, ...args));
    });
  };
  on(channelDelete);
  on(clientReady);
  on(guildAvailable);
  on(guildCreate);
  on(guildDelete);
  on(interactionCreate);
  on(messageCreate);
  on(messageDelete);
  on(messageDeleteBulk);
  on(messageUpdate);
  on(shardError);
  on(shardReady);
  on(shardReconnecting);
  on(shardResume);
  on(threadDelete);
}
