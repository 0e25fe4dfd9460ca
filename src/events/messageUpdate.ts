import { Events, type Message, type PartialMessage } from 'discord.js';
import type { Event } from './event.ts';

export const messageUpdate = {
  name: Events.MessageUpdate,
  async run({ intake }, _before, after) {
    // The types say whole; with partials on, an uncached message can come without its content.
    const message = (after as Message | PartialMessage).partial ? await after.fetch() : after;
    // Discord adds link previews as updates that nobody edited.
    if (message.inGuild() && message.editedTimestamp !== null) await intake.edited(message);
  },
} satisfies Event<Events.MessageUpdate>;
