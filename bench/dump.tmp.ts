import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { openPreset } from './open.ts';
import { plainText } from '../src/llm/plain-text.ts';
const [file, base, part, ...inputs] = process.argv.slice(2) as [string, string, string, ...string[]];
const out = `${base}-${part}`;
const opened = await openPreset({
  preset: process.env['PRESET'] ?? 'qwen2.5-coder-0.5b',
  file,
  threads: '1',
});
const prompt = opened.prompts.analyst();
const words: string[] = JSON.parse(readFileSync('/work/ear/tokens.json', 'utf8'));
const question = { ...prompt, words };
const seen = new Set<string>();
for (const done of ['', '-0', '-1'])
  if (existsSync(`${base}${done}.jsonl`))
    for (const l of readFileSync(`${base}${done}.jsonl`, 'utf8').trim().split('\n'))
      seen.add(JSON.parse(l) as string);
const texts: string[] = [];
for (const f of inputs)
  for (const line of readFileSync(f, 'utf8').trim().split('\n')) {
    const row = JSON.parse(line);
    for (const t of [row.text, row.a, row.b]) {
      if (typeof t !== 'string') continue;
      const plain = plainText(t, prompt);
      if (plain !== '' && !seen.has(plain)) {
        seen.add(plain);
        if (seen.size % 2 === Number(part)) texts.push(plain);
      }
    }
  }
const began = Date.now();
for (let i = 0; i < texts.length; i += 128) {
  const batch = texts.slice(i, i + 128);
  const read: { scores: readonly number[] }[] = [];
  for (let j = 0; j < batch.length; j += 32)
    read.push(...(await opened.model.judge(question, batch.slice(j, j + 32))));
  appendFileSync(
    `${out}.f32`,
    Buffer.from(Float32Array.from(read.flatMap(({ scores }) => [...scores])).buffer),
  );
  appendFileSync(`${out}.jsonl`, batch.map((t) => JSON.stringify(t)).join('\n') + '\n');
  console.log(
    i + batch.length,
    texts.length,
    ((i + batch.length) / ((Date.now() - began) / 1000)).toFixed(1) + '/s',
  );
}
await opened.close();
