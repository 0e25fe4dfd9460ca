// Fits a post to the bot's rights in a channel: without the right to embeds, their text becomes plain text.
import type { APIEmbed } from 'discord-api-types/v10';
import type { ReportMessage } from './message.ts';

/** What a post may hold beside its words. */
export interface PostRights {
  readonly embeds: boolean;
  readonly files: boolean;
}

/** Discord's limit of a message. */
const MOST = 2000;

/** The same post where nothing is missing. Without files, pictures go; without embeds, their words become the content. */
export function withinRights<T extends ReportMessage>(message: T, rights: PostRights): T {
  const shown = rights.files ? message : withoutFiles(message);
  return rights.embeds ? shown : withoutEmbeds(shown);
}

function withoutFiles<T extends ReportMessage>(message: T): T {
  const embeds = message.embeds.map(({ image, ...embed }): APIEmbed => ({
    ...embed,
    ...(image && !image.url.startsWith('attachment:') && { image }),
  }));
  return { ...message, embeds, files: [] };
}

function withoutEmbeds<T extends ReportMessage>(message: T): T {
  const words = [message.content, ...message.embeds.map(wordsOf)].filter((text) => text !== '');
  return { ...message, content: shortened(words.join('\n')), embeds: [] };
}

const wordsOf = ({ title, description, fields = [], footer }: APIEmbed): string =>
  [
    ...(title === undefined ? [] : [`**${title}**`]),
    ...(description === undefined ? [] : [description]),
    ...fields.map(({ name, value }) => `**${name}**\n${value}`),
    ...(footer === undefined ? [] : [`-# ${footer.text}`]),
  ].join('\n');

/** Whole lines; the last, by which a post is found again, stays. */
function shortened(text: string): string {
  const lines = text.split('\n');
  const last = lines.at(-1) ?? '';
  let kept = lines.slice(0, -1);
  while (kept.length > 0 && [...kept, last].join('\n').length > MOST) kept = kept.slice(0, -1);
  return [...kept, last].join('\n').slice(0, MOST);
}
