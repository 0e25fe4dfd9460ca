// Commands and autocomplete between people and an unchanged discord.js client.
import {
  type ChatInputCommandInteraction,
  type Client,
  Events,
  type Interaction,
  MessageFlags,
} from 'discord.js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS, answering, isChatInput } from './commands.ts';
import { HARBOUR, type Rig, startRig } from './rig.ts';

const { people: person, channels } = HARBOUR;
let rig: Rig;
let client: Client<true>;

const isCachedChatInput = (one: Interaction): one is ChatInputCommandInteraction<'cached'> =>
  one.isChatInputCommand() && one.inCachedGuild();

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
    const done = answering(client, isCachedChatInput, async (interaction) => {
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
    const done = answering(client, isChatInput, async (interaction) => {
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
    const done = answering(client, isChatInput, async (interaction) => {
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
    const done = answering(client, isChatInput, (interaction) => {
      expect(interaction.options.getSubcommand()).toBe('report');
      expect(interaction.options.getUser('who')?.username).toBe('lin');
      return interaction.reply('set');
    });
    await run(person.wen, general, 'settings', { who: person.lin }, { subcommands: ['report'] });
    await done;
  });

  it('can be aimed at a message', async () => {
    const target = await rig.people.post(person.yuki, channels.general, 'judge me');
    const done = answering(
      client,
      (one) => one.isMessageContextMenuCommand(),
      async (interaction) => {
        await interaction.reply(`judged: ${interaction.targetMessage.content}`);
      },
    );
    const outcome = await rig.people.run(person.lin, channels.general, 'Judge', undefined, {
      targetId: target.id,
    });
    await done;
    expect(outcome.message?.content).toBe('judged: judge me');
  });

  it('offers what the bot suggests while an option is typed', async () => {
    const done = answering(
      client,
      (one) => one.isAutocomplete(),
      async (interaction) => {
        await interaction.respond([{ name: `${interaction.options.getFocused()}!`, value: 'x' }]);
      },
    );
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
    const done = answering(client, isChatInput, async (interaction) => {
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
    const done = answering(
      client,
      (one) => one.isMessageContextMenuCommand(),
      (interaction) => interaction.reply('here too'),
    );
    const target = await rig.people.post(person.tomas, channelId, 'x');
    const outcome = await rig.people.run(person.tomas, channelId, 'Judge', undefined, {
      targetId: target.id,
    });
    await done;
    expect(outcome.message?.content).toBe('here too');
  });
});
