// "Summarise from here": what people said from this message on. For those who may read the channel's history.
import { MessageFlags } from 'discord.js';
import { factsOf, isWatched } from '../../discord/permissions.ts';
import { guildId } from '../../ids.ts';
import { MOST_RECAPPED, recapFrom } from '../../pipeline/recap.ts';
import { recapMessage } from '../../report/recapMessage.ts';
import { checkOwnRight } from '../checkRights.ts';
import { Refusal, type MessageMenu } from '../command.ts';
import { HISTORY_READERS } from '../rights.ts';
import { messageMenu, wordsFor } from '../wording.ts';
import { inTurn } from './turns.ts';

export const summariseMenu = {
  where: 'message',
  need: HISTORY_READERS,
  data: messageMenu('menu.summarise'),

  async run(interaction, context) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const words = wordsFor(interaction);
    const { targetMessage: first, guild } = interaction;
    const [id, me] = [guildId.parse(guild.id), await guild.members.fetchMe()];
    checkOwnRight(me, first.channel, 'ReadMessageHistory', words);
    const { watch } = await context.store.settings.get(id);
    if (!isWatched(factsOf(first.channel, me), watch)) throw new Refusal(words('recap.unwatched'));
    const recap = await inTurn(context, id, words, (signal) => recapFrom(first, context, signal));
    const facts = { ...recap, isCut: recap.found === MOST_RECAPPED };
    await interaction.editReply(recapMessage(facts, id, words));
  },
} satisfies MessageMenu;
