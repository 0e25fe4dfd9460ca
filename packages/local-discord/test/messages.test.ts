// Messages between people and an unchanged discord.js client, both ways.
import {
  AttachmentBuilder,
  type Client,
  EmbedBuilder,
  Events,
  type Message,
  type MessageReaction,
  type TextChannel,
  type User,
  PermissionFlagsBits,
} from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { timeOf } from '../src/snowflake.ts';
import { ControlError } from '../src/testing/index.ts';
import { DEFAULT_BOT } from '../src/world/open.ts';
import { HARBOUR, type Rig, nextEvent, startRig } from './rig.ts';

const { people: person, channels } = HARBOUR;
let rig: Rig;
let client: Client<true>;
let general: TextChannel;

beforeAll(async () => {
  rig = await startRig();
  // By default the bot may not open threads.
  await rig.people.setBotPermissions(
    HARBOUR.guild,
    DEFAULT_BOT.permissions | PermissionFlagsBits.CreatePublicThreads,
  );
  client = await rig.login();
  general = (await client.channels.fetch(channels.general)) as TextChannel;
});
afterAll(() => rig.close());

describe('what people do reaches the bot', () => {
  it('as edits, with the old text in the cache', async () => {
    const posted = await rig.people.post(person.yuki, channels.general, 'teh');
    const edited = new Promise<[unknown, Message]>((resolve) =>
      client.once(Events.MessageUpdate, (before, after) => resolve([before, after as Message])),
    );
    await rig.people.edit(person.yuki, posted, 'the');
    const [, after] = await edited;
    expect(after.content).toBe('the');
    expect(after.editedTimestamp).toBeGreaterThan(0);
  });

  it('as deletes, one by one and in bulk', async () => {
    const posted = await rig.people.post(person.yuki, channels.general, 'oops');
    const gone = nextEvent<Message>(client, Events.MessageDelete);
    await rig.people.remove(person.yuki, posted);
    expect((await gone).id).toBe(posted.id);

    const two = [
      await rig.people.post(person.yuki, channels.general, 'spam'),
      await rig.people.post(person.yuki, channels.general, 'spam'),
    ].map(({ id }) => id);
    const bulk = nextEvent<Map<string, Message>>(client, Events.MessageBulkDelete);
    await rig.people.bulkDelete(channels.general, two);
    expect([...(await bulk).keys()].sort()).toEqual(two.sort());
  });

  it('as reactions and typing', async () => {
    const posted = await rig.people.post(person.yuki, channels.general, 'react to me');
    const reaction = nextEvent<MessageReaction>(client, Events.MessageReactionAdd);
    await rig.people.react(person.lin, posted, '😄');
    expect((await reaction).emoji.name).toBe('😄');
    const removed = nextEvent<MessageReaction>(client, Events.MessageReactionRemove);
    await rig.people.unreact(person.lin, posted, '😄');
    expect((await removed).message.id).toBe(posted.id);
    const typing = nextEvent<{ user: User }>(client, Events.TypingStart);
    await rig.people.type(person.lin, channels.general);
    expect((await typing).user.id).toBe(person.lin);
  });

  it('as files that the bot can download', async () => {
    const received = nextEvent<Message>(client, Events.MessageCreate);
    await rig.people.post(person.yuki, channels.general, '', {
      files: [{ name: 'log.txt', contentType: 'text/plain', base64: btoa('all is well') }],
    });
    const file = (await received).attachments.first()!;
    expect(file.name).toBe('log.txt');
    expect(await (await fetch(file.url)).text()).toBe('all is well');
  });

  it('as direct messages, in a channel that the client has never seen', async () => {
    const channelId = await rig.people.dm(person.lin);
    const received = nextEvent<Message>(client, Events.MessageCreate);
    await rig.people.post(person.lin, channelId, 'psst');
    const message = await received;
    expect(message.inGuild()).toBe(false);
    expect(message.content).toBe('psst');
    const answer = rig.people.answerTo(() => message.reply('yes?'), undefined, person.lin);
    expect((await answer).content).toBe('yes?');
  });

  it('as a mention of the bot, and a reply to it counts as one', async () => {
    const own = await general.send('Good morning');
    const received = nextEvent<Message>(client, Events.MessageCreate, ({ author }) => !author.bot);
    await rig.people.post(person.lin, channels.general, 'morning', { replyTo: own.id });
    const message = await received;
    expect(message.mentions.has(client.user)).toBe(true);
    expect((await message.fetchReference()).id).toBe(own.id);
  });

  it('as messages of the past, in their place in the history', async () => {
    const at = new Date(Date.now() - 3_600_000);
    const posted = await rig.people.post(person.tomas, channels.support, 'an hour ago', {
      at: at.toISOString(),
    });
    const newer = await rig.people.post(person.tomas, channels.support, 'now');
    expect(timeOf(posted.id)).toBe(at.getTime());
    const older = await rig.people.post(person.tomas, channels.support, 'two hours ago', {
      at: new Date(at.getTime() - 3_600_000).toISOString(),
    });
    const seen = await rig.people.read(person.tomas, channels.support);
    expect(seen.map(({ id }) => id)).toEqual([older.id, posted.id, newer.id]);
  });
});

describe('what people may not do is refused', () => {
  it('to see or write in a channel hidden from them', async () => {
    await expect(rig.people.post(person.lin, channels.modAlerts, 'hi')).rejects.toThrow('Missing Access');
    await expect(rig.people.read(person.lin, channels.modAlerts)).rejects.toThrow(ControlError);
    expect(await rig.people.read(person.wen, channels.modAlerts)).toEqual([]);
  });

  it("to edit or delete another's message without Manage Messages", async () => {
    const posted = await rig.people.post(person.yuki, channels.general, 'mine');
    await expect(rig.people.edit(person.lin, posted, 'yours')).rejects.toThrow('another user');
    await expect(rig.people.remove(person.lin, posted)).rejects.toThrow('Missing Permissions');
    await rig.people.remove(person.mira, posted);
  });

  it('to write nothing, too much, or from the future', async () => {
    await expect(rig.people.post(person.lin, channels.general, ' ')).rejects.toThrow('empty message');
    await expect(rig.people.post(person.lin, channels.general, 'x'.repeat(2001))).rejects.toThrow('2000');
    const at = new Date(Date.now() + 60_000).toISOString();
    await expect(rig.people.post(person.lin, channels.general, 'soon', { at })).rejects.toThrow('past');
  });
});

describe('what the bot does reaches people', () => {
  it('as embeds and files, with attachment:// pictures resolved', async () => {
    const chart = new AttachmentBuilder(Buffer.from('PNG'), { name: 'chart.png', description: 'a chart' });
    const embed = new EmbedBuilder().setTitle('Mood').setImage('attachment://chart.png');
    const sent = await rig.people.answerTo(() => general.send({ embeds: [embed], files: [chart] }));
    expect(sent.embeds[0]).toMatchObject({ title: 'Mood' });
    expect(sent.attachments).toEqual([]);
    const picture = await fetch(sent.embeds[0]!.image!.url);
    expect(picture.headers.get('content-type')).toBe('image/png');
    expect(await picture.text()).toBe('PNG');
  });

  it('as edits, deletes, reactions and typing', async () => {
    const stream = await rig.people.watch(person.tomas);
    const sent = await general.send('first');
    await sent.edit('second');
    expect((await stream.next('edit')).message.content).toBe('second');
    await sent.react('👍');
    const reacted = await stream.next('reactions', ({ message }) => message.id === sent.id);
    expect(reacted.message.reactions).toMatchObject([{ count: 1, me: false, emoji: { name: '👍' } }]);
    expect((await sent.reactions.cache.first()!.users.fetch()).has(client.user.id)).toBe(true);
    await general.sendTyping();
    expect((await stream.next('typing')).userId).toBe(client.user.id);
    await sent.delete();
    expect((await stream.next('delete')).ids).toEqual([sent.id]);
    stream.close();
  });

  it('once only, when a nonce is enforced', async () => {
    const wish = { content: 'once', nonce: 'report-2026-01-05T12', enforceNonce: true };
    const [first, second] = [await general.send(wish), await general.send(wish)];
    expect(second.id).toBe(first.id);
    const seen = await rig.people.read(person.tomas, channels.general);
    expect(seen.filter(({ content }) => content === 'once')).toHaveLength(1);
  });

  it('in a direct message that the bot opens', async () => {
    const user = await client.users.fetch(person.yuki);
    const answer = rig.people.answerTo(() => user.send('hello'), undefined, person.yuki);
    expect((await answer).content).toBe('hello');
  });

  it('without calling anyone when mentions are not allowed', async () => {
    const sent = await rig.people.answerTo(() =>
      general.send({ content: `<@${person.lin}> @everyone`, allowedMentions: { parse: [] } }),
    );
    expect(sent.mentions).toEqual([]);
    expect(sent.mention_everyone).toBe(false);
  });

  it('in a thread of its own', async () => {
    const sent = await general.send('start here');
    const thread = await sent.startThread({ name: 'Aside' });
    expect(thread.id).toBe(sent.id);
    const answer = rig.people.answerTo(() => thread.send('inside'));
    expect((await answer).channel_id).toBe(thread.id);
    const gone = nextEvent(client, Events.ThreadDelete);
    await rig.people.removeChannel(thread.id);
    await gone;
  });
});

describe('history', () => {
  it('is read before, after and around a message, newest first', async () => {
    const guildId = await rig.people.addGuild({
      name: 'Archive',
      ownerId: person.mira,
      channels: [{ name: 'log' }],
    });
    const guild = await client.guilds.fetch(guildId);
    const log = (await guild.channels.fetch()).first() as TextChannel;
    const ids: string[] = [];
    for (let n = 0; n < 9; n += 1) ids.push((await rig.people.post(person.mira, log.id, `line ${n}`)).id);
    const fetched = async (options: object) => [
      ...(await log.messages.fetch({ ...options, cache: false })).keys(),
    ];
    expect(await fetched({ limit: 3 })).toEqual([ids[8], ids[7], ids[6]]);
    expect(await fetched({ limit: 2, before: ids[4]! })).toEqual([ids[3], ids[2]]);
    expect(await fetched({ limit: 2, after: ids[4]! })).toEqual([ids[6], ids[5]]);
    expect(await fetched({ limit: 3, around: ids[4]! })).toEqual([ids[5], ids[4], ids[3]]);
    expect((await log.messages.fetch(ids[0]!)).content).toBe('line 0');
  });
});
