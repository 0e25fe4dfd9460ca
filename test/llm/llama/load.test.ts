// The fixture is a whole recurrent model, as small as llama.cpp loads one.
import { expect, it } from 'vitest';
import { openWeights } from '../../../src/llm/llama/open.ts';
import { silentLog } from '../../../src/log.ts';

it('a recurrent model is refused for judging, in one line that names the mend', async () => {
  const path = new URL('../weights/fixtures/tiny-mamba.gguf', import.meta.url).pathname;
  await expect(openWeights({ path, log: silentLog })).rejects.toThrow(
    /tiny-mamba\.gguf is of a recurrent or hybrid architecture \(mamba\), .* take a plain transformer, such as MODEL=qwen3-0\.6b/,
  );
});
