// /role: what else the model can be asked: any role of the prompts folder, on a text or on messages, for the asker alone.
import {
  ApplicationCommandOptionType as Type,
  channelMention,
  type ChatInputCommandInteraction,
  InteractionContextType,
  MessageFlags,
} from 'discord.js';
import { channelTypesFor } from '../discord/channelKinds.ts';
import { namesIn } from '../discord/names.ts';
import { channelId, guildId } from '../ids.ts';
import type { Role } from '../llm/role/role.ts';
import { localeFor } from '../locale.ts';
import { messagesFor } from '../pipeline/roles/reading.ts';
import { plainLine } from '../report/citing.ts';
import type { Words } from '../report/words.ts';
import { Refusal, type CommandContext, type GuildCommand } from './command.ts';
import { mayWorkIn } from './checkRights.ts';
import { linksOf } from './links.ts';
import { channelAsked, problemText, wantedPeriod } from './mood/asking.ts';
import { conflictIn } from '../periods/period.ts';
import { EVERYONE, HISTORY_READERS } from './rights.ts';
import { runForPerson, textFor } from './role/running.ts';
import { roleNamed, suggestRoles } from './role/choosing.ts';
import { checkWatched } from './watched.ts';
import { choice, localized, subcommand, wordsFor } from './wording.ts';

type Interaction = ChatInputCommandInteraction<'cached'>;

const LONGEST_TEXT = 4000;
const MOST_MESSAGES = 50;

export const role = {
  where: 'guild',
  need: EVERYONE,
  data: {
    ...localized('command.role'),
    contexts: [InteractionContextType.Guild],
    options: [
      subcommand('command.role.run', [
        {
          type: Type.String,
          ...localized('option.modelRole'),
          required: true,
          autocomplete: true,
          max_length: 40,
        },
        { type: Type.String, ...localized('option.roleText'), max_length: LONGEST_TEXT },
        { type: Type.Integer, ...localized('option.messages'), min_value: 2, max_value: MOST_MESSAGES },
        { type: Type.Integer, ...localized('option.hours'), min_value: 1, max_value: 168 },
        {
          type: Type.String,
          ...localized('option.period'),
          choices: [choice('day', 'choice.day'), choice('week', 'choice.week')],
        },
        { type: Type.Channel, ...localized('option.channel'), channel_types: channelTypesFor('mood') },
      ]),
      subcommand('command.role.list'),
    ],
  },

  async run(interaction, context) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const words = wordsFor(interaction);
    if (interaction.options.getSubcommand() === 'list') {
      await interaction.editReply(listOf(interaction, context, words));
      return;
    }
    const reader = {
      guildId: guildId.parse(interaction.guildId),
      locale: localeFor(interaction.locale),
      words,
    };
    const chosen = roleNamed(
      interaction.options.getString('role', true),
      context.roles,
      words,
      linksOf(interaction.client),
    );
    const read = await readFor(chosen, interaction, context, words);
    await interaction.editReply({ ...(await runForPerson(chosen, read, reader, context)) });
  },

  autocomplete(interaction, { roles }) {
    return suggestRoles(roles.list(), interaction.options.getFocused(), localeFor(interaction.locale));
  },
} satisfies GuildCommand;

/** Throws Refusal where the role reads something else, or the person may not read the channel. */
async function readFor(chosen: Role, interaction: Interaction, context: CommandContext, words: Words) {
  const { options, guild, member } = interaction;
  const text = options.getString('text');
  const [messages, hours, named] = [
    options.getInteger('messages'),
    options.getInteger('hours'),
    options.getString('period'),
  ];
  const isTimed = hours !== null || named !== null;
  if (chosen.reads === 'message') {
    if (text === null || messages !== null || isTimed) throw new Refusal(words('role.readsMessage'));
    return textFor(chosen, text, words);
  }
  if (text !== null) throw new Refusal(words('role.readsMessages'));
  if (chosen.reads === 'conversation' && isTimed) throw new Refusal(words('role.readsConversation'));
  const asked = { messages, hours, period: named, from: null, to: null };
  const conflict = conflictIn(asked);
  if (conflict) throw new Refusal(problemText(conflict, 'UTC', context.clock.now(), words));
  const channel = channelAsked(interaction);
  const id = guildId.parse(guild.id);
  const settings = await context.store.settings.get(id);
  await checkWatched([channel], interaction, settings, words);
  if (!mayWorkIn(HISTORY_READERS, member, channel)) {
    const permissions = `**${words('permission.ReadMessageHistory')}**`;
    throw new Refusal(words('error.rightsIn', { permissions, channel: channelMention(channel.id) }));
  }
  const isCounted = messages !== null || chosen.reads === 'conversation';
  const period = isCounted ? null : wantedPeriod(interaction, asked, settings, context);
  return messagesFor(
    chosen,
    {
      scope: { guildId: id, channelId: channelId.parse(channel.id) },
      window: period?.kind === 'window' ? period.window : null,
      ...(messages !== null && { count: messages }),
      isPosted: false,
      isReadable: () => true,
      names: namesIn(guild),
    },
    context.store,
  );
}

function listOf({ locale }: Interaction, { roles }: CommandContext, words: Words) {
  const reader = localeFor(locale);
  const lines = roles.list().map(({ name, titles, abouts, reads }) =>
    words('role.line', {
      name: `\`${name}\``,
      title: plainLine(titles[reader]),
      about: plainLine(abouts[reader], 120),
      reads: words(`role.reads.${reads}`),
    }),
  );
  const description = lines.length === 0 ? words('role.none') : lines.join('\n').slice(0, 4000);
  return {
    embeds: [{ title: words('role.title'), description, footer: { text: words('role.how') } }],
    allowedMentions: { parse: [] },
  };
}
