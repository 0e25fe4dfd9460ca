// /chat persona: how the bot talks in a server. Managers choose among the personas that whoever runs the bot allows.
import {
  type ChatInputCommandInteraction,
  ComponentType,
  type InteractionEditReplyOptions,
  type StringSelectMenuInteraction,
} from 'discord.js';
import { guildId } from '../ids.ts';
import { localeFor, type Locale } from '../locale.ts';
import type { Words } from '../report/words.ts';
import { mayUseHere } from './checkRights.ts';
import { Refusal, type CommandContext, type Select } from './command.ts';
import { personaTitle } from './personaTitle.ts';
import { MANAGERS } from './rights.ts';
import { saveSettings } from './saving.ts';
import { offerUndo, SETTINGS_UNDO } from './undo.ts';
import { wordsFor } from './wording.ts';

const CHOOSE = 'chat:persona';
/** The value of the bot's own way to talk; no file can be called so. */
const OWN = '-';
/** Discord takes no more in one list. */
const MOST = 25;

/** What is in force; for managers with the list to choose from. */
export async function showPersona(
  interaction: ChatInputCommandInteraction,
  { store, personas }: CommandContext,
): Promise<void> {
  const words = wordsFor(interaction);
  const locale = localeFor(interaction.locale);
  if (!interaction.inCachedGuild()) {
    await interaction.editReply(words('persona.is', { persona: words('persona.own') }));
    return;
  }
  const { persona } = await store.settings.get(guildId.parse(interaction.guildId));
  const is = words('persona.is', { persona: personaTitle(personas, persona, locale, words) });
  const mayChoose = mayUseHere(MANAGERS, interaction);
  const hint =
    personas.list().length === 0 ? 'persona.none' : mayChoose ? 'persona.choose' : 'persona.managers';
  await interaction.editReply({
    content: `${is}\n${words(hint)}`,
    components: mayChoose && personas.list().length > 0 ? listOf(persona, personas, locale, words) : [],
    allowedMentions: { parse: [] },
  });
}

export const choosePersona: Select = {
  id: CHOOSE,
  need: MANAGERS,
  async run(interaction, context) {
    const words = wordsFor(interaction);
    const [value = ''] = interaction.values;
    const persona = value === OWN ? null : value;
    if (persona !== null && !context.personas.get(persona)) throw new Refusal(words('persona.unknown'));
    await interaction.deferUpdate();
    await interaction.editReply(await save(interaction, context, persona));
  },
};

async function save(
  interaction: StringSelectMenuInteraction<'cached'>,
  context: CommandContext,
  persona: string | null,
): Promise<InteractionEditReplyOptions> {
  const words = wordsFor(interaction);
  const titleOf = (name: string | null) =>
    personaTitle(context.personas, name, localeFor(interaction.locale), words);
  const saved = await saveSettings(context, guildId.parse(interaction.guildId), (held) => ({
    ...held,
    persona,
  }));
  const { before, after } = saved;
  const allowedMentions = { parse: [] };
  if (after === before) return { content: words('settings.unchanged'), components: [], allowedMentions };
  const [from, to] = [titleOf(before.persona), titleOf(after.persona)];
  const undo = offerUndo(SETTINGS_UNDO, interaction, saved, context, words);
  return {
    content: words('settings.fromTo', { what: words('settings.persona'), from, to }),
    components: [{ type: ComponentType.ActionRow, components: [undo] }],
    allowedMentions,
  };
}

function listOf(held: string | null, personas: CommandContext['personas'], locale: Locale, words: Words) {
  const options = [
    { label: words('persona.own'), value: OWN, default: held === null },
    ...personas
      .list()
      .map(({ name, titles }) => ({ label: titles[locale], value: name, default: name === held })),
  ].slice(0, MOST);
  const menu = { type: ComponentType.StringSelect as const, customId: CHOOSE, options };
  return [{ type: ComponentType.ActionRow as const, components: [menu] }];
}
