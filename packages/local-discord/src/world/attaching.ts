// Files of messages: stored, and shown in an embed or below the text.
import type { APIEmbed } from 'discord-api-types/v10';
import { invalidForm } from '../apiError.ts';
import type { MessageBody } from '../bodies/message.ts';
import { type Upload, safeName } from '../bodies/upload.ts';
import type { Attachment, Channel } from './entities.ts';
import type { World } from './world.ts';

/** Stores the files of a message that is written or changed. Throws "Invalid Form Body" for more than ten. */
export async function storeFiles(
  world: World,
  channel: Channel,
  body: MessageBody,
  files: readonly Upload[],
): Promise<Attachment[]> {
  if (files.length > 10)
    throw invalidForm(['attachments'], 'BASE_TYPE_MAX_LENGTH', 'Must be 10 or fewer in length.');
  const attachments = files.map((file): Attachment => {
    const told = body.attachments?.find((one) => one.id === file.key);
    const id = world.ids.next();
    const filename = safeName(told?.filename ?? file.name);
    const path = `/files/${channel.id}/${id}/${encodeURIComponent(filename)}`;
    return {
      id,
      filename,
      size: file.bytes.byteLength,
      url: path,
      proxy_url: path,
      content_type: file.contentType,
      ...(told?.description && { description: told.description }),
      ...(told?.duration_secs != null && { duration_secs: told.duration_secs }),
      ...(told?.waveform != null && { waveform: told.waveform }),
    };
  });
  await Promise.all(attachments.map(({ id }, n) => world.files.put(id, files[n]?.bytes ?? new Uint8Array())));
  return attachments;
}

/** Embeds whose "attachment://chart.png" is the file's address, and the files that no embed shows. */
export function placeFiles(embeds: APIEmbed[], attachments: Attachment[]) {
  const shown = new Set<string>();
  const settle = <T extends { url: string }>(picture: T): T => {
    const file = attachments.find(({ filename }) => picture.url === `attachment://${filename}`);
    if (!file) return picture;
    shown.add(file.id);
    return { ...picture, url: file.url, proxy_url: file.url };
  };
  const settled = embeds.map((embed) => ({
    ...embed,
    ...(embed.image && { image: settle(embed.image) }),
    ...(embed.thumbnail && { thumbnail: settle(embed.thumbnail) }),
  }));
  return { embeds: settled, attachments: attachments.filter(({ id }) => !shown.has(id)) };
}
