import { ChannelType } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { channelTypesFor, servesFor } from '../../src/discord/channelKinds.ts';

const ALL = Object.values(ChannelType).filter((type) => typeof type === 'number');
const IN_NO_SERVER = [ChannelType.DM, ChannelType.GroupDM, ChannelType.GuildDirectory];
const WITHOUT_MESSAGES = [ChannelType.GuildCategory, ...IN_NO_SERVER];

describe('the table of channel types', () => {
  it('lets every type that holds messages, or threads with messages, be switched off', () => {
    const expected = ALL.filter((type) => !WITHOUT_MESSAGES.some((other) => other === type));
    expect(new Set<number>(channelTypesFor('watch'))).toEqual(new Set<number>(expected));
  });

  it('offers no type for a use that it was not decided for', () => {
    for (const use of ['watch', 'mood', 'chat', 'posts'] as const) {
      const offered = new Set<number>(channelTypesFor(use));
      for (const type of ALL) expect(servesFor(type, use)).toBe(offered.has(type));
      for (const type of WITHOUT_MESSAGES) expect(offered.has(type)).toBe(false);
    }
  });

  it('offers each type once, since Discord takes none twice', () => {
    for (const use of ['watch', 'mood', 'chat', 'posts'] as const) {
      const offered = channelTypesFor(use);
      expect(offered).toHaveLength(new Set(offered).size);
    }
  });

  it('holds nothing of a type that it does not know', () => {
    expect(servesFor(99, 'watch')).toBe(false);
  });
});
