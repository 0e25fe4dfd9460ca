// What a role costs is counted where the model is asked, whoever asks it.
import { expect, it } from 'vitest';
import { metered } from '../../../bench/roles/metered.ts';
import type { Model } from '../../../src/llm/model.ts';

const model: Model = {
  id: 'm',
  preset: null,
  batchSize: 1,
  manyWords: false,
  judge: (_question, texts) => Promise.resolve(texts.map(() => ({ scores: [], truncated: false }))),
  async *stream() {
    await Promise.resolve();
    yield* ['one ', 'two ', 'three '];
  },
  close: () => Promise.resolve(),
};
const words = (text: string) => text.split(/\s+/).filter((word) => word !== '').length;
const options = { signal: new AbortController().signal, maxTokens: 9 };

it('what is asked is read, what is answered is written, and the prompt counts once', async () => {
  const meter = metered(model, words);
  const conversation = {
    system: 'say it',
    examples: [{ role: 'user', text: 'so' }] as const,
    turns: [{ role: 'user', text: 'how are you' }] as const,
  };
  const written = async () => {
    for await (const piece of meter.model.stream(conversation, options)) expect(piece).not.toBe('');
  };
  await written();
  await written();
  expect(meter.take()).toEqual({ prompt: 3, read: 6, written: 6 });
  expect(meter.take()).toEqual({ prompt: 0, read: 0, written: 0 });
});

it('what was written counts where the reader stops, too', async () => {
  const meter = metered(model, words);
  for await (const piece of meter.model.stream({ system: '', turns: [] }, options)) {
    expect(piece).toBe('one ');
    break;
  }
  expect(meter.take().written).toBe(1);
});

it('a judged text is read with what stands below it, and writes nothing', async () => {
  const meter = metered(model, words);
  await meter.model.judge({ prefix: 'read these', suffix: 'it is', words: [] }, ['a b', 'c']);
  expect(meter.take()).toEqual({ prompt: 2, read: 7, written: 0 });
});
