// Deliveries survive restarts, the end of the process at any moment, and a store that is away.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../src/mood/window.ts';
import { guild, otherGuild } from '../contract/store/fixtures.ts';
import { ONE, summaryEvent } from './letters.ts';
import { startReceiver, type Receiver } from './receiver.ts';
import { hook, openRig, type Rig } from './rig.ts';

let receiver: Receiver;
let rig: Rig;
beforeEach(async () => {
  receiver = await startReceiver();
  rig = openRig();
  await rig.use(hook(receiver.url));
});
afterEach(async () => {
  await rig.close();
  await receiver.close();
});

describe('a letter', () => {
  it('that was written down before the program died arrives after its next start', async () => {
    await rig.outbox.deliver(summaryEvent());
    rig = await rig.restart();
    rig.run();
    expect(await rig.next()).toBe('arrived');
    expect(receiver.received).toHaveLength(1);
  });

  it('that was on its way when the program stopped is sent again, under the same key', async () => {
    receiver.answer({ hangs: true });
    await rig.outbox.deliver(summaryEvent());
    rig.run();
    await receiver.count(1);
    rig = await rig.restart();
    rig.run();
    await rig.clock.advance(2 * MINUTE);
    expect(await rig.next()).toBe('arrived');
    const keys = receiver.received.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });

  it('that arrived is not sent again, however often its event is told, before or after a restart', async () => {
    await rig.outbox.deliver(summaryEvent());
    rig.run();
    await rig.next();
    rig = await rig.restart();
    rig.run();
    await rig.outbox.deliver(summaryEvent());
    await rig.outbox.deliver(summaryEvent({ key: 'summary:later' }));
    expect(await rig.next()).toBe('arrived');
    expect(receiver.received).toHaveLength(2);
  });

  it('that could not be delivered to one place holds up no other', async () => {
    const other = await startReceiver();
    await rig.use(hook(receiver.url), hook(other.url, { id: 'b2' }));
    receiver.answer({ status: 500 });
    await rig.outbox.deliver(summaryEvent());
    rig.run();
    expect([await rig.next(), await rig.next()].toSorted()).toEqual(['arrived', 'postpone']);
    expect(other.received).toHaveLength(1);
    await other.close();
  });

  it('goes out at once, even while the outbox sleeps', async () => {
    rig.run();
    await rig.clock.advance(MINUTE);
    await rig.outbox.deliver(summaryEvent());
    expect(await rig.next()).toBe('arrived');
  });

  it('is forgotten a week after it was settled', async () => {
    receiver.answer({ status: 404 });
    await rig.outbox.deliver(summaryEvent());
    rig.run();
    expect(await rig.next()).toBe('bury');
    await rig.clock.advance(6 * DAY);
    expect(await rig.outbox.deadLetters(guild, 5)).toHaveLength(1);
    await rig.clock.advance(DAY + 2 * HOUR);
    await rig.outbox.deliver(summaryEvent({ key: 'wakes it', at: ONE }));
    await rig.next();
    await rig.clock.advance(2 * HOUR);
    expect(await rig.outbox.deadLetters(guild, 5)).toEqual([]);
  });

  it('is not written at all for a server that has no place for it', async () => {
    await rig.outbox.deliver(summaryEvent({ guildId: otherGuild }));
    expect(await rig.store.deliveries.nextDue()).toBeNull();
  });

  it('of one server is no other server’s to try again or to see', async () => {
    receiver.answer({ status: 404 });
    await rig.outbox.deliver(summaryEvent());
    rig.run();
    await rig.next();
    const [dead] = await rig.outbox.deadLetters(guild, 5);
    expect(await rig.outbox.retry(otherGuild, dead!.key)).toBe(false);
    expect(await rig.outbox.deadLetters(otherGuild, 5)).toEqual([]);
  });
});
