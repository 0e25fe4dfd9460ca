// Everything that can happen in the world. The gateway and the control stream translate it for their readers.
import type { APIInteraction } from 'discord-api-types/v10';
import type { Channel, Guild, Member, Post, Role } from './entities.ts';

export type WorldEvent =
  | {
      readonly type: 'post';
      readonly post: Post;
      readonly channel: Channel;
      readonly nonce?: string | number;
    }
  | { readonly type: 'postEdit'; readonly post: Post; readonly channel: Channel }
  | {
      readonly type: 'postsGone';
      readonly ids: string[];
      readonly channel: Channel;
      readonly bulk: boolean;
      readonly onlyFor?: string;
    }
  | {
      readonly type: 'reaction';
      readonly added: boolean;
      readonly post: Post;
      readonly channel: Channel;
      readonly userId: string;
      readonly emoji: { readonly id: string | null; readonly name: string };
    }
  | { readonly type: 'reactionsCleared'; readonly post: Post; readonly channel: Channel }
  | { readonly type: 'typing'; readonly channel: Channel; readonly userId: string }
  | { readonly type: 'channelNew' | 'channelEdit' | 'channelGone'; readonly channel: Channel }
  | { readonly type: 'guildEdit' | 'guildJoin' | 'guildLeave'; readonly guild: Guild }
  | { readonly type: 'memberNew' | 'memberEdit'; readonly guild: Guild; readonly member: Member }
  | { readonly type: 'roleNew' | 'roleEdit'; readonly guild: Guild; readonly role: Role }
  | { readonly type: 'interaction'; readonly interaction: APIInteraction; readonly guildId?: string }
  | { readonly type: 'commands' }
  | { readonly type: 'people' }
  | { readonly type: 'online' };
