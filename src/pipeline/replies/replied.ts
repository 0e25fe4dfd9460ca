// What a question is about: the message that it replies to and, in a thread, the message that began it.
import { type GuildMember, type Message, MessageReferenceType, PermissionFlagsBits } from 'discord.js';
import { orNull } from '../../discord/gone.ts';
import { canSee } from '../../discord/permissions.ts';
import { guildId, userId } from '../../ids.ts';
import { harmless } from '../../report/citing.ts';
import type { PeopleStore } from '../../store/store.ts';
import { saidTo } from '../addressed.ts';
import { quoted } from '../attached.ts';
import { withoutNotes } from '../history.ts';
import type { Answerable } from '../replyTarget.ts';

/** Characters of such a message that a model is shown: its beginning and its end. */
const MOST_SHOWN = 800;

/** Null where the message is no reply, or what it replies to is gone. */
export async function repliedTo({ reference, channel }: Answerable): Promise<Message | null> {
  if (reference?.messageId === undefined || reference.channelId !== channel.id) return null;
  // A forwarded message is no reply.
  if (reference.type === MessageReferenceType.Forward) return null;
  return orNull(channel.messages.fetch(reference.messageId));
}

/**
 * Both as other people's words, quoted; '' where there is none. Left out: what the person may not see, what people who
 * opted out wrote, and what began a thread by the bot, as alerts do.
 */
export async function contextOf(
  message: Answerable,
  replied: Message | null,
  people: Pick<PeopleStore, 'isOptedOut'>,
): Promise<string> {
  const starter = await starterOf(message);
  const isNew = starter !== null && starter.id !== replied?.id && starter.id !== message.id;
  const cited: [string, Message | null][] = [
    ['↩', replied],
    ['🧵', isNew ? starter : null],
  ];
  const quotes = await Promise.all(
    cited.map(async ([mark, one]) =>
      one && (await isOpen(one, message, people)) ? quotation(mark, one) : '',
    ),
  );
  return quotes.filter((quote) => quote !== '').join('\n\n');
}

function quotation(mark: string, message: Message): string {
  const isOwn = message.author.id === message.client.user.id;
  const text = isOwn ? withoutNotes(message.content) : saidTo(message);
  if (text === '') return '';
  return quoted(`${mark} ${harmless(message.author.displayName, 40)}`, text, MOST_SHOWN);
}

async function isOpen(
  { author }: Message,
  asked: Answerable,
  people: Pick<PeopleStore, 'isOptedOut'>,
): Promise<boolean> {
  if (!asked.inGuild() || author.id === asked.author.id) return true;
  return !(await people.isOptedOut(guildId.parse(asked.guildId), userId.parse(author.id)));
}

async function starterOf(message: Answerable): Promise<Message | null> {
  const { channel } = message;
  if (!channel.isThread()) return null;
  const starter = await orNull(channel.fetchStarterMessage());
  if (!starter || starter.author.id === message.client.user.id) return null;
  if (starter.channelId === channel.id) return starter; // a post of a forum
  const member = await memberOf(message);
  const { parent } = channel;
  if (!member || !parent || !canSee(parent, member)) return null;
  return parent.permissionsFor(member).has(PermissionFlagsBits.ReadMessageHistory) ? starter : null;
}

async function memberOf(message: Answerable): Promise<GuildMember | null> {
  if (!message.inGuild()) return null;
  return message.member ?? (await orNull(message.guild.members.fetch(message.author.id)));
}
