// Sketches of authors. They are written before the verdict: an author who is in a sketch too early does no harm.
import { Binary } from 'mongodb';
import type { GuildId, UserId } from '../../ids.ts';
import { addAuthor, EMPTY_SKETCH, withoutAuthor, type Sketch } from '../../mood/sketch.ts';
import { stepOf } from '../spans.ts';
import { insertFresh, writeFresh } from './insert.ts';
import { dayKey, type Collections, type MessageDocument } from './documents.ts';

export interface Sketches {
  enter(messages: readonly MessageDocument[]): Promise<void>;
  /** Takes a person out of a guild's sketches, as far as these are sparse: a dense sketch holds no single person. */
  forget(guildId: GuildId, userId: UserId): Promise<void>;
}

export function mongoSketches({ sketches }: Pick<Collections, 'sketches'>): Sketches {
  /** Changes a sketch. Where another writer changed it meanwhile, reads it again and tries anew. */
  const update = async (_id: string, guildId: GuildId, change: (held: Sketch) => Sketch) => {
    for (;;) {
      const document = await sketches.findOne({ _id });
      const held = document ? new Uint8Array(document.authors.buffer) : EMPTY_SKETCH;
      const next = change(held);
      if (next === held) return;
      const authors = new Binary(next);
      if (document) {
        const { version } = document;
        const set = { $set: { authors }, $inc: { version: 1 } };
        if ((await sketches.updateOne({ _id, version }, set)).matchedCount > 0) return;
      } else if (await insertFresh(sketches, { _id, guildId, authors, version: 1 })) return;
    }
  };
  /** Repeats until all is written: a sketch that another writer changed meanwhile is not overwritten. */
  const enterAll = async (entries: Map<string, { guildId: GuildId; authors: Set<UserId> }>) => {
    for (;;) {
      const found = await sketches.find({ _id: { $in: [...entries.keys()] } }).toArray();
      const byKey = new Map(found.map((document) => [document._id, document]));
      const writes = [...entries].flatMap(([_id, { guildId, authors }]) => {
        const document = byKey.get(_id);
        const held = document ? new Uint8Array(document.authors.buffer) : EMPTY_SKETCH;
        const next = [...authors].reduce(addAuthor, held);
        if (next === held) return [];
        const set = { authors: new Binary(next) };
        if (!document) return { insertOne: { document: { _id, guildId, ...set, version: 1 } } };
        const filter = { _id, version: document.version };
        return { updateOne: { filter, update: { $set: set, $inc: { version: 1 } } } };
      });
      if (writes.length === 0 || (await writeFresh(sketches, writes))) return;
    }
  };
  return {
    enter: async (messages) => {
      const entries = new Map<string, { guildId: GuildId; authors: Set<UserId> }>();
      for (const { guildId, channelId, authorId, createdAt } of messages) {
        for (const scope of [
          { guildId, channelId: null },
          { guildId, channelId },
        ]) {
          const key = dayKey(scope, stepOf(createdAt, 'day'));
          const entry = entries.get(key) ?? { guildId, authors: new Set() };
          entries.set(key, entry);
          entry.authors.add(authorId);
        }
      }
      await enterAll(entries);
    },
    forget: async (guildId, userId) => {
      for await (const { _id } of sketches.find({ guildId }).project<{ _id: string }>({ _id: 1 })) {
        await update(_id, guildId, (held) => withoutAuthor(held, userId));
      }
    },
  };
}
