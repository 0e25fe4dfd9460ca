import { describe, expect, it } from 'vitest';
import { adaptiveThreads, fixedThreads } from '../../../src/llm/llama/threads.ts';
import { silentLog } from '../../../src/log.ts';
import { manualClock } from '../../manualClock.ts';

function rig(most: number, room: number) {
  const clock = manualClock();
  const machine = { room };
  const applied: number[] = [];
  const threads = adaptiveThreads({
    most,
    spare: () => machine.room,
    apply: (count) => applied.push(count),
    clock,
    log: silentLog,
  });
  return { clock, machine, applied, threads };
}

describe('threads that adapt', () => {
  it('begin with what other programs leave', async () => {
    const { applied, threads } = rig(2, 0.7);
    expect(applied).toEqual([1]);
    expect(threads.most).toBe(2);
    await threads.close();
  });

  it('are fewer half a second after other programs begin, and all again two seconds after they end', async () => {
    const { clock, machine, applied, threads } = rig(2, 2);
    machine.room = 1;
    await clock.advance(500);
    expect(applied).toEqual([2, 1]);
    machine.room = 2;
    await clock.advance(2000);
    expect(applied).toEqual([2, 1, 2]);
    await threads.close();
  });

  it('are fewer after evaluations that stall, though nothing is seen of other programs', async () => {
    const { clock, applied, threads } = rig(2, 2);
    async function evaluation(ms: number): Promise<void> {
      const ended = threads.start();
      await clock.advance(ms);
      ended(1);
    }
    for (let i = 0; i < 5; i += 1) await evaluation(26);
    for (let i = 0; i < 2; i += 1) await evaluation(800);
    expect(applied).toEqual([2, 1]);
    await threads.close();
  });

  it('look no more once they are closed', async () => {
    const { clock, machine, applied, threads } = rig(2, 2);
    await threads.close();
    machine.room = 0;
    await clock.advance(5000);
    expect(applied).toEqual([2]);
  });

  it('have nothing to adapt where there is one', async () => {
    const { clock, machine, applied, threads } = rig(1, 1);
    machine.room = 0;
    await clock.advance(5000);
    expect(applied).toEqual([]);
    expect(threads.most).toBe(1);
  });
});

describe('threads that stay', () => {
  it('stay', async () => {
    const threads = fixedThreads(2);
    threads.start()(1);
    expect(threads.most).toBe(2);
    await threads.close();
  });
});
