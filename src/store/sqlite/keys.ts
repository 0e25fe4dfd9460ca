// Snowflakes and names to the small integers that rows point at, made on first use.
import type { ChannelId, GuildId, UserId } from '../../ids.ts';
import type { Scope } from '../store.ts';
import type { Database } from './database.ts';

export interface Keys {
  /** Inside a write transaction only: these make what is missing. */
  scope(scope: Scope): number;
  member(guildId: GuildId, userId: UserId): number;
  judge(model: string, promptVersion: string): number;
  findScope(scope: Scope): number | null;
  findMember(guildId: GuildId, userId: UserId): number | null;
  channelsOf(guildId: GuildId): { key: number; channelId: ChannelId }[];
  /** A channel is of one server; more than one key only if it was told otherwise. */
  ofChannel(channelId: ChannelId): number[];
}

const channelOf = (scope: Scope) => BigInt(scope.channelId ?? 0);

export function sqliteKeys({ handle }: Database): Keys {
  type Found = { key: number } | undefined;
  const find = {
    scope: handle.prepare<[bigint, bigint], Found>('SELECT key FROM scopes WHERE guild = ? AND channel = ?'),
    member: handle.prepare<[bigint, bigint], Found>('SELECT key FROM members WHERE guild = ? AND user = ?'),
    judge: handle.prepare<[string, string], Found>(
      'SELECT key FROM judges WHERE model = ? AND prompt_version = ?',
    ),
  };
  const make = {
    scope: handle.prepare('INSERT INTO scopes (guild, channel) VALUES (?, ?)'),
    member: handle.prepare('INSERT INTO members (guild, user) VALUES (?, ?)'),
    judge: handle.prepare('INSERT INTO judges (model, prompt_version) VALUES (?, ?)'),
  };
  const channels = handle.prepare<[bigint], { key: number; channelId: ChannelId }>(
    'SELECT key, CAST(channel AS TEXT) AS channelId FROM scopes WHERE guild = ? AND channel <> 0',
  );
  const ofChannel = handle.prepare<[bigint], { key: number }>(
    'SELECT key FROM scopes WHERE channel = ? AND channel <> 0',
  );

  const findScope = (scope: Scope) => find.scope.get(BigInt(scope.guildId), channelOf(scope))?.key ?? null;
  const findMember = (guildId: GuildId, userId: UserId) =>
    find.member.get(BigInt(guildId), BigInt(userId))?.key ?? null;
  return {
    findScope,
    findMember,
    ofChannel: (channelId) => ofChannel.all(BigInt(channelId)).map(({ key }) => key),
    channelsOf: (guildId) => channels.all(BigInt(guildId)),
    scope: (scope) =>
      findScope(scope) ?? Number(make.scope.run(BigInt(scope.guildId), channelOf(scope)).lastInsertRowid),
    member: (guildId, userId) =>
      findMember(guildId, userId) ?? Number(make.member.run(BigInt(guildId), BigInt(userId)).lastInsertRowid),
    judge: (model, promptVersion) =>
      find.judge.get(model, promptVersion)?.key ??
      Number(make.judge.run(model, promptVersion).lastInsertRowid),
  };
}
