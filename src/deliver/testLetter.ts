// What the test button sends: it says what it is, in the server's language.
import type { GuildId } from '../ids.ts';
import { COLOURS } from '../report/message.ts';
import { wordsIn } from '../report/words.ts';
import type { Letter, Names } from './letter.ts';

export function testLetter(guildId: GuildId, { guild, locale, timeZone }: Names, at: number): Letter {
  const words = wordsIn(locale);
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
        title: words('webhooks.testTitle'),
        url: null,
        colour: COLOURS.good,
        text: words('webhooks.testText'),
        fields: [],
        footer: '',
      },
    ],
    facts: null,
  };
}
