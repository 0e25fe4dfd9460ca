// The messages that a role reads: judged ones of people who take part, from channels that its readers may read.
import type { Role } from '../../llm/role/role.ts';
import type { ChannelId } from '../../ids.ts';
import type { Window } from '../../mood/window.ts';
import type { Scope, Store } from '../../store/store.ts';
import { lineOf, type Line } from '../daily/lines.ts';
import { citedOf, clustersOf } from '../daily/topics.ts';
import type { Given } from './answering.ts';

/** Messages of a time that are read at most: the newest. */
const MOST = 500;

interface Wanted {
  readonly scope: Scope;
  /** Null: the newest, however old. */
  readonly window: Window | null;
  /** Messages at most; as many as the role is shown where it is not said. */
  readonly count?: number | undefined;
  /** It is posted: then nothing is quoted whose verdict was corrected. */
  readonly isPosted: boolean;
  readonly isReadable: (channel: ChannelId) => boolean;
  /** Lower case; they do not count as words, so no topic is about a person. */
  readonly names: ReadonlySet<string>;
}

export interface RoleReading {
  /** Oldest first; none where nothing can be read. */
  readonly shown: readonly Given[];
  readonly all: readonly Given[];
  /** How many of how many messages the model is shown. */
  readonly read: { readonly shown: number; readonly found: number };
}

export async function messagesFor(
  role: Role,
  { scope, window, count, isPosted, isReadable, names }: Wanted,
  { messages }: Pick<Store, 'messages'>,
): Promise<RoleReading> {
  const most = count ?? (window ? MOST : role.limits.messages);
  const found = await messages.recent(scope, most, window ? { window } : {});
  const lines = found.toReversed().flatMap((message) => {
    const { content, verdict, channelId, corrected } = message;
    if (!isReadable(channelId) || (isPosted && corrected !== null)) return [];
    const isRead = content !== null && content.trim() !== '' && verdict;
    return isRead ? [lineOf(message, content, verdict, names)] : [];
  });
  const [topic] = role.shows === 'topic' ? await clustersOf(lines) : [];
  if (!topic) {
    const newest = lines.slice(-role.limits.messages).map(givenOf);
    return { shown: newest, all: newest, read: { shown: newest.length, found: lines.length } };
  }
  const all = topic.messages.map(givenOf);
  const shown = all.slice(0, role.limits.messages);
  return { shown, all, read: { shown: shown.length, found: lines.length } };
}

const givenOf = (line: Line): Given => ({
  authorId: line.authorId,
  content: line.content,
  place: citedOf(line),
});
