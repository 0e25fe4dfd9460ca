// What a question is about: the message that it replies to, what it forwards, its poll and, in a thread, the message that
// began it.
import { type GuildMember, type Message, MessageReferenceType, PermissionFlagsBits } from 'discord.js';
import { orNull } from '../../discord/gone.ts';
import { canSee } from '../../discord/permissions.ts';
import { harmless } from '../../report/citing.ts';
import type { Store } from '../../store/store.ts';
import { saidTo } from '../addressed.ts';
import { quoted } from '../attached.ts';
import { withoutNotes } from '../history.ts';
import type { Answerable } from '../replyTarget.ts';
import { mayBeShown } from '../writer.ts';

type Shown = Pick<Store, 'messages' | 'people'>;

/** Characters of such a message that a model is shown: its beginning and its end. */
const MOST_SHOWN = 800;

/** Null where the message is no reply, or what it replies to is gone. */
export async function repliedTo({ reference, channel }: Answerable): Promise<Message | null> {
  if (reference?.messageId === undefined || reference.channelId !== channel.id) return null;
  // A forwarded message is no reply.
  if (reference.type === MessageReferenceType.Forward) return null;
  return orNull(channel.messages.fetch(reference.messageId));
}

/** What a message is about, as other people's words, quoted. */
export interface Context {
  /** '' where there is none. */
  readonly text: string;
  /** It is more than what began the thread: the message itself points to it. */
  readonly isPointedAt: boolean;
}

/**
 * Left out: what the person may not see, what people who opted out wrote, and what began a thread by the bot, as alerts
 * do.
 */
export async function contextOf(
  message: Answerable,
  replied: Message | null,
  store: Shown,
): Promise<Context> {
  const starter = await starterOf(message);
  const isNew = starter !== null && starter.id !== replied?.id && starter.id !== message.id;
  const cited: [string, Message | null][] = [
    ['↩', replied],
    ['🧵', isNew ? starter : null],
  ];
  const [answered = '', begun = ''] = await Promise.all(
    cited.map(async ([mark, one]) =>
      one && (await isOpen(one, message, store)) ? quotation(mark, one) : '',
    ),
  );
  const brought = [...forwardedIn(message), pollIn(message)];
  return {
    text: [answered, begun, ...brought].filter((quote) => quote !== '').join('\n\n'),
    isPointedAt: [answered, ...brought].some((quote) => quote !== ''),
  };
}

/** Discord does not say who wrote what is forwarded: it is told as somebody else's. */
function forwardedIn({ messageSnapshots }: Message): string[] {
  return messageSnapshots.map((one) => {
    const text = one.content.trim();
    if (text === '') return '';
    const head = /\p{Script=Han}/u.test(text) ? '↪ 转发别人的消息' : "↪ forwarded, somebody else's words";
    return quoted(head, text, MOST_SHOWN);
  });
}

function pollIn({ poll }: Message): string {
  const question = poll?.question.text?.trim() ?? '';
  if (poll === null || question === '') return '';
  const answers = poll.answers.map(({ text }) => `- ${text ?? ''}`);
  return quoted('📊', [question, ...answers].join('\n'), MOST_SHOWN);
}

function quotation(mark: string, message: Message): string {
  const isOwn = message.author.id === message.client.user.id;
  const text = isOwn ? withoutNotes(message.content) : saidTo(message);
  if (text === '') return '';
  return quoted(`${mark} ${harmless(message.author.displayName, 40)}`, text, MOST_SHOWN);
}

async function isOpen(message: Message, asked: Answerable, store: Shown): Promise<boolean> {
  return !asked.inGuild() || mayBeShown(message, { guild: asked.guildId, asker: asked.author.id }, store);
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
