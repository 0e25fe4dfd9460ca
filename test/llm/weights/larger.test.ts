import { expect, it } from 'vitest';
import { largerPreset, proposal } from '../../../src/llm/weights/larger.ts';

const roomy = { cores: 8, free: 16e9 };

it('a larger preset is proposed where cores and memory carry it, and nowhere else', () => {
  const named = (current: string | null, change = {}) =>
    largerPreset(current, { ...roomy, ...change })?.name ?? null;
  expect(named('qwen2.5-coder-0.5b')).toBe('qwen2.5-coder-1.5b');
  expect(named('smollm2-135m')).toBe('qwen2.5-coder-1.5b');
  expect(named('qwen2.5-coder-0.5b', { cores: 2 })).toBeNull();
  expect(named('qwen2.5-coder-0.5b', { free: 1e9 })).toBeNull();
  expect(named('qwen2.5-coder-1.5b')).toBeNull();
  expect(named('a-model-of-mine')).toBeNull();
  expect(named(null)).toBeNull();
});

it('the proposal says what was found and what to write', () => {
  expect(proposal('qwen2.5-coder-0.5b', roomy)).toBe(
    'This machine (8 cores, 16.0 GB of memory free) could carry a larger model: MODEL=qwen2.5-coder-1.5b',
  );
  expect(proposal(null, roomy)).toBeNull();
});
