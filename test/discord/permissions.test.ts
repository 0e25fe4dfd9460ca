import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PermissionFlagsBits, PermissionsBitField } from 'discord.js';
import { inviteLink, INVITE_PERMISSIONS } from '../../src/discord/invite.ts';
import {
  isWatched,
  neededFor,
  PERMISSION_NAMES,
  PERMISSIONS,
  type ChannelFacts,
} from '../../src/discord/permissions.ts';
import { channelId } from '../../src/ids.ts';

const id = (text: string) => channelId.parse(text);
const open: ChannelFacts = {
  id: id('1'),
  parentId: null,
  categoryId: null,
  privateThread: false,
  visibleToEveryone: true,
  visibleToBot: true,
};
const nothing = { include: [], exclude: [] };

describe('which channels are watched', () => {
  it('are those that everyone can see, until told otherwise', () => {
    expect(isWatched(open, nothing)).toBe(true);
    expect(isWatched({ ...open, visibleToEveryone: false }, nothing)).toBe(false);
  });

  it('follow an explicit choice', () => {
    expect(isWatched({ ...open, visibleToEveryone: false }, { include: [id('1')], exclude: [] })).toBe(true);
    expect(isWatched(open, { include: [], exclude: [id('1')] })).toBe(false);
  });

  it('hand their choice down to their threads, which may choose otherwise', () => {
    const thread = { ...open, id: id('2'), parentId: id('1') };
    expect(isWatched(thread, { include: [], exclude: [id('1')] })).toBe(false);
    expect(isWatched({ ...thread, visibleToEveryone: false }, { include: [id('1')], exclude: [] })).toBe(
      true,
    );
    expect(isWatched(thread, { include: [id('2')], exclude: [id('1')] })).toBe(true);
    expect(isWatched(thread, { include: [id('1')], exclude: [id('2')] })).toBe(false);
  });

  it('follow the choice for their category, unless they or their channel have one', () => {
    const channel = { ...open, categoryId: id('9') };
    const thread = { ...channel, id: id('2'), parentId: id('1') };
    const hidden = { ...channel, visibleToEveryone: false };
    const on = { include: [id('9')], exclude: [] };
    const off = { include: [], exclude: [id('9')] };
    for (const one of [channel, thread]) expect(isWatched(one, off)).toBe(false);
    expect(isWatched(hidden, on)).toBe(true);
    expect(isWatched({ ...thread, visibleToEveryone: false }, on)).toBe(true);
    expect(isWatched(hidden, { ...on, exclude: [id('1')] })).toBe(false);
    expect(isWatched(thread, { ...off, include: [id('1')] })).toBe(true);
    expect(isWatched({ ...thread, privateThread: true, visibleToEveryone: false }, on)).toBe(false);
  });

  it('never hold a private thread that was not chosen itself', () => {
    const thread = { ...open, id: id('2'), parentId: id('1'), privateThread: true, visibleToEveryone: false };
    expect(isWatched(thread, { include: [id('1')], exclude: [] })).toBe(false);
    expect(isWatched(thread, { include: [id('2')], exclude: [] })).toBe(true);
  });

  it('never hold a channel that the bot cannot see', () => {
    const some = fc.constantFrom(id('1'), id('2'), id('3'));
    const facts = fc.record({
      id: some,
      parentId: fc.option(some),
      categoryId: fc.option(some),
      privateThread: fc.boolean(),
      visibleToEveryone: fc.boolean(),
      visibleToBot: fc.constant(false),
    });
    const choice = fc.record({ include: fc.array(some), exclude: fc.array(some) });
    fc.assert(fc.property(facts, choice, (channel, chosen) => !isWatched(channel, chosen)));
  });
});

describe('the permissions that are asked for', () => {
  it('are exactly those of the table, each with a purpose', () => {
    expect(new PermissionsBitField(INVITE_PERMISSIONS).toArray().sort()).toEqual(
      [...PERMISSION_NAMES].sort(),
    );
    for (const name of PERMISSION_NAMES) expect(PERMISSIONS[name].length).toBeGreaterThan(0);
    expect(INVITE_PERMISSIONS & PermissionFlagsBits.Administrator).toBe(0n);
  });

  it('name the way to send that fits the place', () => {
    expect(neededFor('reports', false)).toContain('SendMessages');
    expect(neededFor('reports', false)).not.toContain('SendMessagesInThreads');
    expect(neededFor('chat', true)).toContain('SendMessagesInThreads');
    expect(neededFor('chat', true)).not.toContain('SendMessages');
    expect(neededFor('watch', false)).toEqual(['ViewChannel', 'ReadMessageHistory']);
  });

  it('stand in the invite link, with the two scopes and nothing more', () => {
    const link = new URL(inviteLink('123'));
    expect(Object.fromEntries(link.searchParams)).toEqual({
      client_id: '123',
      scope: 'bot applications.commands',
      permissions: INVITE_PERMISSIONS.toString(),
    });
  });
});
