// The channel that a question names, among those that may be spoken of where it was asked. Pure.
import type { Place } from '../discord/place.ts';
import type { ChannelId } from '../ids.ts';
import { literal } from '../patterns.ts';

/** "unknown": it names a channel that may not be spoken of here, or that does not exist; which, is not told. */
export type Named = ChannelId | 'unknown' | null;

type Known = Pick<Place, 'channelId' | 'channels'>;

const MENTION = /<#(\d{1,20})>/;
const HASH = /#([\p{L}\p{M}][^\s#]*|[^\s#]*\p{L}[^\s#]*)/u;
const HERE = /\bthis (?:channel|chat|room|thread)\b|(?:[这這本此])个?個?(?:频道|頻道|讨论串|討論串|子区)/u;

/** A Latin name goes on to the end of its word; Chinese has no words that end. */
const END = '(?![a-z0-9_-])';

/** Null where the question is about no channel alone. */
export function channelNamed(text: string, place: Known): Named {
  const mention = MENTION.exec(text);
  if (mention) return place.channels.find(({ id }) => id === mention[1])?.id ?? 'unknown';
  const plain = text.normalize('NFKC').toLowerCase();
  const hash = HASH.exec(plain);
  if (hash) {
    return longest(place, (name) => new RegExp(`#${literal(name)}${END}`, 'u').test(plain)) ?? 'unknown';
  }
  if (HERE.test(plain)) return place.channelId;
  return longest(place, (name) => isSpokenOf(name, plain));
}

function longest({ channels }: Known, isMeant: (name: string) => boolean): ChannelId | null {
  const named = channels
    .map(({ id, name }) => ({ id, name: name.normalize('NFKC').toLowerCase() }))
    // People leave out the emoji that a name begins with.
    .flatMap(({ id, name }) => [
      { id, name },
      { id, name: name.replace(/^[^\p{L}\p{N}]+/u, '') },
    ])
    .filter(({ name }) => name !== '' && isMeant(name))
    .toSorted((a, b) => b.name.length - a.name.length);
  return named[0]?.id ?? null;
}

/** Without a "#", a name is often a common word: it counts only where the words around it speak of a channel. */
function isSpokenOf(name: string, text: string): boolean {
  const word = literal(name);
  if (/\p{Script=Han}/u.test(name)) {
    return new RegExp(`(?:频道|頻道)${word}|${word}(?:频道|頻道|那边|那邊|这边|這邊)`, 'u').test(text);
  }
  const own = `(?<![a-z0-9_-])${word}${END}`;
  // In a Chinese sentence a Latin word that is a channel's name is the channel.
  if (/\p{Script=Han}/u.test(text)) return new RegExp(own, 'u').test(text);
  const spoken = [
    `(?<!\\bin )${own}(?:'s)? (?:channel|chat)`,
    `\\bchannel ${own}`,
    `\\b(?:how|why)(?:'?s| is| was| are| does| did| has) ${own}`,
    `\\b(?:over |up |going on |wrong )(?:in|on) ${own}`,
    // "in general" is an idiom.
    ...(name === 'general' ? [] : [`\\bin ${own}`]),
  ];
  return new RegExp(spoken.join('|'), 'u').test(text);
}
