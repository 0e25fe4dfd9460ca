import { setImmediate } from 'node:timers/promises';
import type { Guild } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EventContext } from '../../src/events/event.ts';
import { guildCreate } from '../../src/events/guildCreate.ts';
import { newSession, ofShard } from '../../src/events/newSession.ts';
import { shardReconnecting } from '../../src/events/shardReconnecting.ts';
import { shardResume } from '../../src/events/shardResume.ts';
import { guildId, messageId } from '../../src/ids.ts';
import { silentLog } from '../../src/log.ts';
import { DEAF } from '../../src/pipeline/hearing.ts';
import { createIntake } from '../../src/pipeline/intake.ts';
import { DEFAULT_SETTINGS } from '../../src/store/settings.ts';
import { openStage, type Stage } from '../commands/stage.ts';

let stage: Stage;
let stopping: AbortController;

beforeEach(async () => {
  stage = await openStage();
  stopping = new AbortController();
  await stage.store.settings.update(guildId.parse(stage.guild), () => DEFAULT_SETTINGS);
});
afterEach(async () => {
  stopping.abort();
  await stage.close();
});

function contextWith(measure: () => Promise<void>): EventContext {
  const { client, store, clock, background } = stage;
  const waiting = { clock, log: silentLog, signal: stopping.signal };
  const nothing = () => Promise.resolve();
  return {
    client,
    store,
    background,
    ...waiting,
    intake: createIntake({
      ...{ store, consider: nothing, hearing: DEAF, background },
      ...{ wake: () => {}, onGap: () => {} },
      ...waiting,
    }),
    backfill: { measure, fill: nothing },
    replies: {
      consider: nothing,
      edited: nothing,
      removed: nothing,
      resume: nothing,
      stop: () => false,
      goOn: () => Promise.resolve('gone'),
      askOnce: () => Promise.resolve({ kind: 'busy' }),
      stopOnce: () => false,
    },
    enrollment: {
      store,
      clock,
      log: silentLog,
      retentionDays: 30,
      readers: { isRemote: false, hearsVoice: false },
      firstSettings: () => ({}),
    },
    onEnrolled: nothing,
    onLeft: nothing,
    onInteraction: nothing,
  };
}

describe('a new session', () => {
  it('lets nothing in before the gap is measured, though the connection blinks meanwhile', async () => {
    let measured = () => {};
    const context = contextWith(() => new Promise((resolve) => (measured = resolve)));
    const { intake } = context;
    await shardReconnecting.run(context, 0);
    const beginning = newSession(context, stage.client, ofShard(0));
    await shardReconnecting.run(context, 0);
    await shardResume.run(context, 0);

    const { id } = await stage.acting.post(stage.people.ann, stage.channels.general, 'written after the gap');
    const channel = stage.client.channels.cache.get(stage.channels.general);
    if (!channel?.isTextBased()) throw new Error('no channel');
    const received = intake.receive(await channel.messages.fetch(id));
    for (let n = 0; n < 20; n += 1) await setImmediate();
    expect(await stage.store.messages.get(messageId.parse(id))).toBeNull();

    measured();
    await received;
    expect(await stage.store.messages.get(messageId.parse(id))).not.toBeNull();
    await beginning;
  });

  it('brings every server in line, whatever fails in one of them', async () => {
    const [first, ...others] = [...stage.client.guilds.cache.keys()];
    const served: string[] = [];
    const context = contextWith(() => Promise.reject(new Error('cannot be measured')));
    await newSession(
      {
        ...context,
        replies: { ...context.replies, resume: () => Promise.reject(new Error('cannot be answered')) },
        onEnrolled: (id) =>
          id === first ? Promise.reject(new Error('no timetable')) : Promise.resolve(void served.push(id)),
      },
      stage.client,
      ofShard(0),
    ).catch(() => undefined);
    await stage.background.settled();
    expect(others.length).toBeGreaterThan(0);
    expect(served).toEqual(others);
  });

  it('writes down every server that was left, whatever fails in one of them', async () => {
    const gone = ['901', '902'].map((id) => guildId.parse(id));
    for (const id of gone) await stage.store.settings.update(id, () => DEFAULT_SETTINGS);
    const onLeft = (id: string) => (id === '901' ? Promise.reject(new Error('no job')) : Promise.resolve());
    await newSession({ ...contextWith(() => Promise.resolve()), onLeft }, stage.client, ofShard(0));
    await stage.background.settled();
    for (const id of gone) expect((await stage.store.settings.get(id)).leftAt).toBe(stage.clock.now());
  });
});

describe('joining a server', () => {
  it('schedules its jobs though the notice cannot be posted', async () => {
    const { client, acting, channels, store, clock } = stage;
    const guild = client.guilds.cache.get(stage.guild)!;
    const known = guild.channels.cache.clone();
    const joined = Object.create(guild, { channels: { value: { cache: known } } }) as Guild;
    const id = guildId.parse(stage.guild);
    await store.settings.update(id, (held) => ({ ...held, leftAt: clock.now() - 1000 }));
    // Discord refuses to post in a channel that is gone by now.
    const { general, offtopic, staff } = channels;
    for (const channel of [general, offtopic, staff]) await acting.removeChannel(channel);

    const enrolled: string[] = [];
    const context = contextWith(() => Promise.resolve());
    const onEnrolled = (one: string) => Promise.resolve(void enrolled.push(one));
    await guildCreate.run({ ...context, onEnrolled }, joined);
    expect(enrolled).toEqual([stage.guild]);
    expect(await store.settings.get(id)).toMatchObject({ leftAt: null, noticedStay: null });
  });
});
