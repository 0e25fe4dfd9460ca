// People: who opted out, and which messages are held of a person.
import { compareIds } from '../../ids.ts';
import type { PeopleStore } from '../store.ts';
import type { Database } from './database.ts';
import type { ForgetAuthor } from './forgetting.ts';
import type { Keys } from './keys.ts';
import { messageOf, SELECT_MESSAGE, type MessageRow } from './rows.ts';

export const PEOPLE_QUERIES = {
  judgedOf: `${SELECT_MESSAGE} WHERE m.author = ? AND m.verdict IS NOT NULL`,
  unjudgedOf: `${SELECT_MESSAGE} WHERE m.author = ? AND m.verdict IS NULL`,
  countOf: `SELECT (SELECT COUNT(*) FROM messages WHERE author = $author AND verdict IS NOT NULL)
    + (SELECT COUNT(*) FROM messages WHERE author = $author AND verdict IS NULL) AS held`,
};

export function sqlitePeople(
  { handle, read, write }: Database,
  keys: Keys,
  forgetMessages: ForgetAuthor,
): PeopleStore {
  const find = handle.prepare('SELECT 1 FROM people WHERE guild = ? AND user = ?');
  const insert = handle.prepare('INSERT INTO people (guild, user) VALUES (?, ?) ON CONFLICT DO NOTHING');
  const remove = handle.prepare('DELETE FROM people WHERE guild = ? AND user = ?');
  const judgedOf = handle.prepare<[number], MessageRow>(PEOPLE_QUERIES.judgedOf);
  const unjudgedOf = handle.prepare<[number], MessageRow>(PEOPLE_QUERIES.unjudgedOf);
  const countOf = handle.prepare<{ author: number }, { held: number }>(PEOPLE_QUERIES.countOf);

  const dropResets = handle.prepare('DELETE FROM resets WHERE guild = ? AND user = ?');
  const forget: ForgetAuthor = async (guildId, userId) => {
    await write(() => dropResets.run(BigInt(guildId), BigInt(userId)));
    return forgetMessages(guildId, userId);
  };

  return {
    isOptedOut: (guildId, userId) => read(() => find.get(BigInt(guildId), BigInt(userId)) !== undefined),
    optOut: async (guildId, userId) => {
      // The opt-out is written first: messages that arrive during the deletion are then refused.
      await write(() => insert.run(BigInt(guildId), BigInt(userId)));
      return forget(guildId, userId);
    },
    optIn: (guildId, userId) => write(() => void remove.run(BigInt(guildId), BigInt(userId))),
    messagesOf: (guildId, userId) =>
      read(() => {
        const member = keys.findMember(guildId, userId);
        if (member === null) return [];
        return [...judgedOf.all(member), ...unjudgedOf.all(member)]
          .map(messageOf)
          .sort((a, b) => a.createdAt - b.createdAt || compareIds(a.id, b.id));
      }),
    countOf: (guildId, userId) =>
      read(() => {
        const author = keys.findMember(guildId, userId);
        return author === null ? 0 : (countOf.get({ author })?.held ?? 0);
      }),
    forget,
  };
}
