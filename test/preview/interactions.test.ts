// Commands, buttons, menus, modals and autocomplete between people and an unchanged discord.js client.
import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Client,
  ContextMenuCommandBuilder,
  Events,
  type Interaction,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  type ModalSubmitInteraction,
  PermissionFlagsBits,
  SlashCommandBuilder,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { manualClock } from '../manualClock.ts';
import { HARBOUR, type Rig, nextEvent, startRig } from './rig.ts';

const { people: person, channels } = HARBOUR;
let rig: Rig;
let client: Client<true>;

const COMMANDS = [
  new SlashCommandBuilder()
    .setName('mood')
    .setDescription('How is it going?')
    .addChannelOption((option) => option.setName('channel').setDescription('Which').setRequired(true))
    .addIntegerOption((option) => option.setName('hours').setDescription('How long').setMaxValue(24))
    .addStringOption((option) => option.setName('word').setDescription('What').setAutocomplete(true)),
  new SlashCommandBuilder()
    .setName('settings')
    .setDescription('Change things')
    .setDefaultMemberPermissions(PermissionFlagsBits.ManageGuild)
    .addSubcommand((sub) =>
      sub
        .setName('report')
        .setDescription('Where')
        .addUserOption((option) => option.setName('who').setDescription('Whom')),
    ),
  new ContextMenuCommandBuilder().setName('Judge').setType(3),
].map((command) => command.toJSON());

/** Answers the next interaction by `handle`; the promise settles with its outcome. */
function handling<T extends Interaction>(handle: (interaction: T) => Promise<unknown>): Promise<unknown> {
  return new Promise((resolve, reject) => {
    client.once(Events.InteractionCreate, (interaction) => {
      handle(interaction as T).then(resolve, reject);
    });
  });
}
const button = (id: string) =>
  new ActionRowBuilder<ButtonBuilder>().addComponents(
    new ButtonBuilder().setCustomId(id).setLabel(id).setStyle(ButtonStyle.Primary),
  );

beforeAll(async () => {
  rig = await startRig();
  client = await rig.login();
  await client.application.commands.set(COMMANDS);
});
afterEach(() => client.removeAllListeners(Events.InteractionCreate));
afterAll(() => rig.close());

describe('a command', () => {
  it('is registered once, keeps its id when registered again, and can be a single server’s', async () => {
    const before = await rig.people.commands();
    await client.application.commands.set(COMMANDS);
    expect((await rig.people.commands()).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    await client.application.commands.set([{ name: 'local', description: 'only here' }], HARBOUR.guild);
    const names = (await rig.people.commands(HARBOUR.guild)).map(({ name }) => name);
    expect(names.sort()).toEqual(['Judge', 'local', 'mood', 'settings']);
  });

  it('brings its options typed and resolved, and is answered', async () => {
    const done = handling<ChatInputCommandInteraction<'cached'>>(async (interaction) => {
      expect(interaction.options.getChannel('channel', true).name).toBe('support');
      expect(interaction.options.getInteger('hours')).toBe(3);
      expect(interaction.memberPermissions.has('ManageGuild')).toBe(false);
      const answer = await interaction.reply({ content: 'calm', withResponse: true });
      expect(answer.resource?.message?.content).toBe('calm');
    });
    const outcome = await rig.people.run(person.lin, channels.general, 'mood', {
      channel: channels.support,
      hours: 3,
    });
    await done;
    expect(outcome).toMatchObject({ outcome: 'message', message: { content: 'calm', type: 20 } });
    expect(outcome.message?.interaction_metadata?.user.id).toBe(person.lin);
  });

  it('may be deferred, then edited, then followed up', async () => {
    const stream = await rig.people.watch(person.lin);
    const done = handling<ChatInputCommandInteraction>(async (interaction) => {
      await interaction.deferReply();
      await interaction.editReply('worked out');
      expect((await interaction.fetchReply()).content).toBe('worked out');
      await interaction.followUp('and another thing');
    });
    const outcome = await rig.people.run(person.lin, channels.general, 'mood', { channel: channels.support });
    await done;
    expect(outcome.outcome).toBe('deferred');
    expect(outcome.message!.flags! & MessageFlags.Loading).toBeTruthy();
    const edit = await stream.next('edit');
    expect(edit.message).toMatchObject({ id: outcome.message!.id, content: 'worked out', flags: 0 });
    expect((await stream.message(({ content }) => content === 'and another thing')).type).toBe(19);
    stream.close();
  });

  it('may be answered for one person’s eyes, and that person may dismiss it', async () => {
    const others = await rig.people.watch(person.tomas);
    const done = handling<ChatInputCommandInteraction>(async (interaction) => {
      await interaction.reply({ content: 'only you', flags: MessageFlags.Ephemeral });
      await interaction.editReply('still only you');
    });
    const outcome = await rig.people.run(person.lin, channels.general, 'mood', { channel: channels.support });
    await done;
    const seenBy = async (id: string) =>
      (await rig.people.read(id, channels.general)).map(({ content }) => content);
    expect(await seenBy(person.lin)).toContain('still only you');
    expect(await seenBy(person.tomas)).not.toContain('still only you');
    await rig.people.post(person.lin, channels.general, 'marker');
    await others.message(({ content }) => content === 'marker');
    expect(
      others.events.some((event) => 'message' in event && event.message.content.includes('only you')),
    ).toBe(false);
    others.close();
    await rig.people.remove(person.lin, outcome.message!);
    expect(await seenBy(person.lin)).not.toContain('still only you');
  });

  it('is refused to those without its permission, and where an option is missing or wrong', async () => {
    const { general, support } = channels;
    const run = rig.people.run;
    await expect(run(person.lin, general, 'settings', {}, { subcommands: ['report'] })).rejects.toThrow(
      'Missing Permissions',
    );
    await expect(run(person.lin, general, 'nothing')).rejects.toThrow('no command');
    await expect(run(person.lin, general, 'mood')).rejects.toThrow('"channel" is required');
    await expect(run(person.lin, general, 'mood', { channel: support, hours: 25 })).rejects.toThrow('24');
    await expect(run(person.lin, general, 'mood', { channel: '1' })).rejects.toThrow('channel');
    await expect(run(person.wen, general, 'settings')).rejects.toThrow('subcommand');
    const done = handling<ChatInputCommandInteraction>((interaction) => {
      expect(interaction.options.getSubcommand()).toBe('report');
      expect(interaction.options.getUser('who')?.username).toBe('lin');
      return interaction.reply('set');
    });
    await run(person.wen, general, 'settings', { who: person.lin }, { subcommands: ['report'] });
    await done;
  });

  it('can be aimed at a message', async () => {
    const target = await rig.people.post(person.yuki, channels.general, 'judge me');
    const done = handling(async (interaction) => {
      if (!interaction.isMessageContextMenuCommand()) throw new Error('another kind');
      await interaction.reply(`judged: ${interaction.targetMessage.content}`);
    });
    const outcome = await rig.people.run(person.lin, channels.general, 'Judge', undefined, {
      targetId: target.id,
    });
    await done;
    expect(outcome.message?.content).toBe('judged: judge me');
  });

  it('offers what the bot suggests while an option is typed', async () => {
    const done = handling(async (interaction) => {
      if (!interaction.isAutocomplete()) throw new Error('another kind');
      await interaction.respond([{ name: `${interaction.options.getFocused()}!`, value: 'x' }]);
    });
    const choices = await rig.people.complete({
      userId: person.lin,
      channelId: channels.general,
      name: 'mood',
      options: { word: 'hey' },
      focused: 'word',
    });
    await done;
    expect(choices).toEqual([{ name: 'hey!', value: 'x' }]);
  });

  it('is answered twice in vain: the second is told that it was acknowledged', async () => {
    const done = handling<ChatInputCommandInteraction>(async (interaction) => {
      await interaction.reply('one');
      const again = await fetch(
        `${rig.apiUrl}/v10/interactions/${interaction.id}/${interaction.token}/callback`,
        {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ type: 4, data: { content: 'two' } }),
        },
      );
      expect(await again.json()).toMatchObject({ code: 40060 });
    });
    await rig.people.run(person.lin, channels.general, 'mood', { channel: channels.support });
    await done;
  });

  it('works in direct messages unless it says otherwise', async () => {
    const channelId = await rig.people.dm(person.tomas);
    const done = handling<ChatInputCommandInteraction>((interaction) => interaction.reply('here too'));
    const target = await rig.people.post(person.tomas, channelId, 'x');
    const outcome = await rig.people.run(person.tomas, channelId, 'Judge', undefined, {
      targetId: target.id,
    });
    await done;
    expect(outcome.message?.content).toBe('here too');
  });
});

describe('components', () => {
  it('let a button change its own message', async () => {
    const channel = await client.channels.fetch(channels.general);
    if (!channel?.isSendable()) throw new Error('no channel');
    const message = await channel.send({ content: 'press', components: [button('go')] });
    const done = handling<ButtonInteraction>((interaction) =>
      interaction.update({ content: 'pressed', components: [] }),
    );
    const outcome = await rig.people.click(
      person.lin,
      { id: message.id, channel_id: channels.general },
      'go',
    );
    await done;
    expect(outcome).toMatchObject({ outcome: 'updated', message: { content: 'pressed', components: [] } });
    await expect(
      rig.people.click(person.lin, { id: message.id, channel_id: channels.general }, 'go'),
    ).rejects.toThrow('no component');
  });

  it('let a menu bring its values and an ephemeral message be pressed by its person alone', async () => {
    const menu = new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(
      new StringSelectMenuBuilder()
        .setCustomId('pick')
        .addOptions({ label: 'One', value: '1' }, { label: 'Two', value: '2' }),
    );
    const ran = handling<ChatInputCommandInteraction>((interaction) =>
      interaction.reply({ content: 'choose', components: [menu], flags: MessageFlags.Ephemeral }),
    );
    const outcome = await rig.people.run(person.lin, channels.general, 'mood', { channel: channels.support });
    await ran;
    const message = outcome.message!;
    await expect(rig.people.click(person.tomas, message, 'pick', ['2'])).rejects.toThrow('Unknown Message');
    await expect(rig.people.click(person.lin, message, 'pick', ['3'])).rejects.toThrow('cannot be chosen');
    const done = handling(async (interaction) => {
      if (!interaction.isStringSelectMenu()) throw new Error('another kind');
      await interaction.deferUpdate();
      await interaction.editReply({ content: `chose ${interaction.values.join()}`, components: [] });
    });
    const chosen = await rig.people.click(person.lin, message, 'pick', ['2']);
    await done;
    expect(chosen.outcome).toBe('updated');
    const seen = await rig.people.read(person.lin, channels.general);
    expect(seen.find(({ id }) => id === message.id)?.content).toBe('chose 2');
  });

  it('let a command open a modal, whose fields come back checked', async () => {
    const modal = new ModalBuilder()
      .setCustomId('why')
      .setTitle('Why?')
      .addLabelComponents(
        new LabelBuilder()
          .setLabel('Reason')
          .setTextInputComponent(
            new TextInputBuilder().setCustomId('reason').setStyle(TextInputStyle.Short).setMinLength(3),
          ),
      );
    const opened = handling<ChatInputCommandInteraction>((interaction) => interaction.showModal(modal));
    const outcome = await rig.people.run(person.lin, channels.general, 'mood', { channel: channels.support });
    await opened;
    expect(outcome).toMatchObject({ outcome: 'modal', modal: { title: 'Why?' } });
    const submit = (reason: string) =>
      rig.people.submit(person.lin, channels.general, outcome.interactionId, { reason });
    await expect(submit('no')).rejects.toThrow('3 to 4000');
    const done = handling<ModalSubmitInteraction>((interaction) =>
      interaction.reply(`because ${interaction.fields.getTextInputValue('reason')}`),
    );
    const answered = await submit('it rained');
    await done;
    expect(answered.message?.content).toBe('because it rained');
  });
});

describe('time', () => {
  it('runs out after 3 s without an answer, and after 15 min for follow-ups', async () => {
    const clock = manualClock(Date.now());
    const late = await startRig({ clock });
    try {
      const bot = await late.login();
      await bot.application.commands.set(COMMANDS);
      const asked = nextEvent<ChatInputCommandInteraction>(bot, Events.InteractionCreate);
      const outcome = late.people.run(person.lin, channels.general, 'mood', { channel: channels.support });
      const interaction = await asked;
      await clock.advance(3_001);
      expect((await outcome).outcome).toBe('failed');
      await expect(interaction.reply('late')).rejects.toMatchObject({ code: 10062 });

      const again = nextEvent<ChatInputCommandInteraction>(bot, Events.InteractionCreate);
      const second = late.people.run(person.lin, channels.general, 'mood', { channel: channels.support });
      const prompt = await again;
      await prompt.reply('in time');
      await second;
      await clock.advance(15 * 60_000 + 1);
      await expect(prompt.followUp('too late')).rejects.toMatchObject({ code: 50027 });
    } finally {
      await late.close();
    }
  });
});
