import { expect, it } from 'vitest';
import { inSteps } from '../../src/flow/steps.ts';

it('work in steps lets other work run in between, and ends with its result', async () => {
  const order: string[] = [];
  function* work() {
    order.push('first');
    yield;
    order.push('second');
    return 'done';
  }
  setImmediate(() => order.push('other work'));
  expect(await inSteps(work())).toBe('done');
  expect(order).toEqual(['first', 'other work', 'second']);
});
