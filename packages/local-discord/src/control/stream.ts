// The control stream: tells every open page and test what happens, as far as its person may see it.
import type { Post } from '../world/entities.ts';
import { canSee } from '../permissions.ts';
import type { WorldEvent } from '../world/events.ts';
import { messagePayload } from '../world/payloads.ts';
import type { World } from '../world/world.ts';
import type { Caption, ControlEvent } from './protocol.ts';

interface Reader {
  /** Undefined: sees everything except ephemeral messages, as tests do. */
  readonly userId: string | undefined;
  /** Not among those who look on. */
  readonly isHidden: boolean;
  readonly push: (event: ControlEvent) => void;
  readonly end: () => void;
}

export class Stream {
  readonly #world: World;
  readonly #readers = new Set<Reader>();
  readonly #stopListening: () => void;
  #caption: Caption | null = null;

  constructor(world: World) {
    this.#world = world;
    this.#stopListening = world.listen((event) => this.#announce(event));
  }

  open(reader: Reader): () => void {
    this.#readers.add(reader);
    // The first event tells the reader that it is listening.
    reader.push({ type: 'state' });
    if (this.#caption) reader.push(this.#captionFor(reader, this.#caption));
    this.#tellReaders(reader);
    return () => {
      if (this.#readers.delete(reader)) this.#tellReaders(reader);
    };
  }

  /** The people whose events are read. */
  readers(): string[] {
    return [
      ...new Set([...this.#readers].flatMap(({ userId, isHidden }) => (isHidden ? [] : (userId ?? [])))),
    ];
  }

  /** Null: nothing is told any more. */
  caption(caption: Caption | null): void {
    this.#caption = caption;
    for (const reader of this.#readers) {
      reader.push(caption ? this.#captionFor(reader, caption) : { type: 'caption', caption });
    }
  }

  tell(event: ControlEvent): void {
    for (const reader of this.#readers) {
      const channelId = event.type === 'tag' ? this.#world.channels.get(event.tag.channelId) : undefined;
      if (event.type === 'tag' && reader.userId !== undefined)
        if (!channelId || !canSee(this.#world, channelId, reader.userId)) continue;
      reader.push(event);
    }
  }

  close(): void {
    this.#stopListening();
    for (const reader of [...this.#readers]) reader.end();
    this.#readers.clear();
  }

  /** Who reads is a part of the state. */
  #tellReaders(changed: Reader): void {
    if (changed.userId === undefined || changed.isHidden) return;
    for (const reader of this.#readers) if (reader !== changed) reader.push({ type: 'state' });
  }

  /** Without what the person can't see. */
  #captionFor({ userId }: Reader, { show, ...caption }: Caption): ControlEvent {
    const channel = show && this.#world.channels.get(show.channelId);
    const isSeen = channel && (userId === undefined || canSee(this.#world, channel, userId));
    return { type: 'caption', caption: { ...caption, ...(isSeen && { show }) } };
  }

  #announce(event: WorldEvent): void {
    for (const reader of this.#readers) {
      const told = this.#seenBy(event, reader.userId);
      if (told) reader.push(told);
    }
  }

  #seenBy(event: WorldEvent, userId: string | undefined): ControlEvent | undefined {
    const world = this.#world;
    const viewer = userId ?? world.botId;
    const hidden = (channelOf: WorldEvent & { channel: Parameters<typeof canSee>[1] }, only?: string) =>
      (userId !== undefined && !canSee(world, channelOf.channel, userId)) ||
      (only !== undefined && only !== userId);
    const message = (post: Post) => messagePayload(world, post, viewer);
    switch (event.type) {
      case 'post':
        return hidden(event, event.post.onlyFor)
          ? undefined
          : { type: 'message', message: message(event.post) };
      case 'postEdit':
        return hidden(event, event.post.onlyFor) ? undefined : { type: 'edit', message: message(event.post) };
      case 'postsGone':
        return hidden(event, event.onlyFor)
          ? undefined
          : { type: 'delete', channelId: event.channel.id, ids: event.ids };
      case 'reaction':
      case 'reactionsCleared':
        return hidden(event, event.post.onlyFor)
          ? undefined
          : { type: 'reactions', message: message(event.post) };
      case 'typing':
        return hidden(event)
          ? undefined
          : { type: 'typing', channelId: event.channel.id, userId: event.userId };
      case 'interaction':
        return undefined;
      default:
        return { type: 'state' };
    }
  }
}
