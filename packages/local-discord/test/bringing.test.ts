// What messages bring beside their words reaches an unchanged discord.js client, and what Discord refuses is refused.
import { Events, type Message, MessageFlags, MessageReferenceType, PermissionFlagsBits } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { DEFAULT_BOT } from '../src/world/open.ts';
import { client, HARBOUR, nextEvent, rig, useRig } from './rig.ts';

const { people: person, channels } = HARBOUR;
const QUESTION = { question: { text: 'Pizza tonight?' }, answers: [{ poll_media: { text: 'Yes' } }] };
const SOUND = [{ name: 'voice-message.ogg', contentType: 'audio/ogg', base64: 'T2dnUw==' }];
useRig();

async function heard(act: () => Promise<{ id: string }>): Promise<Message> {
  const seen: Message[] = [];
  const listen = (message: Message) => void seen.push(message);
  client.on(Events.MessageCreate, listen);
  const { id } = await act();
  const known = seen.find((message) => message.id === id);
  const message = known ?? (await nextEvent<Message>(client, Events.MessageCreate, (one) => one.id === id));
  client.off(Events.MessageCreate, listen);
  return message;
}

describe('what messages bring reaches the bot', () => {
  it('a forward as a snapshot of the words at that time, without their author', async () => {
    const original = await rig.people.post(person.yuki, channels.support, 'this is broken');
    const forward = { channelId: channels.support, messageId: original.id };
    const message = await heard(() => rig.people.post(person.lin, channels.general, '', { forward }));
    expect(message.content).toBe('');
    expect(message.reference?.type).toBe(MessageReferenceType.Forward);
    expect(message.flags.has(MessageFlags.HasSnapshot)).toBe(true);
    expect(message.messageSnapshots.first()?.content).toBe('this is broken');
    await rig.people.edit(person.yuki, original, 'never mind');
    const again = await rig.people.read(person.lin, channels.general);
    expect(again.at(-1)?.message_snapshots?.[0]?.message.content).toBe('this is broken');
  });

  it('a poll, stickers and a voice message, each without words', async () => {
    const poll = await heard(() => rig.people.post(person.lin, channels.general, '', { poll: QUESTION }));
    expect([poll.content, poll.poll?.question.text]).toEqual(['', 'Pizza tonight?']);
    const wave = await heard(() => rig.people.post(person.lin, channels.general, '', { stickers: ['Wave'] }));
    expect(wave.stickers.first()?.name).toBe('Wave');
    const voice = await heard(() =>
      rig.people.post(person.lin, channels.general, '', { voice: { seconds: 3.5 }, files: SOUND }),
    );
    expect(voice.flags.has(MessageFlags.IsVoiceMessage)).toBe(true);
    expect(voice.attachments.first()?.duration).toBe(3.5);
  });

  it('words of a webhook under any name, which is nobody of the server', async () => {
    const wish = { channelId: channels.general, name: 'Sunny', content: 'hello from the proxy' };
    const message = await heard(() => rig.people.postByWebhook(wish));
    expect(message.webhookId).toBe(message.author.id);
    expect([message.author.username, message.author.bot, message.member]).toEqual(['Sunny', true, null]);
  });
});

describe('what Discord refuses is refused', () => {
  const post = (more: object, content = '') => rig.people.post(person.lin, channels.general, content, more);

  it('to forward what one may not read, or with words of one’s own', async () => {
    const hidden = await rig.people.post(person.mira, channels.modAlerts, 'secret');
    const forward = { channelId: channels.modAlerts, messageId: hidden.id };
    await expect(post({ forward })).rejects.toThrow('Missing Access');
    const open = await rig.people.post(person.lin, channels.general, 'open');
    const second = { channelId: channels.general, messageId: open.id };
    await expect(post({ forward: second }, 'look')).rejects.toThrow('no content of its own');
  });

  it('a poll without an answer, and one by a bot that may send none', async () => {
    await expect(post({ poll: { ...QUESTION, answers: [] } })).rejects.toThrow('answers');
    await rig.people.setBotPermissions(
      HARBOUR.guild,
      DEFAULT_BOT.permissions & ~PermissionFlagsBits.SendPolls,
    );
    const channel = await client.channels.fetch(channels.general);
    if (!channel?.isSendable()) throw new Error('the channel is gone');
    const poll = { question: { text: '?' }, answers: [{ text: 'a' }], duration: 1, allowMultiselect: false };
    await expect(channel.send({ poll })).rejects.toThrow('Missing Permissions');
  });

  it('a voice message with words, or without its sound', async () => {
    await expect(post({ voice: { seconds: 1 }, files: SOUND }, 'hi')).rejects.toThrow('additional content');
    await expect(post({ voice: { seconds: 1 } })).rejects.toThrow('single audio attachment');
  });
});
