// A message was edited: it is judged again.
import { Events, type Message, type PartialMessage } from 'discord.js';
import type { Event } from './event.ts';

export const messageUpdate = {
  name: Events.MessageUpdate,
  async run({ intake }, _before, after) {
    // The types promise a whole message, but partials are on: an uncached one can arrive without its content.
    const message = (after as Message | PartialMessage).partial ? await after.fetch() : after;
    // Discord also sends an update when it adds a link preview; nobody edited that message.
    if (message.inGuild() && message.editedTimestamp !== null) await intake.edited(message);
  },
} satisfies Event<Events.MessageUpdate>;
