// How a person, or a webhook, writes a message: words, files, a forward, a poll, stickers, a voice message.
import { MessageFlags } from 'discord-api-types/v10';
import { z } from 'zod';
import { ApiError, tooLarge } from '../apiError.ts';
import { check } from '../bodies/check.ts';
import { messageBody } from '../bodies/message.ts';
import { poll } from '../bodies/poll.ts';
import { LARGEST_FILE, type Upload } from '../bodies/upload.ts';
import { snowflake as id } from '../snowflake.ts';
import type { Post } from '../world/entities.ts';
import { userPayload } from '../world/payloads.ts';
import { publish } from '../world/posting.ts';
import { mayPost } from '../world/rights.ts';
import type { World } from '../world/world.ts';

export const newMessage = z.object({
  channelId: id,
  authorId: id,
  content: z.string(),
  replyTo: id.optional(),
  forward: z.object({ channelId: id, messageId: id }).optional(),
  poll: poll.optional(),
  stickers: z.array(z.string().min(2).max(30)).max(3).optional(),
  voice: z.object({ seconds: z.number().min(0).max(1200) }).optional(),
  files: z
    .array(z.object({ name: z.string(), contentType: z.string().max(200), base64: z.base64() }))
    .optional(),
  at: z.iso.datetime({ offset: true }).optional(),
});
type NewMessage = z.output<typeof newMessage>;

export const newWebhookMessage = z.object({
  channelId: id,
  webhookId: id.optional(),
  name: z.string().min(1).max(80),
  content: z.string().min(1),
});

/** Writes a message as a person would, now or in the past. */
export async function publishAs(world: World, wish: NewMessage): Promise<Post> {
  const channel = world.channel(wish.channelId);
  const authorId = world.person(wish.authorId).user.id;
  const files = filesOf(wish);
  const body = check(messageBody, bodyOf(wish));
  mayPost(world, channel, authorId, body, files.length);
  const moment = wish.at === undefined ? undefined : Date.parse(wish.at);
  if (moment !== undefined && moment > world.clock.now())
    throw new ApiError(400, 0, '"at" must lie in the past.');
  const origin = moment === undefined ? {} : { id: world.ids.at(moment) };
  const { stickers = [] } = wish;
  return publish(world, { authorId, channel, body, files, stickers }, origin);
}

/** Writes a message as a webhook of the channel does, under any name; nobody is a member of that name. */
export async function publishByWebhook(
  world: World,
  { channelId, webhookId, name, content }: z.output<typeof newWebhookMessage>,
): Promise<Post> {
  const channel = world.channel(channelId);
  const body = check(messageBody, { content, allowed_mentions: { parse: [] } });
  const user = userPayload(webhookId ?? world.ids.next(), name, name, true);
  const webhook = { ...user, global_name: null, discriminator: '0000' };
  return publish(world, { authorId: world.botId, channel, body }, { webhook });
}

function filesOf({ files = [] }: NewMessage): Upload[] {
  const uploads = files.map((file, n): Upload => ({
    key: String(n),
    name: file.name,
    contentType: file.contentType,
    bytes: Buffer.from(file.base64, 'base64'),
  }));
  if (uploads.some(({ bytes }) => bytes.byteLength > LARGEST_FILE)) throw tooLarge();
  return uploads;
}

function bodyOf({ content, replyTo, forward, poll: asked, voice }: NewMessage): object {
  return {
    content,
    ...(replyTo !== undefined && { message_reference: { message_id: replyTo } }),
    ...(forward && {
      message_reference: { type: 1, channel_id: forward.channelId, message_id: forward.messageId },
    }),
    ...(asked && { poll: asked }),
    ...(voice && {
      flags: MessageFlags.IsVoiceMessage,
      attachments: [{ id: '0', duration_secs: voice.seconds, waveform: 'AAAA' }],
    }),
  };
}
