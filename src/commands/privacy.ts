// /privacy: shows, exports and deletes what is stored about the person who asks, and lets them opt out. Only they see it.
import {
  type ButtonInteraction,
  ButtonStyle,
  type ChatInputCommandInteraction,
  ComponentType,
  InteractionContextType,
  type InteractionEditReplyOptions,
  MessageFlags,
} from 'discord.js';
import { guildId, userId, type GuildId, type UserId } from '../ids.ts';
import { readersText } from '../report/readers.ts';
import type { Words } from '../report/words.ts';
import { Refusal, type Button, type CommandContext, type GuildCommand, type Retention } from './command.ts';
import { linksOf, type Link } from './links.ts';
import { tellNoMore } from './alerts/private.ts';
import { copyOf } from './privacy/copy.ts';
import { ASKER, EVERYONE } from './rights.ts';
import { subcommand, localized, wordsFor } from './wording.ts';

const DELETE = 'privacy-delete';
const OPT_OUT = 'privacy-opt-out';

interface PrivacyRequest {
  readonly guild: GuildId;
  readonly person: UserId;
  readonly words: Words;
  readonly link: Link;
  readonly context: CommandContext;
}

type Answer = InteractionEditReplyOptions;

export const privacy = {
  where: 'guild',
  need: EVERYONE,
  data: {
    ...localized('command.privacy'),
    contexts: [InteractionContextType.Guild],
    options: [
      subcommand('command.privacy.show'),
      subcommand('command.privacy.export'),
      subcommand('command.privacy.delete'),
      subcommand('command.privacy.optOut'),
      subcommand('command.privacy.optIn'),
    ],
  },

  async run(interaction, context) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const answer = SUBCOMMANDS[interaction.options.getSubcommand()];
    if (!answer) throw new Refusal(wordsFor(interaction)('error.gone'));
    await interaction.editReply(await answer(requestOf(interaction, context)));
  },

  buttons: [
    confirming(DELETE, async ({ guild, person, words, context: { store, voices } }) => {
      voices.dropPerson(guild, person);
      const n = await store.people.forget(guild, person);
      await store.incidents.forget(guild, person);
      await tellNoMore(store, guild, person);
      return words('privacy.deleted', { n });
    }),
    confirming(OPT_OUT, optOut),
  ],
} satisfies GuildCommand;

/** The button that does what was asked about. Its id names the person: people delete only what is held of themselves. */
function confirming(id: string, act: (request: PrivacyRequest) => Promise<string>): Button {
  return {
    id,
    need: ASKER,
    async run(interaction, context) {
      await interaction.deferUpdate();
      await interaction.editReply({ content: await act(requestOf(interaction, context)), components: [] });
    },
  };
}

/** A question with the one button that goes on; leaving it changes nothing. */
function question(content: string, id: string, person: UserId, label: string): Answer {
  const button = {
    type: ComponentType.Button as const,
    style: ButtonStyle.Danger as const,
    label,
    customId: `${id}:${person}`,
  };
  return { content, components: [{ type: ComponentType.ActionRow, components: [button] }] };
}

async function optOut({ guild, person, words, link, context }: PrivacyRequest): Promise<string> {
  const { store, voices } = context;
  voices.dropPerson(guild, person);
  const n = await store.people.optOut(guild, person);
  await store.incidents.forget(guild, person);
  await tellNoMore(store, guild, person);
  return words(n === 0 ? 'privacy.outEmpty' : 'privacy.out', { n, optIn: link('privacy opt-in') });
}

const SUBCOMMANDS: Readonly<Record<string, (request: PrivacyRequest) => Promise<Answer>>> = {
  async show({ guild, person, words, link, context: { store, retention, readers } }) {
    const optedOut = await store.people.isOptedOut(guild, person);
    const n = optedOut ? 0 : await store.people.countOf(guild, person);
    const { toldInPrivate } = await store.settings.get(guild);
    const isTold = toldInPrivate.some(({ userId: one }) => one === person);
    const choices = optedOut
      ? words('privacy.choicesOut', { optIn: link('privacy opt-in') })
      : words('privacy.choices', {
          told: isTold ? `${words('privacy.told', { command: link('alerts private') })} ` : '',
          export: link('privacy export'),
          delete: link('privacy delete'),
          optOut: link('privacy opt-out'),
        });
    const reads = words('privacy.reads', { readers: readersText(readers, words) });
    const held = optedOut ? words('privacy.optedOut') : words('privacy.held', { n });
    return {
      embeds: [
        {
          title: words('privacy.title'),
          description: [reads, keeps(retention, words), `**${held}**`, choices].join('\n\n'),
        },
      ],
    };
  },

  async export({ guild, person, words, context: { store, clock } }) {
    const [messages, optedOut, resets, { toldInPrivate }] = await Promise.all([
      store.people.messagesOf(guild, person),
      store.people.isOptedOut(guild, person),
      store.resets.of(guild, person),
      store.settings.get(guild),
    ]);
    const told = toldInPrivate.some(({ userId: one }) => one === person);
    const n = messages.length;
    const file = copyOf({
      guildId: guild,
      userId: person,
      at: clock.now(),
      optedOut,
      told,
      messages,
      resets,
    });
    if (!file) throw new Refusal(words('privacy.exportTooLarge', { n }));
    return { content: words('privacy.exported', { n }), files: [file] };
  },

  async delete({ guild, person, words, link, context: { store, voices } }) {
    const n = await store.people.countOf(guild, person);
    if (n === 0) voices.dropPerson(guild, person);
    if (n === 0 && !(await tellNoMore(store, guild, person))) return { content: words('privacy.nothing') };
    if (n === 0) return { content: words('privacy.deleted', { n }) };
    const content = words('privacy.confirm', { n, optOut: link('privacy opt-out') });
    return question(content, DELETE, person, words('privacy.confirmButton'));
  },

  async 'opt-out'(request) {
    const { guild, person, words, link, context } = request;
    const { people } = context.store;
    if (await people.isOptedOut(guild, person)) {
      const choices = words('privacy.choicesOut', { optIn: link('privacy opt-in') });
      return { content: `${words('privacy.optedOut')} ${choices}` };
    }
    const n = await people.countOf(guild, person);
    // With nothing to delete there is nothing to ask about.
    if (n === 0) return { content: await optOut(request) };
    return question(words('privacy.confirmOut', { n }), OPT_OUT, person, words('privacy.confirmOutButton'));
  },

  async 'opt-in'({ guild, person, words, context: { store } }) {
    await store.people.optIn(guild, person);
    return { content: words('privacy.in') };
  },
};

function requestOf(
  interaction: ChatInputCommandInteraction<'cached'> | ButtonInteraction<'cached'>,
  context: CommandContext,
): PrivacyRequest {
  return {
    guild: guildId.parse(interaction.guildId),
    person: userId.parse(interaction.user.id),
    words: wordsFor(interaction),
    link: linksOf(interaction.client),
    context,
  };
}

function keeps({ storeContent, contentDays, historyDays }: Retention, words: Words): string {
  return storeContent
    ? words('privacy.keeps', { content: contentDays, history: historyDays })
    : words('privacy.keepsNoText', { history: historyDays });
}
