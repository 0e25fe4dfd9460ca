// The "resolved" part of an interaction: the users, members, roles, channels and messages that its ids mean.
import { guildPermissions, permissionsIn } from '../permissions.ts';
import type { Channel } from '../world/entities.ts';
import { channelPayload, memberPayload, messagePayload, rolePayload } from '../world/payloads.ts';
import type { World } from '../world/world.ts';

export class Resolved {
  readonly #world: World;
  readonly #channel: Channel;
  readonly #userId: string;
  readonly #found: Record<string, Record<string, object>> = {};

  /** `userId`: the person who acts in the channel. */
  constructor(world: World, channel: Channel, userId: string) {
    this.#world = world;
    this.#channel = channel;
    this.#userId = userId;
  }

  get payload(): { resolved?: object } {
    return Object.keys(this.#found).length > 0 ? { resolved: this.#found } : {};
  }

  /** False where there is no such user. */
  user(id: string): boolean {
    const person = this.#world.people.get(id);
    if (!person) return false;
    this.#put('users', id, person.user);
    const guild = this.#world.guilds.get(this.#channel.guildId ?? '');
    const member = guild && this.#world.memberOf(guild, id);
    if (member)
      this.#put('members', id, {
        ...memberPayload(this.#world, member),
        user: undefined,
        permissions: guildPermissions(guild, id).toString(),
      });
    return true;
  }

  role(id: string): boolean {
    const role = this.#world.guilds.get(this.#channel.guildId ?? '')?.roles.find((one) => one.id === id);
    if (role) this.#put('roles', id, rolePayload(role));
    return role !== undefined;
  }

  /** Of the same server and, where given, of one of these types. */
  channel(id: string, types?: readonly number[]): boolean {
    const channel = this.#world.channels.get(id);
    if (!channel || channel.guildId === undefined || channel.guildId !== this.#channel.guildId) return false;
    if (types?.length && !types.includes(channel.type)) return false;
    this.#put('channels', id, {
      ...channelPayload(this.#world, channel),
      permissions: permissionsIn(this.#world, channel, this.#userId).toString(),
    });
    return true;
  }

  message(id: string): boolean {
    const post = this.#world.posts(this.#channel.id).find(({ message }) => message.id === id);
    if (!post || (post.onlyFor !== undefined && post.onlyFor !== this.#userId)) return false;
    this.#put('messages', id, messagePayload(this.#world, post, this.#world.botId));
    return true;
  }

  #put(kind: string, id: string, payload: object): void {
    (this.#found[kind] ??= {})[id] = payload;
  }
}
