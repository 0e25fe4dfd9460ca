import { expect, it } from 'vitest';
import { createTurns } from '../../src/commands/turns.ts';
import { deferred } from '../pipeline/paper.ts';

it('two of a server may wait or be served, ten of all, and those that are done make room', async () => {
  const turns = createTurns();
  const served = deferred();
  const enter = (guild: string) => turns.enter(guild, () => served.promise);
  const first = [enter('1'), enter('1')];
  expect(first).not.toContain(null);
  expect(enter('1')).toBeNull();
  const others = ['2', '3', '4', '5'].flatMap((guild) => [enter(guild), enter(guild)]);
  expect(others).not.toContain(null);
  expect(enter('6')).toBeNull();
  served.resolve();
  await Promise.all([...first, ...others]);
  await expect(enter('1')).resolves.toBeUndefined();
});
