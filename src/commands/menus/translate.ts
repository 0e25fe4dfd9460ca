// "Translate": the message in the language of who asks, for them alone.
import { MessageFlags } from 'discord.js';
import { guildId } from '../../ids.ts';
import { localeFor } from '../../locale.ts';
import { Refusal, type MessageMenu } from '../command.ts';
import { EVERYONE } from '../rights.ts';
import { runForPerson, textFor } from '../role/running.ts';
import { messageMenu, wordsFor } from '../wording.ts';
import { wordsOf } from './words.ts';

export const translateMenu = {
  where: 'message',
  need: EVERYONE,
  data: messageMenu('menu.translate'),

  async run(interaction, context) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const words = wordsFor(interaction);
    const role = context.roles.list().find(({ menu, reads }) => menu === 'translate' && reads === 'message');
    if (!role) throw new Refusal(words('role.none'));
    const content = await wordsOf(interaction.targetMessage, interaction.user.id, context.store, words);
    const reader = {
      guildId: guildId.parse(interaction.guildId),
      locale: localeFor(interaction.locale),
      words,
    };
    await interaction.editReply({
      ...(await runForPerson(role, textFor(role, content, words), reader, context)),
    });
  },
} satisfies MessageMenu;
