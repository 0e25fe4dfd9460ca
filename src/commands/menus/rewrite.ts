// "Rewrite…": the message in a style that is chosen from a list, for who asks alone. Each style is a role.
import { type APIStringSelectComponent, ComponentType, DiscordAPIError, MessageFlags } from 'discord.js';
import { guildId, messageId } from '../../ids.ts';
import type { Role } from '../../llm/role/role.ts';
import type { Roles } from '../../llm/role/runner.ts';
import { localeFor, type Locale } from '../../locale.ts';
import type { Words } from '../../report/words.ts';
import { checkOwnRight } from '../checkRights.ts';
import { Refusal, type MessageMenu, type Select } from '../command.ts';
import { HISTORY_READERS } from '../rights.ts';
import { runForPerson, textFor } from '../role/running.ts';
import { messageMenu, wordsFor } from '../wording.ts';
import { wordsOf } from './words.ts';

const STYLE = 'rewrite';
/** What one list holds. */
const MOST = 25;

const stylesIn = (roles: Pick<Roles, 'list'>): Role[] =>
  roles
    .list()
    .filter(({ menu, reads }) => menu === 'rewrite' && reads === 'message')
    .slice(0, MOST);

const choose: Select = {
  id: STYLE,
  need: HISTORY_READERS,
  async run(interaction, context, subject) {
    const words = wordsFor(interaction);
    const styles = stylesIn(context.roles);
    const role = styles.find(({ name }) => name === interaction.values[0]);
    const { channel, guild } = interaction;
    const target = messageId.safeParse(subject);
    if (!role || !channel || !target.success) throw new Refusal(words('error.gone'));
    await interaction.deferUpdate();
    checkOwnRight(await guild.members.fetchMe(), channel, 'ReadMessageHistory', words);
    // As it stands there now: it may have been changed or deleted since.
    const message = await channel.messages.fetch(target.data).catch((error: unknown) => {
      if (!(error instanceof DiscordAPIError)) throw error;
      throw new Refusal(words('role.gone'), { cause: error });
    });
    const content = await wordsOf(message, interaction.user.id, context.store, words);
    const locale = localeFor(interaction.locale);
    const reader = { guildId: guildId.parse(guild.id), locale, words };
    const answer = await runForPerson(role, textFor(role, content, words), reader, context);
    await interaction.editReply({ ...answer, components: [listRow(subject, styles, locale, words)] });
  },
};

export const rewriteMenu = {
  where: 'message',
  need: HISTORY_READERS,
  data: messageMenu('menu.rewrite'),
  selects: [choose],

  async run(interaction, context) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const words = wordsFor(interaction);
    const styles = stylesIn(context.roles);
    const [first] = styles;
    if (!first) throw new Refusal(words('role.none'));
    const { targetMessage, user } = interaction;
    textFor(first, await wordsOf(targetMessage, user.id, context.store, words), words);
    await interaction.editReply({
      content: words('role.rewrite'),
      components: [listRow(targetMessage.id, styles, localeFor(interaction.locale), words)],
    });
  },
} satisfies MessageMenu;

function listRow(id: string, styles: readonly Role[], locale: Locale, words: Words) {
  const list: APIStringSelectComponent = {
    type: ComponentType.StringSelect,
    custom_id: `${STYLE}:${id}`,
    placeholder: words('role.style'),
    options: styles.map(({ name, titles, abouts }) => ({
      value: name,
      label: titles[locale],
      description: abouts[locale],
    })),
  };
  return { type: ComponentType.ActionRow as const, components: [list] };
}
