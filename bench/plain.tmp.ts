// text -> plain map, for Python
import { readFileSync, writeFileSync } from 'node:fs';
import { openPrompts } from '../src/llm/prompts.ts';
import { silentLog } from '../src/log.ts';
import { plainText } from '../src/llm/plain-text.ts';
const prompts = await openPrompts({ directory: 'prompts', log: silentLog, watch: false });
const prompt = prompts.analyst();
const rows: unknown[] = [];
for (const f of process.argv.slice(3))
  for (const line of readFileSync(f, 'utf8').trim().split('\n')) {
    const row = JSON.parse(line);
    const texts = [row.text, row.a, row.b].filter((t) => typeof t === 'string');
    rows.push({ ...row, file: f, plains: texts.map((t: string) => plainText(t, prompt)) });
  }
writeFileSync(process.argv[2]!, rows.map((r) => JSON.stringify(r)).join('\n') + '\n');
prompts.close();
