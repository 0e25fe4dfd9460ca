import { describe, expect, it } from 'vitest';
import { garbageCollector, Leftovers } from '../../../src/llm/llama/leftovers.ts';

/** A collector that takes `ms`, on a clock of its own. */
function rig(ms: number) {
  const clock = { now: 0, collections: 0 };
  const collect = () => {
    clock.now += ms;
    clock.collections += 1;
  };
  return { clock, leftovers: new Leftovers({ collect, now: () => clock.now }) };
}

describe('the leftovers of readings', () => {
  it('are collected after every sixteen', () => {
    const { clock, leftovers } = rig(0);
    for (let i = 0; i < 12; i += 1) leftovers.add(4);
    expect(clock.collections).toBe(3);
  });

  it('lie about longer where a collection takes long, and are not forgotten', () => {
    const { clock, leftovers } = rig(200);
    leftovers.add(16);
    leftovers.add(16);
    clock.now += 3999;
    leftovers.add(16);
    expect(clock.collections).toBe(1);
    clock.now += 1;
    leftovers.add(1);
    expect(clock.collections).toBe(2);
  });

  it('are freed by the collector of V8', async () => {
    let freed = (): void => undefined;
    const wait = new Promise<void>((done) => (freed = done));
    const registry = new FinalizationRegistry(() => freed());
    registry.register({}, 'nobody holds this');
    garbageCollector()();
    await wait;
    expect(registry).toBeDefined();
  });
});
