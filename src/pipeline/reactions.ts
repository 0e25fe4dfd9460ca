// The verdict as a reaction on the message, where the server asked for it.
import { DiscordAPIError, type Client } from 'discord.js';
import type { Label, Verdict } from '../mood/verdict.ts';
import type { Store, StoredMessage } from '../store/store.ts';
import type { Background } from './background.ts';

/** The reaction for each verdict. */
export const MARKS: Readonly<Record<Label, string>> = { positive: '😄', neutral: '😐', negative: '😟' };
/** Discord allows about four reactions a second. Verdicts that come faster get none. */
const MOST_WAITING = 40;

export interface Reactions {
  /** Shows a stored verdict; an edited message loses its former reaction. */
  show(message: StoredMessage, verdict: Verdict): Promise<void>;
}

export function createReactions({
  client,
  store,
  background,
}: {
  client: Client;
  store: Store;
  background: Background;
}): Reactions {
  let waiting = 0;

  async function react(message: StoredMessage, emoji: string): Promise<void> {
    const channel = await client.channels.fetch(message.channelId);
    if (!channel?.isTextBased()) return;
    const target = await channel.messages.fetch(message.id);
    if (message.revision > 1) {
      for (const former of target.reactions.cache.values()) {
        const isOurs =
          former.me && former.emoji.name !== emoji && Object.values(MARKS).includes(former.emoji.name ?? '');
        if (isOurs) await former.users.remove(client.user?.id);
      }
    }
    await target.react(emoji);
  }

  return {
    async show(message, { label }) {
      const { reactions } = await store.settings.get(message.guildId);
      if (!reactions || waiting >= MOST_WAITING) return;
      waiting += 1;
      background.run('a reaction', async () => {
        try {
          await react(message, MARKS[label]);
        } catch (error) {
          // The message or channel is gone, or the permission was taken: nothing is lost.
          if (!(error instanceof DiscordAPIError)) throw error;
        } finally {
          waiting -= 1;
        }
      });
    },
  };
}
