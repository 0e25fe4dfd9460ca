// What a message brings beside its words: a forwarded message, a poll, stickers.
import {
  type APIMessage,
  type APIMessageSnapshot,
  type APIPoll,
  type MessageFlags,
  MessageReferenceType,
  PollLayoutType,
  StickerFormatType,
} from 'discord-api-types/v10';
import type { MessageBody } from '../bodies/message.ts';
import type { Poll } from '../bodies/poll.ts';
import type { Channel } from './entities.ts';
import type { World } from './world.ts';

type Brought = Partial<
  Pick<APIMessage, 'message_snapshots' | 'message_reference' | 'poll' | 'sticker_items'>
>;

/** `stickers`: their names. `at`: when the message is written, milliseconds since 1970. */
export function broughtBy(
  world: World,
  channel: Channel,
  body: MessageBody,
  { stickers = [], at }: { readonly stickers?: readonly string[]; readonly at: number },
): Brought {
  const reference = referenceOf(world, channel, body);
  return {
    ...(reference && { message_reference: reference }),
    ...(reference?.type === MessageReferenceType.Forward && {
      message_snapshots: snapshotsOf(world, reference),
    }),
    ...(body.poll && { poll: pollOf(body.poll, at) }),
    ...(stickers.length > 0 && {
      sticker_items: stickers.map((name) => ({
        id: world.ids.next(),
        name,
        format_type: StickerFormatType.PNG,
      })),
    }),
  };
}

/** The enum's type has no name for several flags together. */
export const asFlags = (bits: number) => bits as unknown as MessageFlags;

export const isForward = (body: MessageBody) => body.message_reference?.type === MessageReferenceType.Forward;

/** The message that the body replies to or forwards, as Discord writes it. */
function referenceOf(world: World, channel: Channel, body: MessageBody): APIMessage['message_reference'] {
  const named = body.message_reference;
  if (!named) return undefined;
  const source = isForward(body) ? world.channel(named.channel_id ?? '') : channel;
  return {
    type: isForward(body) ? MessageReferenceType.Forward : MessageReferenceType.Default,
    channel_id: source.id,
    message_id: named.message_id,
    ...(source.guildId !== undefined && { guild_id: source.guildId }),
  };
}

/** The message as it is now: a forward does not change with it, and does not say who wrote it. */
function snapshotsOf(
  world: World,
  { channel_id: channelId, message_id: id }: NonNullable<APIMessage['message_reference']>,
): APIMessageSnapshot[] {
  const { message } = world.post(channelId, id ?? '');
  if (message.message_snapshots) return message.message_snapshots; // a forward of a forward
  const { type, content, mentions, mention_roles, attachments, embeds, timestamp, edited_timestamp } =
    message;
  const { flags, components = [], sticker_items } = message;
  const known = { type, content, mentions, mention_roles, attachments, embeds, timestamp, edited_timestamp };
  const shown = { ...known, flags: asFlags(flags ?? 0), components, ...(sticker_items && { sticker_items }) };
  return [{ message: shown }];
}

const HOUR = 3_600_000;
const DEFAULT_HOURS = 24;

function pollOf({ question, answers, allow_multiselect, duration }: Poll, at: number): APIPoll {
  return {
    question: { text: question.text },
    answers: answers.map(({ poll_media: { text, emoji } }, n) => ({
      answer_id: n + 1,
      poll_media: { text, ...(emoji && { emoji: { id: emoji.id ?? null, name: emoji.name ?? null } }) },
    })),
    expiry: new Date(at + (duration ?? DEFAULT_HOURS) * HOUR).toISOString().replace('Z', '000+00:00'),
    allow_multiselect: allow_multiselect ?? false,
    layout_type: PollLayoutType.Default,
    results: { is_finalized: false, answer_counts: [] },
  };
}
