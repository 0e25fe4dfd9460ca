// A message was edited: it is judged again, and a question is answered anew.
import { Events, type Message, type PartialMessage } from 'discord.js';
import { isAnswerable } from '../pipeline/replyTarget.ts';
import type { Event } from './event.ts';

export const messageUpdate = {
  name: Events.MessageUpdate,
  async run({ intake, replies }, before, after) {
    // The types promise a whole message, but partials are on: an uncached one can arrive without its content.
    const message = (after as Message | PartialMessage).partial ? await after.fetch() : after;
    // Discord also sends an update when it adds a link preview; nobody edited that message.
    if (message.editedTimestamp === null) return;
    if (message.inGuild()) await intake.edited(message);
    const isSame = !before.partial && before.content === message.content;
    if (!isSame && isAnswerable(message)) await replies.edited(message);
  },
} satisfies Event<Events.MessageUpdate>;
