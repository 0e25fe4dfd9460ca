// /alerts private: who asks for it is told of alerts in a direct message, until a button there or the command ends it.
import {
  type ChatInputCommandInteraction,
  DiscordAPIError,
  type InteractionEditReplyOptions,
} from 'discord.js';
import { guildId, userId, type GuildId, type UserId } from '../../ids.ts';
import { localeFor } from '../../locale.ts';
import { PRIVATE_OFF, privateWelcome } from '../../report/alertPrivate.ts';
import type { Words } from '../../report/words.ts';
import type { Store } from '../../store/store.ts';
import { Refusal, type AnywhereButton, type CommandContext } from '../command.ts';
import { EVERYONE } from '../rights.ts';
import { wordsFor } from '../wording.ts';

/** People of one server who may ask for it. */
const MOST = 100;

/** Throws Refusal where the person takes no direct messages, or where too many people asked for it. */
export async function tellInPrivate(
  interaction: ChatInputCommandInteraction<'cached'>,
  { store }: CommandContext,
  words: Words,
): Promise<InteractionEditReplyOptions> {
  const [id, person] = [guildId.parse(interaction.guildId), userId.parse(interaction.user.id)];
  if (interaction.options.getString('state', true) !== 'on') {
    const wasTold = await tellNoMore(store, id, person);
    return { content: words(wasTold ? 'alerts.private.off' : 'settings.unchanged') };
  }
  const { toldInPrivate } = await store.settings.get(id);
  if (toldInPrivate.some((one) => one.userId === person)) return { content: words('settings.unchanged') };
  if (toldInPrivate.length >= MOST) throw new Refusal(words('alerts.private.full', { n: MOST }));
  try {
    await interaction.user.send(privateWelcome(id, interaction.guild.name, words));
  } catch (error) {
    if (!(error instanceof DiscordAPIError)) throw error;
    throw new Refusal(words('alerts.private.closed'), { cause: error });
  }
  const wish = { userId: person, locale: localeFor(interaction.locale) };
  await store.settings.update(id, (held) => ({
    ...held,
    toldInPrivate: [...held.toldInPrivate.filter((one) => one.userId !== person), wish],
  }));
  return { content: words('alerts.private.on') };
}

/** In direct messages. Whatever server it names, it ends only what the person who presses it asked for. */
export const privateOff: AnywhereButton = {
  where: 'anywhere',
  id: PRIVATE_OFF,
  need: EVERYONE,
  async run(interaction, { store }, subject) {
    const words = wordsFor(interaction);
    const id = guildId.safeParse(subject);
    if (!id.success || !(await store.settings.guilds()).includes(id.data)) {
      throw new Refusal(words('error.gone'));
    }
    await interaction.deferUpdate();
    const wasTold = await tellNoMore(store, id.data, userId.parse(interaction.user.id));
    await interaction.followUp(words(wasTold ? 'alerts.private.off' : 'settings.unchanged'));
  },
};

/** Whether they were told until now. */
export async function tellNoMore(
  { settings }: Pick<Store, 'settings'>,
  id: GuildId,
  person: UserId,
): Promise<boolean> {
  const { before, after } = await settings.update(id, (held) => {
    const left = held.toldInPrivate.filter((one) => one.userId !== person);
    return left.length === held.toldInPrivate.length ? held : { ...held, toldInPrivate: left };
  });
  return before !== after;
}
