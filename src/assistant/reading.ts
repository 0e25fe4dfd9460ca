// Which channels of a server are read, in words.
import { channelMention } from 'discord.js';
import type { Place } from '../discord/place.ts';
import type { Words } from '../report/words.ts';
import type { Wording } from './wordings.ts';

const MOST_NAMED = 4;

interface Reading {
  readonly words: Words;
  readonly wording: Wording;
  readonly link: (path: string) => string;
  /** Null in direct messages. */
  readonly place: Place | null;
}

export function readText({ words, wording, link, place }: Reading): string {
  const optOut = link('privacy opt-out');
  if (!place) return words(`assistant.self.reads.direct.${wording}`, { optOut });
  const channels = channelsText(place, words);
  if (channels === null) return words('assistant.self.reads.nowhere', { settings: link('settings watch') });
  const isHere = place.channels.some(({ id, isWatched }) => id === place.channelId && isWatched);
  return words(`assistant.self.reads.here.${wording}`, {
    channels,
    here: words(isHere ? 'assistant.reads.thisToo' : 'assistant.reads.notThis'),
    settings: link('settings watch'),
    optOut,
  });
}

/** Of the channels that all readers here can see: how many are watched, and the first of them; null where none is. */
function channelsText({ channels }: Place, words: Words): string | null {
  const watched = channels.filter(({ isWatched, isThread }) => isWatched && !isThread);
  if (watched.length === 0) return null;
  const named = watched
    .slice(0, MOST_NAMED)
    .map(({ id }) => channelMention(id))
    .join(' ');
  const rest = watched.length - MOST_NAMED;
  const list = rest > 0 ? words('assistant.reads.more', { channels: named, n: rest }) : named;
  return words('assistant.reads.these', { n: watched.length, channels: list });
}
