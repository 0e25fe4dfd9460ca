// Has the judge read the calm day of the demo and writes its verdicts into src/demo/verdicts.json; CONTRIBUTING.md says when.
import { writeFile } from 'node:fs/promises';
import { openBrain } from '../src/compose/brain.ts';
import { parseConfig } from '../src/config.ts';
import { CALM } from '../src/demo/story.ts';
import { createLog } from '../src/log.ts';

const log = createLog('info', process.stderr.isTTY);
const brain = await openBrain(parseConfig(process.env), log, process.env);
try {
  // As on the server, where a mention is of an id.
  const texts = CALM.map(({ text }) => text.replace(/\{#[^{}]+\}/g, '<#1>').replace(/\{[^{}]+\}/g, '<@1>'));
  const judgements = await brain.judge.judge(texts);
  const [first] = judgements;
  const rounded = (share: number) => Math.round(share * 1e4) / 1e4;
  const verdicts = judgements.map(({ verdict: { probabilities, ...verdict } }, at) => ({
    text: CALM[at]?.text ?? '',
    ...verdict,
    probabilities: {
      positive: rounded(probabilities.positive),
      neutral: rounded(probabilities.neutral),
      negative: rounded(probabilities.negative),
    },
  }));
  const file = new URL('../src/demo/verdicts.json', import.meta.url);
  const shipped = {
    judge: brain.judge.version(),
    promptVersion: first?.promptVersion ?? '',
    model: first?.model ?? '',
    verdicts,
  };
  await writeFile(file, `${JSON.stringify(shipped, null, 2)}\n`);
  process.stdout.write(`${verdicts.length} verdicts of ${shipped.judge}\n`);
} finally {
  await brain.close();
}
process.exit();
