// The bot has connected for the first time: its first session begins.
import { Events } from 'discord.js';
import type { Event } from './event.ts';
import { FIRST, newSession } from './newSession.ts';

export const clientReady = {
  name: Events.ClientReady,
  run: (context, client) => newSession(context, client, FIRST),
} satisfies Event<Events.ClientReady>;
