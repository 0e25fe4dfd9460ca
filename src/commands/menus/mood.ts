// "Mood of this message": the verdict on it. For everyone who sees the message: it is a reading of words that they can
// read themselves, and no sum over a person.
import { MessageFlags } from 'discord.js';
import { MARKS } from '../../pipeline/reactions.ts';
import { verdictLines } from '../../report/verdictLines.ts';
import type { MessageMenu } from '../command.ts';
import { EVERYONE } from '../rights.ts';
import { messageMenu, wordsFor } from '../wording.ts';
import { judgedTarget } from './target.ts';

export const moodMenu = {
  where: 'message',
  need: EVERYONE,
  data: messageMenu('menu.mood'),

  async run(interaction, { store }) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const words = wordsFor(interaction);
    const message = await judgedTarget(interaction, store, words);
    await interaction.editReply(verdictLines(message, MARKS[message.verdict.label], words).join('\n'));
  },
} satisfies MessageMenu;
