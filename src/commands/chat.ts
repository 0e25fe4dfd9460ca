// /chat: the bot forgets a conversation, or says how it talks here. Also takes the buttons of answers.
import { type ButtonInteraction, InteractionContextType, MessageFlags } from 'discord.js';
import { orNull } from '../discord/gone.ts';
import { channelId, guildId, userId } from '../ids.ts';
import type { Pressed } from '../pipeline/replies/pressing.ts';
import { CHAT_BUTTONS, readChatSubject } from '../report/chatButtons.ts';
import { choosePersona, showPersona } from './persona.ts';
import { Refusal, type AnywhereButton, type AnywhereCommand } from './command.ts';
import { ASKER, ASKER_OR_MODERATORS, EVERYONE } from './rights.ts';
import { localized, subcommand, wordsFor } from './wording.ts';

const stop: AnywhereButton = {
  where: 'anywhere',
  id: CHAT_BUTTONS.stop,
  need: ASKER_OR_MODERATORS,
  async run(interaction, { replies }, subject) {
    const isStopped = replies.stop(await pressedOf(interaction, subject));
    if (isStopped) await interaction.deferUpdate();
    // The answer is over, though its button stayed: the program ended in between.
    else await interaction.update({ components: [] });
  },
};

const more: AnywhereButton = {
  where: 'anywhere',
  id: CHAT_BUTTONS.more,
  need: ASKER,
  async run(interaction, { replies }, subject) {
    await interaction.deferUpdate();
    const outcome = await replies.goOn(await pressedOf(interaction, subject));
    if (outcome === 'going') return;
    if (outcome === 'gone') await interaction.editReply({ components: [] });
    const content = wordsFor(interaction)(outcome === 'busy' ? 'chat.busy' : 'chat.moreGone');
    await interaction.followUp({ content, flags: MessageFlags.Ephemeral });
  },
};

export const chat = {
  where: 'anywhere',
  need: EVERYONE,
  data: {
    ...localized('command.chat'),
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
    options: [subcommand('command.chat.reset'), subcommand('command.chat.persona')],
  },

  async run(interaction, context) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    if (interaction.options.getSubcommand() === 'persona') return showPersona(interaction, context);
    const { guildId: guild, channelId: channel, user } = interaction;
    const talk = {
      guildId: guild === null ? null : guildId.parse(guild),
      channelId: channelId.parse(channel),
      userId: userId.parse(user.id),
    };
    await context.store.resets.set(talk, interaction.id);
    await interaction.editReply(wordsFor(interaction)('chat.reset'));
  },

  buttons: [stop, more],
  selects: [choosePersona],
} satisfies AnywhereCommand;

async function pressedOf(interaction: ButtonInteraction, subject: string): Promise<Pressed> {
  const { client, channelId: where, message, id } = interaction;
  const channel = await orNull(client.channels.fetch(where));
  if (!channel?.isTextBased()) throw new Refusal(wordsFor(interaction)('error.gone'));
  return { ...readChatSubject(subject), channel, messageId: message.id, pressId: id };
}
