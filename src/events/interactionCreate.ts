// A person used a command, a button or a form.
import { Events } from 'discord.js';
import type { Event } from './event.ts';

export const interactionCreate = {
  name: Events.InteractionCreate,
  run: ({ onInteraction }, interaction) => onInteraction(interaction),
} satisfies Event<Events.InteractionCreate>;
