import { describe, expect, it } from 'vitest';
import { openBrain } from '../../src/compose/brain.ts';
import { parseConfig } from '../../src/config.ts';
import { silentLog } from '../../src/log.ts';
import { serverFor } from '../llm/remote/rig.ts';

describe('the brain', () => {
  it('is on another machine with LLM_URL: no weights are fetched, and no credentials are in its name', async () => {
    const server = await serverFor();
    const config = parseConfig({
      LLM_URL: server.url.replace('//', '//me:secret@'),
      MODEL: 'smollm2-135m',
      MODEL_PATH: '/nowhere.gguf',
      HF_ENDPOINT: server.url,
    });
    const brain = await openBrain(config, silentLog, {});
    expect(brain.model.id).toBe(`smollm2-135m @ ${new URL(server.url).host}`);
    expect(brain.model.preset).toBe('smollm2-135m');
    const [judgement] = await brain.judge.judge(['hello there']);
    expect(judgement).toMatchObject({ model: brain.model.id, truncated: false });
    expect(server.seen.every(({ path }) => /^\/(v1|tokenize)/.test(path))).toBe(true);
    await brain.close();
  });

  it('is not opened for a MODEL that nobody knows, here or there', async () => {
    const config = parseConfig({ LLM_URL: 'http://127.0.0.1:9', MODEL: 'mystery' });
    await expect(openBrain(config, silentLog, {})).rejects.toThrow('MODEL: "mystery" is no model');
  });
});
