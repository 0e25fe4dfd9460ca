// A short `npm run test:crash`: 20 rounds, so that every commit is checked for lost and doubled messages.
import { expect, it } from 'vitest';
import { runRounds } from './rounds.ts';

it('loses nothing and says nothing twice when it is killed at any moment', { timeout: 600_000 }, async () => {
  const said: string[] = [];
  const { hits, ...outcome } = await runRounds({
    rounds: 20,
    seed: 7,
    weightsEvery: 10,
    say: (line) => said.push(line),
  });
  expect(outcome, said.join('\n')).toMatchObject({
    lost: 0,
    unjudged: 0,
    unanswered: 0,
    unposted: 0,
    duplicateReplies: 0,
    duplicatePosts: 0,
    bucketDrift: 0,
  });
  expect(outcome.messages).toBeGreaterThan(200);
  expect(outcome.alerts).toBeGreaterThan(0);
  expect(hits.size).toBeGreaterThan(3);
});
