import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Events, type Message } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { channelId, guildId, messageId, userId, type MessageId } from '../../src/ids.ts';
import { createBackfill } from '../../src/pipeline/backfill.ts';
import { DEAF } from '../../src/pipeline/hearing.ts';
import { createIntake, type Intake, type IntakeOptions } from '../../src/pipeline/intake.ts';
import { StoreFullError } from '../../src/store/errors.ts';
import { DEFAULT_SETTINGS } from '../../src/store/settings.ts';
import { openDatabase, type Database } from '../../src/store/sqlite/database.ts';
import { sqliteStoreOn } from '../../src/store/sqlite/store.ts';
import type { NewMessage, Store } from '../../src/store/store.ts';
import { openStage, type Stage } from '../commands/stage.ts';
import { fillDisk } from './paper.ts';
import { hearingLog, type Words } from './words.ts';

let stage: Stage;
let directory: string;
let database: Database;
let store: Store;
let stopping: AbortController;
let log: Words;
let considered: string[];
let gaps: number;

beforeEach(async () => {
  stage = await openStage();
  directory = mkdtempSync(join(tmpdir(), 'intake-'));
  database = openDatabase(join(directory, 'store.db'));
  store = sqliteStoreOn(database, { storeContent: true });
  stopping = new AbortController();
  log = hearingLog();
  considered = [];
  gaps = 0;
  await store.settings.update(guildId.parse(stage.guild), () => DEFAULT_SETTINGS);
});
afterEach(async () => {
  stopping.abort();
  await stage.close();
  await store.close();
  rmSync(directory, { recursive: true });
});

const waiting = () => ({ clock: stage.clock, log, signal: stopping.signal });

function intakeOf(more: Partial<IntakeOptions> = {}): Intake {
  return createIntake({
    store,
    consider: (message) => Promise.resolve(void considered.push(message.content)),
    hearing: DEAF,
    background: stage.background,
    wake: () => {},
    onGap: () => (gaps += 1),
    ...waiting(),
    ...more,
  });
}

async function write(content: string, where = stage.channels.general): Promise<Message> {
  const known = new Promise<Message>((resolve) => {
    const look = (message: Message) => {
      if (message.content !== content) return;
      stage.client.off(Events.MessageCreate, look);
      resolve(message);
    };
    stage.client.on(Events.MessageCreate, look);
  });
  await stage.acting.post(stage.people.ann, where, content);
  return known;
}

const held = async ({ id }: Message) => (await store.messages.get(messageId.parse(id)))?.content ?? null;

/** Of this many characters a few fill every page that was free. */
const long = (text: string) => text.padEnd(1900, ' and so on');

async function fillFreePages(): Promise<void> {
  const rows = Array.from({ length: 40 }, (_, n) => ({
    id: messageId.parse(String(n + 1)),
    guildId: guildId.parse(stage.guild),
    channelId: channelId.parse('2'),
    authorId: userId.parse('3'),
    createdAt: n,
    content: long(`${n}`),
  }));
  for (const row of rows) {
    try {
      await store.intake.add([row]);
    } catch (error) {
      expect(error).toBeInstanceOf(StoreFullError);
      return;
    }
  }
  expect.unreachable('the disk was never full');
}

describe('the intake', () => {
  it('keeps messages in memory while the disk is full, and stores them in their order when there is room', async () => {
    const intake = intakeOf();
    const messages: Message[] = [];
    for (let n = 0; n < 8; n += 1) messages.push(await write(long(`message ${n}`)));
    const disk = fillDisk(database);
    await fillFreePages();
    const kept = Promise.all(messages.map((message) => intake.receive(message)));
    await log.heard('waiting for the store');
    expect(await Promise.all(messages.map(held))).toEqual(messages.map(() => null));

    disk.free();
    await stage.clock.advance(1000);
    await kept;
    expect(await Promise.all(messages.map(held))).toEqual(messages.map(({ content }) => content));
  });

  it('never holds a newer message of a channel while an older one waits', async () => {
    const intake = intakeOf();
    const [older, newer] = [await write(long('older')), await write('newer')];
    const disk = fillDisk(database);
    await fillFreePages();
    const first = intake.receive(older);
    await log.heard('waiting for the store');
    disk.free();
    const second = intake.receive(newer);
    // Stored after it came: so would be the newer one, if nothing held it back.
    const elsewhere = await write('elsewhere', stage.channels.offtopic);
    await intake.receive(elsewhere);
    expect(await held(elsewhere)).toBe('elsewhere');
    expect(await held(newer)).toBeNull();
    await stage.clock.advance(1000);
    await Promise.all([first, second]);
    expect(await held(newer)).toBe('newer');
  });

  it('lets messages go when too many wait, and brings all of them back by a gap', async () => {
    const intake = intakeOf({ most: 2 });
    const messages: Message[] = [];
    for (let n = 0; n < 6; n += 1) messages.push(await write(long(`message ${n}`)));
    const disk = fillDisk(database);
    await fillFreePages();
    const kept = Promise.all(messages.map((message) => intake.receive(message)));
    await log.heard('will be read back');
    disk.free();
    await stage.clock.advance(60_000);
    await kept;
    expect(gaps).toBe(1);
    expect(await held(messages[5]!)).toBeNull();

    const later = await write('later');
    await intake.receive(later);
    await createBackfill({ client: stage.client, store, receive: intake.readBack, ...waiting() }).fill();
    expect(await Promise.all(messages.map(held))).toEqual(messages.map(({ content }) => content));
    expect(new Set(considered)).toEqual(new Set([...messages, later].map(({ content }) => content)));
    expect(await store.claims.unsettled()).toEqual([]);
  });

  it('forgets a deleted message even where its deletion comes before it could be stored', async () => {
    const intake = intakeOf();
    const message = await write('a secret');
    intake.hold('a test');
    const done = Promise.all([intake.receive(message), intake.removed(message.channelId, [message.id])]);
    intake.open('a test');
    await done;
    expect(await held(message)).toBeNull();
  });

  it('holds edits back as well, since an edited message that is stored could hide a gap', async () => {
    const intake = intakeOf();
    const message = await write('written while away');
    intake.hold('the first session');
    intake.hold('shard 0');
    const edited = intake.edited(message);
    intake.open('the first session');
    // Stored after the edit was let go, if it was: then the edit would be stored too.
    const marker = await write('a marker');
    await intakeOf().receive(marker);
    expect(await held(marker)).toBe('a marker');
    expect(await held(message)).toBeNull();
    intake.open('shard 0');
    await edited;
    expect(await held(message)).toBe('written while away');
  });

  it('considers an answer before it stores the message, and stores it whatever comes of that', async () => {
    const seen: (string | null)[] = [];
    const intake = intakeOf({
      async consider(message) {
        seen.push(await held(message));
        throw new Error('no answer today');
      },
    });
    const message = await write('hello');
    await intake.receive(message);
    expect(seen).toEqual([null]);
    expect(await held(message)).toBe('hello');
  });

  it.each(['add', 'edit'] as const)(
    'has judged what was stored though the answer to %s was lost',
    async (lost) => {
      const done: string[] = [];
      /** Does it, and tells the first time that it could not. */
      const tell = async <T>(name: string, task: Promise<T>): Promise<T> => {
        const result = await task;
        done.push(name);
        if (name === lost && done.filter((one) => one === name).length === 1) {
          throw new StoreFullError('a disk', null);
        }
        return result;
      };
      const unsure = {
        ...store.intake,
        add: (rows: readonly NewMessage[]) => tell('add', store.intake.add(rows)),
        edit: (id: MessageId, content: string) => tell('edit', store.intake.edit(id, content)),
      };
      const intake = intakeOf({ store: { ...store, intake: unsure }, wake: () => done.push('wake') });
      const message = await write('hello');
      if (lost === 'edit') {
        await intakeOf().receive(message);
        message.content = 'hello?';
      }
      const waited = log.heard('waiting for the store');
      const stored = lost === 'add' ? intake.receive(message) : intake.edited(message);
      await waited;
      await stage.clock.advance(1000);
      await stored;
      expect(done.filter((one) => one === lost)).toHaveLength(2);
      expect(done.at(-1)).toBe('wake');
    },
  );

  it('ends when the program stops, whatever still waits', async () => {
    const intake = intakeOf();
    const message = await write('hello');
    intake.hold('the first session');
    const kept = intake.receive(message);
    stopping.abort();
    await kept;
  });

  it('stores the rest of a page that was read back, though one of its messages cannot be stored', async () => {
    const { intake } = store;
    const add = (rows: readonly NewMessage[]) =>
      rows.some(({ content }) => content === 'odd') ? Promise.reject(new Error('odd')) : intake.add(rows);
    const page = [await write('before'), await write('odd'), await write('after')];
    await intakeOf({ store: { ...store, intake: { ...intake, add } } }).readBack(page);
    expect(await Promise.all(page.map(held))).toEqual(['before', null, 'after']);
    await log.heard('a message could not be stored');
  });
});
