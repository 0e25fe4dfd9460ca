// Proxies such as PluralKit: a person writes, a webhook says the same under another name, and what the person wrote is
// deleted. Which message stands for which is found here, by their words and moments: nobody else is asked.
import type { Message } from 'discord.js';
import { userId, type UserId } from '../ids.ts';
import { isFromPerson } from './addressed.ts';

/** A message of a webhook that stands for a deleted one of a person. */
export interface Proxied {
  readonly message: Message<true>;
  /** Who wrote the deleted one: opting out, and counting people, go by the person and not by the webhook. */
  readonly authorId: UserId;
}

/** Asked again about the same messages, it answers the same. */
export interface Proxies {
  /** Remembers a message for a while; the pair where it stands for one that was deleted just before. */
  note(message: Message): Proxied | null;
  /** Messages were deleted: those of webhooks that stand for them. */
  deleted(ids: readonly string[]): Proxied[];
}

/** Between what a person writes and what the webhook says, in milliseconds at most. */
const APART = 15_000;
/** How long messages are remembered while newer ones come, in milliseconds, and how many of them at most. */
const REMEMBERED = 60_000;
const MOST = 2000;

interface Original {
  readonly message: Message<true>;
  readonly words: string;
  isDeleted: boolean;
  /** The message that stands for it, once that is known: there is no second one. */
  copyId: string | null;
}

interface Copy {
  readonly message: Message<true>;
  readonly words: string;
  /** The message that it stands for, once that is known. */
  originalId: string | null;
}

export function createProxies(): Proxies {
  const originals = new Map<string, Original>();
  const copies = new Map<string, Copy>();

  function pair(copy: Copy, original: Original): Proxied {
    copy.originalId = original.message.id;
    original.copyId = copy.message.id;
    return { message: copy.message, authorId: userId.parse(original.message.author.id) };
  }

  return {
    note(message) {
      if (!message.inGuild() || message.content.trim() === '') return null;
      const words = flat(message.content);
      if (isFromPerson(message)) {
        forgetOld(originals, message);
        if (!originals.has(message.id))
          originals.set(message.id, { message, words, isDeleted: false, copyId: null });
      }
      if (message.webhookId === null || message.interactionMetadata !== null) return null;
      forgetOld(copies, message);
      const copy = copies.get(message.id) ?? { message, words, originalId: null };
      copies.set(message.id, copy);
      const gone = [...originals.values()].find((one) => one.isDeleted && stands(copy, one));
      return gone ? pair(copy, gone) : null;
    },
    deleted(ids) {
      for (const id of ids) copies.delete(id); // first of all: one that goes with its original stands for nothing
      return ids.flatMap((id) => {
        const original = originals.get(id);
        if (!original) return [];
        original.isDeleted = true;
        const copy = [...copies.values()].find((one) => stands(one, original));
        return copy ? [pair(copy, original)] : [];
      });
    },
  };
}

function stands({ message, words, originalId }: Copy, original: Original): boolean {
  const after = message.createdTimestamp - original.message.createdTimestamp;
  const isFree = originalId === original.message.id || (originalId === null && original.copyId === null);
  const isNear = message.channelId === original.message.channelId && after >= 0 && after <= APART;
  return isFree && isNear && leavesOutTag(words, original.words);
}

/** What names the proxy, before or behind the words. Of a longer part nobody knows whether it was said on purpose. */
const isTag = (text: string): boolean => !/\s/.test(text.trim());
const isBracket = (text: string): boolean => !/[\p{L}\p{N}\s]/u.test(text);

/** Whether `words` are most of the original, or all of it but what names the proxy. */
function leavesOutTag(words: string, original: string): boolean {
  const at = original.indexOf(words);
  if (at === -1) return false;
  if (2 * words.length >= original.length) return true;
  const [before, after] = [original.slice(0, at), original.slice(at + words.length)];
  if (isBracket(before) && isBracket(after)) return true;
  if (before === '' && isTag(after)) return true;
  return original.endsWith(words) && isTag(original.slice(0, -words.length));
}

/** Those that are old by the time of a newer message. */
function forgetOld(held: Map<string, { readonly message: Message }>, newest: Message): void {
  for (const [id, { message }] of held) {
    const isOld = newest.createdTimestamp - message.createdTimestamp > REMEMBERED;
    if (!isOld && held.size < MOST) return;
    held.delete(id);
  }
}

const flat = (text: string): string => text.replace(/\s+/g, ' ').trim();
