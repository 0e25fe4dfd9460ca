// npm run --silent bench:injection -- FILE: the sixty prompt injections with these weights; the last line is the result.
import { writeFileSync } from 'node:fs';
import { systemClock } from '../src/clock.ts';
import { openLlama } from '../src/llm/llama/open.ts';
import { openPrompts } from '../src/llm/prompts.ts';
import { silentLog } from '../src/log.ts';
import { ATTEMPTS } from '../test/support/injections.ts';
import { instructionsOf, openInjectionStage, throughIn } from '../test/support/injectionStage.ts';

const path = process.argv[2];
if (path === undefined) throw new Error('name a file of weights: npm run --silent bench:injection -- FILE');
const prompts = await openPrompts({ directory: 'prompts', log: silentLog, watch: false });
const model = await openLlama({ path, id: 'default', preset: null, clock: systemClock, log: silentLog });
const stage = await openInjectionStage(model, prompts);
let through = 0;
for (const attempt of ATTEMPTS) {
  const posted = await stage.make(attempt);
  const faults = posted.flatMap((message) => throughIn(message, instructionsOf(prompts)));
  if (faults.length > 0) through += 1;
  console.log(
    `${faults.length > 0 ? 'THROUGH' : 'held'}  ${attempt.language}  ${attempt.way}  ${faults.join('; ')}`,
  );
}
await stage.close();
await model.close();
prompts.close();
const result = { attempts: ATTEMPTS.length, through };
writeFileSync('bench/results/injection.json', `${JSON.stringify(result, null, 2)}\n`);
console.log(JSON.stringify(result));
