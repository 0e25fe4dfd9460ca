import { createHash } from 'node:crypto';
import { openPrompts } from '../src/llm/prompts.ts';
import { silentLog } from '../src/log.ts';
import { STATE_WORDS } from './words.ts';
const prompts = await openPrompts({ directory: 'prompts', log: silentLog, watch: false });
const question = { ...prompts.analyst(), words: STATE_WORDS };
console.log(
  createHash('sha256')
    .update(JSON.stringify([process.argv[2], question]))
    .digest('hex')
    .slice(0, 16),
);
prompts.close();
