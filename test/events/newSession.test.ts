import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EventContext } from '../../src/events/event.ts';
import { newSession, ofShard } from '../../src/events/newSession.ts';
import { shardReconnecting } from '../../src/events/shardReconnecting.ts';
import { shardResume } from '../../src/events/shardResume.ts';
import { guildId, messageId } from '../../src/ids.ts';
import { silentLog } from '../../src/log.ts';
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
    intake: createIntake({ store, consider: nothing, wake: () => {}, onGap: () => {}, ...waiting }),
    backfill: { measure, fill: nothing },
    replies: { consider: nothing, resume: nothing },
    enrollment: { store, clock, log: silentLog, retentionDays: 30, firstSettings: () => ({}) },
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
});
