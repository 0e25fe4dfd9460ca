import { expect, it } from 'vitest';
import { channelId, guildId, messageId } from '../../src/ids.ts';
import { jumpLink } from '../../src/report/citing.ts';

it('links to a message, or to its channel where none is named', () => {
  const place = { guildId: guildId.parse('1'), channelId: channelId.parse('2') };
  expect(jumpLink({ ...place, id: messageId.parse('3') })).toBe('https://discord.com/channels/1/2/3');
  expect(jumpLink({ ...place, id: null })).toBe('https://discord.com/channels/1/2');
});
