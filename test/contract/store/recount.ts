// Whatever happens in whatever order: the buckets are what a recount of the messages gives.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addCounts, countsOf, NO_COUNTS, type Counts } from '../../../src/mood/counts.ts';
import { KINDS } from '../../../src/mood/kind.ts';
import { LABELS } from '../../../src/mood/verdict.ts';
import { DAY, quarterOf } from '../../../src/mood/window.ts';
import type { Scope, Store } from '../../../src/store/store.ts';
import type { StoreUnderTest } from './index.ts';
import {
  ever,
  general,
  guild,
  idOf,
  inGeneral,
  inRandom,
  message,
  NOON,
  random,
  server,
  tag,
  verdict,
} from './fixtures.ts';

// Few messages and long sequences, so that steps often affect the same message.
const number = fc.integer({ min: 0, max: 3 });
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('add' as const),
      number,
      elsewhere: fc.boolean(),
      after: fc.integer({ min: 0, max: 3 * DAY }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('tag' as const),
      number,
      stale: fc.constantFrom(false, false, true),
      label: fc.constantFrom(...LABELS),
      uncertain: fc.boolean(),
      of: fc.constantFrom(...KINDS, undefined),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('correct' as const),
      number,
      right: fc.constantFrom(...LABELS, null),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('edit' as const),
      number,
      text: fc.constantFrom('a', 'b'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('fail' as const), number }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove' as const), number }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('clear' as const), elsewhere: fc.boolean() }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

export function recountContract(test: StoreUnderTest): void {
  it('of the messages gives the buckets, after any sequence of add, edit, tag, correct, fail and remove', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 30, size: 'max' }), async (steps) => {
        const store = await test.open({ storeContent: true });
        for (const one of steps) await take(store, one);
        for (const scope of [server, inGeneral, inRandom]) {
          expect(await store.buckets.rows(scope, ever)).toEqual(await recount(store, scope));
          const whole = (await recount(store, scope))
            .map(({ counts }) => counts)
            .reduce(addCounts, NO_COUNTS);
          expect(await store.buckets.counts(scope, ever)).toEqual(whole);
        }
        expect(await store.recount({ from: NOON - DAY, to: NOON + 9 * DAY }, false)).toEqual([]);
        await store.close();
      }),
      { numRuns: test.runs },
    );
  });
}

async function take({ intake, queue, messages, corrections }: Store, one: Step): Promise<unknown> {
  switch (one.kind) {
    case 'add':
      return intake.add([
        message(one.number, { channelId: one.elsewhere ? random : general, createdAt: NOON + one.after }),
      ]);
    case 'edit':
      return intake.edit(idOf(one.number), one.text);
    case 'tag': {
      const held = await messages.get(idOf(one.number));
      const revision = (held?.revision ?? 1) - (one.stale ? 1 : 0);
      const kind = one.label === 'negative' ? one.of : undefined;
      const given = { ...verdict(one.label, one.uncertain), ...(kind && { kind }) };
      return queue.tag([tag(idOf(one.number), one.label, { revision, verdict: given })]);
    }
    case 'correct': {
      const held = await messages.get(idOf(one.number));
      return corrections.set(idOf(one.number), held?.revision ?? 1, one.right);
    }
    case 'fail':
      return queue.fail([{ id: idOf(one.number), revision: 1, reason: 'x' }]);
    case 'remove':
      return intake.remove([idOf(one.number)]);
    case 'clear':
      return intake.removeChannel(guild, one.elsewhere ? random : general);
  }
}

async function recount(store: Store, scope: Scope): Promise<{ at: number; counts: Counts }[]> {
  const sums = new Map<number, Counts>();
  for (const { createdAt, verdict: held } of await store.messages.recent(scope, 1_000)) {
    const at = quarterOf(createdAt);
    if (held) sums.set(at, addCounts(sums.get(at) ?? NO_COUNTS, countsOf(held)));
  }
  return [...sums].sort(([a], [b]) => a - b).map(([at, counts]) => ({ at, counts }));
}
