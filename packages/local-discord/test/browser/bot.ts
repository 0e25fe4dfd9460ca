// A small discord.js bot that does each thing the page has to show.
import {
  ActionRowBuilder,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ButtonBuilder,
  ButtonStyle,
  Client,
  Events,
  GatewayIntentBits,
  type Interaction,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  Partials,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';

const COMMANDS = [
  {
    name: 'echo',
    description: 'Says what you say',
    options: [
      { name: 'text', description: 'What to say', type: ApplicationCommandOptionType.String, required: true },
      { name: 'loud', description: 'In capitals', type: ApplicationCommandOptionType.Boolean },
      { name: 'where', description: 'A channel', type: ApplicationCommandOptionType.Channel },
      {
        name: 'times',
        description: 'How often',
        type: ApplicationCommandOptionType.Integer,
        min_value: 1,
        max_value: 3,
      },
      {
        name: 'fruit',
        description: 'Suggested',
        type: ApplicationCommandOptionType.String,
        autocomplete: true,
      },
    ],
  },
  { name: 'secret', description: 'Only you see it' },
  { name: 'ponder', description: 'Thinks first' },
  { name: 'feedback', description: 'Opens a form' },
  { name: 'buttons', description: 'Something to press' },
  {
    name: 'Count letters',
    name_localizations: { 'zh-CN': '数一数字母' },
    type: ApplicationCommandType.Message,
  },
] as const;

const row = () =>
  new ActionRowBuilder<ButtonBuilder>().addComponents(
    new ButtonBuilder().setCustomId('press').setLabel('Press me').setStyle(ButtonStyle.Primary),
    new ButtonBuilder().setURL('https://example.org/').setLabel('Site').setStyle(ButtonStyle.Link),
  );
const menu = () =>
  new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(
    new StringSelectMenuBuilder()
      .setCustomId('pick')
      .addOptions({ label: 'Tea', value: 'tea' }, { label: 'Coffee', value: 'coffee' }),
  );

async function answer(interaction: Interaction): Promise<void> {
  if (interaction.isAutocomplete()) {
    await interaction.respond([
      { name: 'Apple', value: 'apple-1' },
      { name: 'Pear', value: 'pear-2' },
    ]);
  } else if (interaction.isChatInputCommand()) {
    const { options } = interaction;
    if (interaction.commandName === 'echo') {
      const text = options.getString('text', true).repeat(options.getInteger('times') ?? 1);
      const where = options.getChannel('where')?.name ?? '';
      const said = options.getBoolean('loud') ? text.toUpperCase() : text;
      await interaction.reply(`${said} ${where} ${options.getString('fruit') ?? ''}`.trim());
    } else if (interaction.commandName === 'secret') {
      await interaction.reply({ content: 'the treasure is under the pier', flags: MessageFlags.Ephemeral });
    } else if (interaction.commandName === 'ponder') {
      await interaction.deferReply();
      await interaction.editReply('so be it');
    } else if (interaction.commandName === 'buttons') {
      await interaction.reply({ content: 'Here you go', components: [row(), menu()] });
    } else {
      await interaction.showModal(
        new ModalBuilder()
          .setCustomId('form')
          .setTitle('Tell us')
          .addLabelComponents(
            new LabelBuilder()
              .setLabel('Your words')
              .setTextInputComponent(
                new TextInputBuilder().setCustomId('words').setStyle(TextInputStyle.Paragraph),
              ),
          ),
      );
    }
  } else if (interaction.isMessageContextMenuCommand()) {
    await interaction.reply(`${interaction.targetMessage.content.length} letters`);
  } else if (interaction.isButton()) {
    await interaction.update({ content: `pressed by ${interaction.user.username}`, components: [] });
  } else if (interaction.isStringSelectMenu()) {
    await interaction.reply(`${interaction.values.join()} it is`);
  } else if (interaction.isModalSubmit()) {
    await interaction.reply(`heard: ${interaction.fields.getTextInputValue('words')}`);
  }
}

/** Logged in, its commands registered. Failures inside handlers are thrown to `onError`. */
export async function startBot(
  apiUrl: string,
  token: string,
  onError: (error: unknown) => void,
): Promise<Client<true>> {
  const client = new Client({
    intents: [
      GatewayIntentBits.Guilds,
      GatewayIntentBits.GuildMessages,
      GatewayIntentBits.MessageContent,
      GatewayIntentBits.DirectMessages,
    ],
    partials: [Partials.Channel],
    rest: { api: apiUrl },
  });
  client.on(Events.InteractionCreate, (interaction) => void answer(interaction).catch(onError));
  client.on(Events.MessageCreate, (message) => {
    if (!message.author.bot && message.mentions.has(client.user?.id ?? ''))
      message.reply('pong').catch(onError);
  });
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(token);
  const logged = await ready;
  await logged.application.commands.set([...COMMANDS] as never);
  return logged;
}
