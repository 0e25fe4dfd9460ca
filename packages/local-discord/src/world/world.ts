// The state of the local Discord: what exists. Listeners are told of every change.
import type { Clock } from '../clock.ts';
import { compareIds } from '../snowflake.ts';
import { unknownChannel, unknownGuild, unknownMember, unknownMessage, unknownUser } from '../apiError.ts';
import type { Channel, Guild, Member, Person, Post } from './entities.ts';
import type { WorldEvent } from './events.ts';
import type { Files } from './files.ts';
import { NO_FILTER } from './filter.ts';
import { Nonces } from './nonces.ts';
import { Snowflakes } from './snowflakes.ts';

export interface WorldSetup {
  readonly clock: Clock;
  readonly botId: string;
  /** The permissions of the bot's own role in servers that it joins. */
  readonly botPermissions: bigint;
  readonly files: Files;
  readonly pastIdsMade?: number;
}

export class World {
  readonly clock: Clock;
  readonly ids: Snowflakes;
  readonly files: Files;
  /** The bot's user; its application has the same id, as on Discord. */
  readonly botId: string;
  /** The permissions of the bot's own role in servers that it joins; `joinBot` can say others. */
  readonly botPermissions: bigint;
  readonly nonces: Nonces;
  readonly people = new Map<string, Person>();
  readonly guilds = new Map<string, Guild>();
  readonly channels = new Map<string, Channel>();
  readonly #posts = new Map<string, Post[]>();
  readonly #listeners = new Set<(event: WorldEvent) => void>();
  /** Which texts of the bot are refused. */
  filter = NO_FILTER;
  /** The address of this server; known once it listens. */
  baseUrl = '';

  constructor(setup: WorldSetup) {
    this.clock = setup.clock;
    this.botId = setup.botId;
    this.botPermissions = setup.botPermissions;
    this.nonces = new Nonces(setup.clock);
    this.files = setup.files;
    this.ids = new Snowflakes(setup.clock, setup.pastIdsMade);
  }

  listen(listener: (event: WorldEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit(event: WorldEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }

  person(id: string): Person {
    const person = this.people.get(id);
    if (!person) throw unknownUser();
    return person;
  }

  get bot(): Person {
    return this.person(this.botId);
  }

  guild(id: string): Guild {
    const guild = this.guilds.get(id);
    if (!guild) throw unknownGuild();
    return guild;
  }

  channel(id: string): Channel {
    const channel = this.channels.get(id);
    if (!channel) throw unknownChannel();
    return channel;
  }

  member(guild: Guild, userId: string): Member {
    const member = this.memberOf(guild, userId);
    if (!member) throw unknownMember();
    return member;
  }

  memberOf(guild: Guild, userId: string): Member | undefined {
    return guild.members.find((member) => member.userId === userId);
  }

  channelsOf(guildId: string): Channel[] {
    return [...this.channels.values()].filter((channel) => channel.guildId === guildId);
  }

  /** Oldest first. */
  posts(channelId: string): readonly Post[] {
    return this.#posts.get(channelId) ?? [];
  }

  post(channelId: string, messageId: string): Post {
    const post = this.posts(channelId).find(({ message }) => message.id === messageId);
    if (!post) throw unknownMessage();
    return post;
  }

  addPost(post: Post): void {
    const channel = this.channel(post.message.channel_id);
    const posts = this.#posts.get(channel.id) ?? [];
    // Nearly always it is the newest, so search from the end.
    const after = posts.findLastIndex(({ message }) => compareIds(message.id, post.message.id) < 0);
    posts.splice(after + 1, 0, post);
    this.#posts.set(channel.id, posts);
    if (!post.onlyFor) channel.lastMessageId = posts.at(-1)?.message.id ?? null;
  }

  removePosts(channelId: string, ids: readonly string[]): void {
    const gone = new Set(ids);
    this.#posts.set(
      channelId,
      this.posts(channelId).filter(({ message }) => !gone.has(message.id)),
    );
  }

  forgetChannel(channelId: string): void {
    this.channels.delete(channelId);
    this.#posts.delete(channelId);
  }
}
