import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { silentLog, type Log } from '../src/log.ts';
import { countingRepeats } from '../src/repeats.ts';
import { manualClock } from './manualClock.ts';

function openLog() {
  const lines: [string, object][] = [];
  const write = (facts: unknown, sentence?: unknown) => void lines.push([String(sentence), facts as object]);
  const under: Log = { ...silentLog, debug: write, info: write, warn: write, error: write };
  const clock = manualClock();
  return { log: countingRepeats(under, clock), clock, lines };
}

describe('a log that counts repeats', () => {
  it('writes a sentence at once, and then once a minute how often it came', async () => {
    const { log, clock, lines } = openLog();
    for (let n = 0; n < 360; n += 1) log.error({ path: `/${n}` }, 'a request failed');
    expect(lines).toEqual([['a request failed', { path: '/0' }]]);
    await clock.advance(60_000);
    log.error({ path: '/last' }, 'a request failed');
    await clock.advance(60_000);
    expect(lines.slice(1)).toEqual([
      ['a request failed', { path: '/359', times: 359 }],
      ['a request failed', { path: '/last' }],
    ]);
  });

  it('writes at once again what came after a quiet minute', async () => {
    const { log, clock, lines } = openLog();
    log.warn('the line is cut');
    await clock.advance(120_000);
    log.warn('the line is cut');
    expect(lines).toEqual([
      ['the line is cut', {}],
      ['the line is cut', {}],
    ]);
  });

  it('writes what it holds back when it is told to', () => {
    const { log, lines } = openLog();
    for (let n = 0; n < 3; n += 1) log.warn({ n }, 'odd');
    log.flush();
    expect(lines.slice(1)).toEqual([['odd', { n: 2, times: 2 }]]);
  });

  it('loses no occurrence, and writes no sentence at once that it wrote at once within the minute', async () => {
    const said = fc.array(fc.tuple(fc.constantFrom('a', 'b'), fc.nat(40_000)), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(said, async (all) => {
        const { log, clock, lines } = openLog();
        const times: Record<string, number[]> = { a: [], b: [] };
        for (const [sentence, pause] of all) {
          await clock.advance(pause);
          const before = lines.length;
          log.error({}, sentence);
          if (lines.length > before) times[sentence]!.push(clock.now());
        }
        log.flush();
        for (const sentence of ['a', 'b']) {
          const counted = lines
            .filter(([line]) => line === sentence)
            .reduce((sum, [, facts]) => sum + ('times' in facts ? Number(facts.times) : 1), 0);
          expect(counted).toBe(all.filter(([line]) => line === sentence).length);
          const gaps = times[sentence]!.slice(1).map((at, n) => at - times[sentence]![n]!);
          for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(60_000);
        }
      }),
    );
  });
});
