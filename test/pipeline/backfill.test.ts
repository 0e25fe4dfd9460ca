import { Events, type Message } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { channelId, guildId, messageId, userId } from '../../src/ids.ts';
import { createBackfill, type Backfill } from '../../src/pipeline/backfill.ts';
import { DEFAULT_SETTINGS } from '../../src/store/settings.ts';
import type { Store } from '../../src/store/store.ts';
import { openStage, type Stage } from '../commands/stage.ts';
import { hearingLog } from './words.ts';

let stage: Stage;
let stopping: AbortController;
let received: string[];

beforeEach(async () => {
  stage = await openStage();
  stopping = new AbortController();
  received = [];
  await stage.store.settings.update(guildId.parse(stage.guild), () => DEFAULT_SETTINGS);
});
afterEach(async () => {
  stopping.abort();
  await stage.close();
});

function store(message: Message<true>) {
  return stage.store.intake.add([
    {
      id: messageId.parse(message.id),
      guildId: guildId.parse(message.guildId),
      channelId: channelId.parse(message.channelId),
      authorId: userId.parse(message.author.id),
      createdAt: message.createdTimestamp,
      content: message.content,
    },
  ]);
}

function backfill(
  onPage: (page: number) => void = () => {},
  log = hearingLog(),
  signal = stopping.signal,
  held: Store = stage.store,
): Backfill {
  const { client, clock } = stage;
  let pages = 0;
  return createBackfill({
    client,
    store: held,
    clock,
    log,
    signal,
    async receive(messages) {
      pages += 1;
      onPage(pages);
      for (const message of messages) {
        if (!message.inGuild() || message.author.bot) continue;
        received.push(message.content);
        await store(message);
      }
    },
  });
}

/** Written by a person while the client looks on; resolves when it knows. */
async function write(content: string, who = stage.people.ann, where = stage.channels.general) {
  const known = new Promise<Message<true>>((resolve) => {
    const look = (message: Message) => {
      if (message.content !== content || !message.inGuild()) return;
      stage.client.off(Events.MessageCreate, look);
      resolve(message);
    };
    stage.client.on(Events.MessageCreate, look);
  });
  await stage.acting.post(who, where, content);
  return known;
}

async function readBack(filler = backfill()) {
  await filler.measure(stage.client.guilds.cache.values());
  await filler.fill();
}

describe('reading back a gap', () => {
  it('brings what was written after the newest message held', async () => {
    await store(await write('known'));
    await write('missed 1');
    await write('missed 2');
    await readBack();
    expect(received).toEqual(['missed 1', 'missed 2']);
  });

  it('brings the first message ever of a channel, but nothing from before the bot knew the server', async () => {
    await write('first');
    await readBack();
    expect(received).toEqual(['first']);
    received = [];
    await stage.store.eraseGuild(guildId.parse(stage.guild));
    await readBack();
    expect(received).toEqual([]);
  });

  it('measures every server, though one cannot be measured', async () => {
    await write('missed');
    const known = guildId.parse('1300000000000000010');
    await stage.store.settings.update(known, () => DEFAULT_SETTINGS);
    const { settings } = stage.store;
    const reading = backfill(() => {}, hearingLog(), stopping.signal, {
      ...stage.store,
      settings: {
        ...settings,
        get: (id) => (id === known ? Promise.reject(new Error('odd')) : settings.get(id)),
      },
    });
    await reading.measure(stage.client.guilds.cache.values());
    await reading.fill();
    expect([...stage.client.guilds.cache.keys()][0]).toBe(known);
    expect(received).toEqual(['missed']);
  });

  it('looks again into a gap that begins where an earlier one began and held nothing', async () => {
    await store(await write('known'));
    const robot = await stage.acting.addUser({ username: 'robot', guildIds: [stage.guild], isBot: true });
    await write('said by a bot', robot);
    await readBack();
    expect(received).toEqual([]);
    await write('missed');
    await readBack();
    expect(received).toEqual(['missed']);
  });

  it('goes on where it was stopped, and newer messages that were stored meanwhile hide nothing', async () => {
    await store(await write('known'));
    for (let n = 0; n < 230; n += 1) await write(`missed ${n}`);
    const killed = new AbortController();
    const first = backfill((page) => page === 2 && killed.abort(), hearingLog(), killed.signal);
    await readBack(first);
    const before = [...received];
    await store(await write('live'));
    received = [];
    await readBack();
    const all = Array.from({ length: 230 }, (_, n) => `missed ${n}`);
    expect(before.slice(0, 100)).toEqual(all.slice(0, 100));
    expect(received).toEqual([...all.slice(100), 'live']);
  });

  it('reads a gap that opens while another is being read', async () => {
    await store(await write('known'));
    await write('missed');
    const filler = backfill();
    await filler.measure(stage.client.guilds.cache.values());
    const filling = filler.fill();
    const elsewhere = await write('elsewhere', stage.people.ben, stage.channels.offtopic);
    await filler.measure([elsewhere.guild]);
    await Promise.all([filling, filler.fill()]);
    expect(received.sort()).toEqual(['elsewhere', 'missed']);
  });

  it('goes on after a page that lacks a message which could not be read', async () => {
    await store(await write('known'));
    const lost = await write('lost');
    for (let n = 1; n < 120; n += 1) await write(`missed ${n}`);
    const { options } = stage.client.rest;
    const ask = options.makeRequest.bind(options);
    options.makeRequest = async (address, request) => {
      const answer = await ask(address, request);
      const json = answer.json.bind(answer);
      const withoutLost = async () => {
        const body = await json();
        return Array.isArray(body) ? body.filter(({ id }: { id: string }) => id !== lost.id) : body;
      };
      return Object.assign(answer, { json: withoutLost });
    };
    await readBack();
    expect(received).toEqual(Array.from({ length: 119 }, (_, n) => `missed ${n + 1}`));
  });

  it('tries again when the store or Discord cannot be used for a moment', async () => {
    await store(await write('known'));
    await write('missed');
    const log = hearingLog();
    let failures = 0;
    const filler = backfill(() => {
      if (failures++ === 0) throw new Error('fetch failed');
    }, log);
    await filler.measure(stage.client.guilds.cache.values());
    const filling = filler.fill();
    await log.heard('could not read back');
    await stage.clock.advance(60_000);
    await filling;
    expect(received).toEqual(['missed']);
  });

  it('closes the gaps of a channel that is gone', async () => {
    await store(await write('known'));
    await write('missed');
    const filler = backfill();
    await filler.measure(stage.client.guilds.cache.values());
    const gone = new Promise((resolve) => stage.client.once(Events.ChannelDelete, resolve));
    await stage.acting.removeChannel(stage.channels.general);
    await gone;
    await filler.fill();
    expect(received).toEqual([]);
    expect(await stage.store.claims.unsettled()).toEqual([]);
  });
});
