// What the rehearsal has seen so far of the bot.
import type { APIMessage } from 'discord-api-types/v10';
import type { ControlEvent } from 'local-discord';

export interface Seen {
  /** Messages with a verdict. */
  readonly tagged: ReadonlySet<string>;
  /** The bot's messages as they are now, oldest first. */
  posts(): APIMessage[];
  readonly note: (event: ControlEvent) => void;
}

export function createSeen(botId: string): Seen {
  const tagged = new Set<string>();
  const posts = new Map<string, APIMessage>();
  return {
    tagged,
    posts: () => [...posts.values()],
    note(event) {
      if (event.type === 'tag') tagged.add(event.tag.messageId);
      if (event.type !== 'message' && event.type !== 'edit') return;
      if (event.message.author.id === botId) posts.set(event.message.id, event.message);
    },
  };
}

/** The custom id of the button of an alert, e.g. "ack" or "slow15"; undefined where it has none of that name. */
export function buttonOf({ components = [] }: Pick<APIMessage, 'components'>, name: string) {
  const ids = components.flatMap((row) =>
    'components' in row ? row.components.flatMap((one) => ('custom_id' in one ? [one.custom_id] : [])) : [],
  );
  return ids.find((id) => id.startsWith(`alert:${name}:`));
}
