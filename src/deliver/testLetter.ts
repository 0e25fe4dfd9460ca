// What the test button sends: it says what it is, in the server's language.
import type { GuildId } from '../ids.ts';
import { COLOURS } from '../report/message.ts';
import { words } from '../report/words.ts';
import type { Letter, Names } from './letter.ts';

export function testLetter(guildId: GuildId, { guild, locale, timeZone }: Names, at: number): Letter {
  const w = words(locale);
  return {
    kind: 'test',
    event: `test:${guildId}:${at}`,
    guild: { id: guildId, name: guild },
    at,
    locale,
    timeZone,
    content: '',
    blocks: [
      {
        title: w('webhooks.testTitle'),
        url: null,
        colour: COLOURS.good,
        text: w('webhooks.testText'),
        fields: [],
        footer: '',
      },
    ],
    facts: null,
  };
}
