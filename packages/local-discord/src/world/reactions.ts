// Reactions to messages. A person has at most one of each emoji.
import { unknownEmoji } from '../apiError.ts';
import { SNOWFLAKE } from '../snowflake.ts';
import type { Channel, Post } from './entities.ts';
import type { World } from './world.ts';

interface Emoji {
  readonly id: string | null;
  readonly name: string;
}

const OWN = new RegExp(String.raw`^(?:a:)?(\w{2,32}):(${SNOWFLAKE})$`);
const UNICODE = /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}|[0-9#*]\u{FE0F}?\u{20E3})/u;

/** Reads an emoji as routes name it: itself, or "name:id" for one of a server. Throws "Unknown Emoji". */
export function readEmoji(text: string): Emoji {
  const own = OWN.exec(text);
  if (own?.[1] !== undefined && own[2] !== undefined) return { name: own[1], id: own[2] };
  if (!UNICODE.test(text) || text.length > 32) throw unknownEmoji();
  return { name: text, id: null };
}

const same = (emoji: Emoji) => (one: Emoji) => one.name === emoji.name && one.id === emoji.id;

export function react(world: World, channel: Channel, post: Post, userId: string, emoji: Emoji): void {
  let reaction = post.reactions.find(same(emoji));
  if (!reaction) post.reactions.push((reaction = { ...emoji, users: [] }));
  if (reaction.users.includes(userId)) return;
  reaction.users.push(userId);
  world.emit({ type: 'reaction', added: true, post, channel, userId, emoji });
}

export function unreact(world: World, channel: Channel, post: Post, userId: string, emoji: Emoji): void {
  const reaction = post.reactions.find(same(emoji));
  if (!reaction?.users.includes(userId)) throw unknownEmoji();
  reaction.users = reaction.users.filter((id) => id !== userId);
  post.reactions = post.reactions.filter(({ users }) => users.length > 0);
  world.emit({ type: 'reaction', added: false, post, channel, userId, emoji });
}

export function clearReactions(world: World, channel: Channel, post: Post): void {
  post.reactions = [];
  world.emit({ type: 'reactionsCleared', post, channel });
}
