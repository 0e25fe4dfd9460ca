import { Events } from 'discord.js';
import type { Event } from './event.ts';
import { newSession } from './newSession.ts';

export const clientReady = {
  name: Events.ClientReady,
  run: (context, client) => newSession(context, client),
} satisfies Event<Events.ClientReady>;
