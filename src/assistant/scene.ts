// What a question about the mood is about: a place, a period, and how both are called.
import { channelMention } from 'discord.js';
import type { Place } from '../discord/place.ts';
import type { ChannelId } from '../ids.ts';
import { spokenPeriod, type SpokenPeriod } from '../periods/spoken.ts';
import { moment } from '../report/times.ts';
import type { Words } from '../report/words.ts';
import type { GuildSettings } from '../store/settings.ts';
import type { Store } from '../store/store.ts';
import type { Wording } from './wordings.ts';

export interface MoodFacts {
  readonly store: Pick<Store, 'buckets' | 'messages' | 'incidents' | 'events'>;
  readonly words: Words;
  readonly wording: Wording;
  readonly link: (path: string) => string;
  /** Null in direct messages. */
  readonly place: Place | null;
  readonly settings: Pick<GuildSettings, 'timeZone'>;
  /** What the server is called where it is asked about from outside, made harmless; null in the server itself. */
  readonly server: string | null;
  readonly text: string;
  /** What the asker said before; null where nothing was. */
  readonly saidBefore: string | null;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What a question is about. */
export interface Scene extends Omit<MoodFacts, 'place' | 'settings' | 'server' | 'text' | 'saidBefore'> {
  readonly place: Place;
  /** Null: the server, as far as it may be spoken of here. */
  readonly channelId: ChannelId | null;
  /** Null where the question names none. */
  readonly period: SpokenPeriod | null;
  /** Whether a channel is among those that the question is about. */
  readonly isMeant: (channelId: ChannelId) => boolean;
  /** The place and a period, as a sentence has them. */
  readonly where: string;
  readonly when: (period: SpokenPeriod) => string;
}

export function sceneOf(
  { place, settings, server, text, saidBefore, ...facts }: MoodFacts & { readonly place: Place },
  channelId: ChannelId | null,
): Scene {
  const { words, now } = facts;
  const heard = new Set(place.channels.map(({ id }) => id));
  return {
    ...facts,
    place,
    channelId,
    period: inTalk({ text, saidBefore }, (said) => spokenPeriod(said, settings.timeZone, now)),
    isMeant: (id) => (channelId === null ? heard.has(id) : id === channelId),
    where: channelId === null ? (server ?? words('assistant.where.server')) : channelMention(channelId),
    when: ({ name, n, window }) => {
      if (name !== 'dated') return words(`assistant.when.${name}`, { n });
      const to = Math.min(window.to, now);
      return words('assistant.when.dated', { from: moment(window.from, 'f'), to: moment(to, 'f') });
    },
  };
}

/** "And #support?", "跟上周比呢": what these leave out was said just before. */
const FOLLOWS =
  /^[^\p{L}]*(?:and|but|so|ok(?:ay)?|what about|how about|compared|why|since when)\b|^\s*(?:那|跟|和|与|與|再|还有|還有|具[体體]|[为為]什[么麼]|怎[么麼])|呢\s*[？?]*$/iu;

/** What `read` finds in a text, or, where that goes on with what was said before and names none itself, in that. */
export function inTalk<T>(
  { text, saidBefore }: Pick<MoodFacts, 'text' | 'saidBefore'>,
  read: (said: string) => T | null,
): T | null {
  return read(text) ?? (saidBefore !== null && FOLLOWS.test(text) ? read(saidBefore) : null);
}
