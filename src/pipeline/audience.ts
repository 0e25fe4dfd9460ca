// The readers of a report: what they may read, and the names of people and channels.
import type { Client } from 'discord.js';
import { everyoneSees } from '../discord/audience.ts';
import { namesIn } from '../discord/names.ts';
import type { Audience } from '../figures/talk.ts';
import type { ChannelId, GuildId, MessageId } from '../ids.ts';
import type { SummaryFacts } from '../mood/summary.ts';
import type { Store } from '../store/store.ts';

/** The audience of a report: everyone who can read the channel that it is posted in. */
export function audienceOf(client: Client, guildId: GuildId, readIn: ChannelId): Audience {
  return {
    isReadable: (id) => everyoneSees(client, id, readIn),
    names: namesIn(client.guilds.cache.get(guildId)),
  };
}

/**
 * The text of the cited messages as it is now, without those that were deleted or hidden since, and without those whose
 * verdict changed: an edit or a correction takes a quote away.
 */
export async function textsOf(
  store: Store,
  { typical }: SummaryFacts,
  { isReadable }: Audience,
): Promise<Map<MessageId, string>> {
  const texts = new Map<MessageId, string>();
  for (const label of ['positive', 'negative'] as const) {
    for (const message of await Promise.all(typical[label].map(({ id }) => store.messages.get(id)))) {
      const isShown =
        message?.verdict?.label === label && message.corrected === null && isReadable(message.channelId);
      if (isShown && message.content !== null) texts.set(message.id, message.content);
    }
  }
  return texts;
}
