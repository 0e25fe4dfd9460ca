// npm run --silent test:crash -- [--rounds N] [--seed S] [--weights-every K]: proof by kill -9.
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { PHASES, type Phase } from './phases.ts';
import { runRounds } from './rounds.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    'weights-every': { type: 'string', default: '10' },
  },
});
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds: write a number of 1 or more.');
const say = (line: string) => process.stdout.write(`${line}\n`);

say(`${rounds} rounds of kill -9, seed ${values.seed}`);
const began = performance.now();
const outcome = await runRounds({
  rounds,
  seed: Number(values.seed),
  weightsEvery: Number(values['weights-every']),
  say: (line) => process.stderr.write(`${line}\n`),
});
const minutes = (performance.now() - began) / 60_000;

const row = (name: string, value: number | string) => say(`  ${name.padEnd(34)}${String(value).padStart(8)}`);
say('\nkilled');
for (const phase of PHASES) row(phase, outcome.hits.get(phase) ?? 0);
row('stopped for a minute', outcome.sleptThrough);
say('\nverdicts from');
row('the paper model', rounds - outcome.withWeights);
row('SmolLM2-135M', outcome.withWeights);
say('\nof what people wrote and left standing');
row('messages', outcome.messages);
row('not stored', outcome.lost);
row('without a verdict', outcome.unjudged);
row('mentions', outcome.mentions);
row('not answered', outcome.unanswered);
row('answered twice', outcome.duplicateReplies);
say('\nof what the bot posted');
row('summaries', outcome.reports);
row(`alerts (waves of anger: ${outcome.waves})`, outcome.alerts);
row('never posted after a kill', outcome.unposted);
row('posted twice', outcome.duplicatePosts);
row('buckets unlike a recount', outcome.bucketDrift);
say(`\nin ${minutes.toFixed(1)} minutes`);

const { unjudged, duplicateReplies, duplicatePosts, bucketDrift } = outcome;
// A mention without an answer and a missing report also count as lost.
const lost = outcome.lost + outcome.unanswered + outcome.unposted;
const figures = { rounds, lost, unjudged, duplicateReplies, duplicatePosts, bucketDrift };
await writeFile('bench/results/crash.json', `${JSON.stringify(figures, null, 2)}\n`);
say(JSON.stringify(figures));
const hits = (phases: readonly Phase[]) =>
  phases.reduce((sum, phase) => sum + (outcome.hits.get(phase) ?? 0), 0);
const posted: readonly (readonly [string, number, readonly Phase[]])[] = [
  ['summary', outcome.reports, ['before a report', 'after a report']],
  ['alert', outcome.alerts, ['before an alert', 'after an alert']],
];
const wanted = rounds / 40;
const unproved = posted.filter(([, count, phases]) => count === 0 || hits(phases) < wanted);
for (const [what, count, phases] of unproved) {
  say(`Proves nothing of a ${what}: ${count} posted, ${hits(phases)} kills around one.`);
}
process.exitCode =
  lost + unjudged + duplicateReplies + duplicatePosts + bucketDrift + unproved.length > 0 ? 1 : 0;
