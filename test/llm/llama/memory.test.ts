import { expect, it } from 'vitest';
import { shortage } from '../../../src/llm/llama/memory.ts';

it('says nothing while the weights and the bot fit the free memory', () => {
  expect(shortage(500e6, 770e6)).toBeNull();
});

it('names what is needed, what is free and the mend when they do not', () => {
  expect(shortage(500e6, 512e6)).toBe(
    'The bot takes about 770 MB of memory and 512 MB are free: it may be slow or be stopped by the system. Free some, or take a smaller model (MODEL=smollm2-135m).',
  );
});
