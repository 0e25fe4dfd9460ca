// Buttons, menus and modals, and how long an interaction can be answered.
import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  type ChatInputCommandInteraction,
  type Client,
  Events,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { manualClock } from '../src/testing/index.ts';
import { COMMANDS, answering, isChatInput } from './commands.ts';
import { HARBOUR, type Rig, nextEvent, startRig } from './rig.ts';

const { people: person, channels } = HARBOUR;
let rig: Rig;
let client: Client<true>;

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

describe('components', () => {
  it('let a button change its own message', async () => {
    const channel = await client.channels.fetch(channels.general);
    if (!channel?.isSendable()) throw new Error('no channel');
    const message = await channel.send({ content: 'press', components: [button('go')] });
    const done = answering(
      client,
      (one) => one.isButton(),
      (interaction) => interaction.update({ content: 'pressed', components: [] }),
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
    const ran = answering(client, isChatInput, (interaction) =>
      interaction.reply({ content: 'choose', components: [menu], flags: MessageFlags.Ephemeral }),
    );
    const outcome = await rig.people.run(person.lin, channels.general, 'mood', { channel: channels.support });
    await ran;
    const message = outcome.message!;
    await expect(rig.people.click(person.tomas, message, 'pick', ['2'])).rejects.toThrow('Unknown Message');
    await expect(rig.people.click(person.lin, message, 'pick', ['3'])).rejects.toThrow('cannot be chosen');
    const done = answering(
      client,
      (one) => one.isStringSelectMenu(),
      async (interaction) => {
        await interaction.deferUpdate();
        await interaction.editReply({ content: `chose ${interaction.values.join()}`, components: [] });
      },
    );
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
    const opened = answering(client, isChatInput, (interaction) => interaction.showModal(modal));
    const outcome = await rig.people.run(person.lin, channels.general, 'mood', { channel: channels.support });
    await opened;
    expect(outcome).toMatchObject({ outcome: 'modal', modal: { title: 'Why?' } });
    const submit = (reason: string) =>
      rig.people.submit(person.lin, channels.general, outcome.interactionId, { reason });
    await expect(submit('no')).rejects.toThrow('3 to 4000');
    const done = answering(
      client,
      (one) => one.isModalSubmit(),
      (interaction) => interaction.reply(`because ${interaction.fields.getTextInputValue('reason')}`),
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
