// Every filter that the MongoDB store sends starts with a field that an index starts with, and pages of exports come in the
// order of one. (The test server's query plans are not MongoDB's, so this test compares filters and orders with indexes.)
import type { Document } from 'mongodb';
import { expect, it } from 'vitest';
import { DAY, HOUR } from '../../../src/mood/window.ts';
import { mongoBuckets } from '../../../src/store/mongo/buckets.ts';
import { mongoClaims } from '../../../src/store/mongo/claims.ts';
import { connect } from '../../../src/store/mongo/connection.ts';
import { mongoDeliveries } from '../../../src/store/mongo/deliveries.ts';
import { collectionsOf } from '../../../src/store/mongo/documents.ts';
import { mongoEvents } from '../../../src/store/mongo/events.ts';
import { mongoForgetting } from '../../../src/store/mongo/forgetting.ts';
import { mongoIncidents } from '../../../src/store/mongo/incidents.ts';
import { mongoIntake } from '../../../src/store/mongo/intake.ts';
import { migrate } from '../../../src/store/mongo/migrations/index.ts';
import { mongoPeople } from '../../../src/store/mongo/people.ts';
import { mongoPortable } from '../../../src/store/mongo/portable.ts';
import { mongoQueue } from '../../../src/store/mongo/queue.ts';
import { mongoMessageReads } from '../../../src/store/mongo/reads.ts';
import { mongoRecount } from '../../../src/store/mongo/recount.ts';
import { mongoReports } from '../../../src/store/mongo/reports.ts';
import { mongoResets } from '../../../src/store/mongo/resets.ts';
import { mongoSketches } from '../../../src/store/mongo/sketches.ts';
import { mongoTally } from '../../../src/store/mongo/tally.ts';
import { PAGE_ROWS, PORTABLE_KINDS } from '../../../src/store/portable.ts';
import {
  ann,
  authorOf,
  general,
  guild,
  idOf,
  inGeneral,
  message,
  NOON,
  otherGuild,
  server,
  tag,
} from '../../contract/store/fixtures.ts';
import { ROWS } from '../../contract/store/portable.ts';
import { describeMongo } from '../../support/mongo/describe.ts';
import { isInOrderOf, watched, type Sent } from '../../support/mongo/watched.ts';

const fieldsOf = (filter: Document): string[] =>
  Object.entries(filter).flatMap(([name, value]) =>
    name === '$or' ? Object.keys((value as Document[])[0] ?? {}) : [name],
  );

describeMongo('the MongoDB store', 'replica set', (mongo) => {
  it('sends no filter that an index does not begin with', async () => {
    const connection = await connect(mongo.freshUri());
    await migrate(connection.database, connection.place);
    const sent: Sent[] = [];
    const collections = watched(collectionsOf(connection.database), sent);
    const tally = mongoTally(connection, collections);
    const sketches = mongoSketches(collections);
    const forgetting = mongoForgetting(collections, tally);
    const intake = mongoIntake(collections, tally, forgetting);
    const queue = mongoQueue(collections, tally, sketches, { storeContent: true });
    const messages = mongoMessageReads(collections);
    const buckets = mongoBuckets(collections);
    const people = mongoPeople(collections, forgetting, sketches);
    const year = { from: NOON - 365 * DAY, to: NOON + DAY };

    await intake.add([1, 2, 3].map((number) => message(number)));
    await queue.tag([tag(idOf(1)), tag(idOf(2))]);
    await intake.edit(idOf(1), 'other words');
    await queue.fail([{ id: idOf(1), revision: 2, reason: 'x' }]);
    await queue.pending(10, idOf(0));
    await queue.pending(10, idOf(0), [guild]);
    await queue.countPending();
    await queue.countPending([guild]);
    await messages.get(idOf(2));
    await messages.among([idOf(2), idOf(3)]);
    await messages.newestId(general);
    for (const scope of [server, inGeneral]) {
      await messages.recent(scope, 10, { window: year });
      await messages.recent(scope, 10, { authorId: ann });
      await messages.countsOfAuthor(scope, ann, year);
      await buckets.counts(scope, year);
      await buckets.rows(scope, year);
      await buckets.authors(scope, year);
      await buckets.authors(scope, { from: NOON, to: NOON + HOUR });
    }
    await buckets.byChannel(guild, year);
    await mongoRecount(collections, tally)({ from: NOON - DAY, to: NOON + DAY }, true);
    await forgetting.expire(NOON, NOON, 10);
    await people.messagesOf(guild, ann);
    await people.countOf(guild, ann);
    await people.optOut(guild, ann);
    await intake.removeChannel(guild, general);
    await mongoClaims(collections).take('reply:1', NOON);
    await mongoClaims(collections).unsettled();
    await mongoClaims(collections).prune(NOON);
    const reports = mongoReports(collections);
    await reports.latest(guild, 'summary');
    await reports.waiting(guild, 'summary');
    await reports.givenUp(guild, NOON, 5);
    await reports.prune(NOON);
    const resets = mongoResets(collections);
    await resets.set({ guildId: guild, channelId: general, userId: ann }, idOf(5));
    await resets.get({ guildId: guild, channelId: general, userId: ann });
    await resets.of(guild, ann);
    await resets.prune(NOON);
    const deliveries = mongoDeliveries(collections);
    await deliveries.add([{ key: 'a', guildId: guild, target: 't', letter: '{}', at: NOON }]);
    await deliveries.take(NOON, NOON + 1, 1);
    await deliveries.nextDue();
    await deliveries.deadLetters(guild, 5);
    await deliveries.revive(guild, 'a', NOON);
    await deliveries.dropTarget(guild, 't');
    await deliveries.prune(NOON);
    await mongoEvents(collections).list(guild, year, 10);
    await mongoEvents(collections).remove(guild, 'x');
    const incidents = mongoIncidents(collections);
    const evidence = {
      negative: 9,
      total: 20,
      expected: 3,
      interval: [1, 6],
      authors: 4,
      since: NOON,
    } as const;
    const place = { guildId: guild, channelId: general, openedAt: NOON, evidence };
    const { incident } = await incidents.open(place);
    await incidents.change(incident.id, 1, {}, { act: 'thread', at: NOON, by: ann });
    await incidents.markShown(incident.id, 2);
    await incidents.latest(guild, general);
    await incidents.unshown();
    await incidents.overslow(NOON);
    await incidents.together(incident.id);
    await incidents.recent(guild, 10);
    await incidents.openIn(guild);
    await incidents.allOpen();
    const portable = mongoPortable(collections);
    await portable.put(guild, [{ kind: 'settings', settings: {} }]);
    for (const kind of PORTABLE_KINDS) await portable.page(guild, kind, '');

    const leading = new Map<string, string[]>();
    for (const collection of new Set(sent.map((one) => one.collection))) {
      const indexes = await connection.database.collection(collection).indexes();
      leading.set(
        collection,
        indexes.map(({ key }) => Object.keys(key as object)[0] ?? ''),
      );
    }
    await connection.client.close();
    const scanning = sent.filter(
      ({ collection, filter }) => !fieldsOf(filter).some((field) => leading.get(collection)?.includes(field)),
    );
    expect(sent.length).toBeGreaterThan(30);
    expect(scanning).toEqual([]);
  });

  it('reads each page of an export in the order of an index', async () => {
    const connection = await connect(mongo.freshUri());
    await migrate(connection.database, connection.place);
    const sent: Sent[] = [];
    const portable = mongoPortable(watched(collectionsOf(connection.database), sent));
    await portable.put(guild, [{ kind: 'settings', settings: {} }]);
    sent.length = 0;
    // Incidents come all at once.
    for (const kind of PORTABLE_KINDS.filter((one) => one !== 'incident')) {
      await portable.page(guild, kind, '');
      await portable.page(guild, kind, kind === 'message' ? `${NOON}/1` : 'a');
    }
    const sorted: string[] = [];
    for (const { collection, filter, sort } of sent) {
      const held = await connection.database.collection(collection).indexes();
      const whole = held.filter((index) => index['partialFilterExpression'] === undefined);
      if (!whole.some(({ key }) => isInOrderOf(key, filter, sort ?? {}))) sorted.push(collection);
    }
    await connection.client.close();
    expect(sent.length).toBe(2 * (PORTABLE_KINDS.length - 1));
    expect(sorted).toEqual([]);
  });

  it('walks what waits in the servers asked for, however much waits in others', async () => {
    const connection = await connect(mongo.freshUri());
    await migrate(connection.database, connection.place);
    const collections = collectionsOf(connection.database);
    const tally = mongoTally(connection, collections);
    const forgetting = mongoForgetting(collections, tally);
    const intake = mongoIntake(collections, tally, forgetting);
    const queue = mongoQueue(collections, tally, mongoSketches(collections), { storeContent: true });
    const own = 5;
    const backlog = Array.from({ length: 500 }, (_, n) =>
      message(n + 1, n % 100 === 99 ? {} : { guildId: otherGuild }),
    );
    await intake.add(backlog);
    await queue.tag([tag(idOf(100))]);
    expect(await queue.countPending([guild])).toBe(own - 1);
    expect((await queue.pending(10, idOf(250), [guild])).map(({ id }) => id)).toEqual(['300', '400', '500']);

    const asked = { status: 'pending', guildId: { $in: [guild] } } as const;
    const found = collections.messages.find(asked).sort({ _id: 1 }).limit(32);
    const { executionStats } = (await found.explain('executionStats')) as {
      executionStats: Record<'totalKeysExamined' | 'totalDocsExamined', number>;
    };
    expect(executionStats.totalDocsExamined).toBeLessThanOrEqual(own);
    expect(executionStats.totalKeysExamined).toBeLessThanOrEqual(own + 1);
    await connection.client.close();
  });

  it.each([
    [
      'message',
      { guildId: guild, createdAt: { $gte: NOON + PAGE_ROWS / 2 } },
      ['guildId', 'createdAt', '_id'],
    ],
    ['optOut', { _id: { $gt: `${guild}/${authorOf(PAGE_ROWS)}` } }, ['_id']],
    ['delivery', { guildId: guild, _id: { $gt: `${guild}:${PAGE_ROWS}` } }, ['guildId', '_id']],
  ] as const)(
    'begins a page of the kind "%s" after the last row of the one before, in an index',
    async (kind, begin, index) => {
      const connection = await connect(mongo.freshUri());
      await migrate(connection.database, connection.place);
      const collections = collectionsOf(connection.database);
      await mongoPortable(collections).put(
        guild,
        // All ids as long as the longest, so that they sort like their numbers.
        Array.from({ length: PAGE_ROWS }, (_, n) => ROWS[kind](1 + n, guild)).map((row) =>
          row.kind === 'delivery' ? { ...row, key: row.key.replace(/\d+$/, (n) => n.padStart(3, '0')) } : row,
        ),
      );
      const sent: Sent[] = [];
      const portable = mongoPortable(watched(collections, sent));
      const first = await portable.page(guild, kind, '');
      expect(await portable.page(guild, kind, first.next ?? '')).toEqual({ rows: [], next: null });
      expect(sent).toHaveLength(2);
      expect(sent[1]!.filter).toMatchObject(begin);
      const held = await connection.database.collection(sent[1]!.collection).indexes();
      expect(held.map(({ key }) => Object.keys(key as object).slice(0, index.length))).toContainEqual(index);
      await connection.client.close();
    },
  );
});
