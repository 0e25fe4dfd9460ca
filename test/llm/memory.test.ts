import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createMemory } from '../../src/llm/memory.ts';

it('forgets first what was recalled or remembered the longest ago', () => {
  const memory = createMemory<number>(2);
  memory.remember('a', 1);
  memory.remember('b', 2);
  expect(memory.recall('a')).toBe(1);
  memory.remember('c', 3);
  expect([memory.recall('a'), memory.recall('b'), memory.recall('c')]).toEqual([1, undefined, 3]);
});

it('never holds more than it may', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), fc.integer({ min: 1, max: 5 }), (keys, most) => {
      const memory = createMemory<string>(most);
      for (const key of keys) memory.remember(key, key);
      const held = [...new Set(keys)].filter((key) => memory.recall(key) !== undefined);
      expect(held.length).toBeLessThanOrEqual(most);
    }),
  );
});
