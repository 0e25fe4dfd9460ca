// People: who opted out, and which messages are held of a person.
import type { GuildId, UserId } from '../../ids.ts';
import type { PeopleStore } from '../store.ts';
import { messageOf, personKey, type Collections } from './documents.ts';
import type { Forgetting } from './forgetting.ts';
import { insertFresh } from './insert.ts';
import type { Sketches } from './sketches.ts';

export function mongoPeople(
  { people, messages, resets }: Collections,
  forgetting: Forgetting,
  sketches: Sketches,
): PeopleStore {
  const forget = async (guildId: GuildId, userId: UserId) => {
    const removed = await forgetting.removeAll({ guildId, authorId: userId });
    await sketches.forget(guildId, userId);
    await resets.deleteMany({ guildId, userId });
    return removed;
  };
  return {
    isOptedOut: async (guildId, userId) =>
      (await people.findOne({ _id: personKey(guildId, userId) })) !== null,
    optOut: async (guildId, userId) => {
      // The opt-out is written first: messages that arrive during the deletion are then refused.
      await insertFresh(people, { _id: personKey(guildId, userId), guildId, userId });
      return forget(guildId, userId);
    },
    optIn: async (guildId, userId) => {
      await people.deleteOne({ _id: personKey(guildId, userId) });
    },
    messagesOf: async (guildId, userId) => {
      const found = messages.find({ guildId, authorId: userId }).sort({ createdAt: 1, _id: 1 });
      return (await found.toArray()).map(messageOf);
    },
    countOf: (guildId, userId) => messages.countDocuments({ guildId, authorId: userId }),
    forget,
  };
}
