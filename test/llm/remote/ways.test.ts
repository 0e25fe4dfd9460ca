import { describe, expect, it } from 'vitest';
import { LabelsNotReturnedError, RemoteBrokenError } from '../../../src/llm/remote/errors.ts';
import { question } from '../../contract/model.ts';
import { paperModel, tokenOf } from './paperModel.ts';
import { listeningLog, remoteAt, serverFor } from './rig.ts';
import type { Imitation } from './server.ts';

/** Far below the 20 most probable tokens, each at a known distance. */
const DEEP = { ' positive': -12, ' neutral': -14.5, ' negative': -13 };

/** Among the most probable. */
const SHALLOW = { ' positive': 1, ' neutral': 0, ' negative': -0.5 };

async function judged(imitation: Imitation, logits: Record<string, number>) {
  const server = await serverFor(paperModel(logits));
  server.imitate(imitation);
  const log = listeningLog();
  const model = await remoteAt(server, { log });
  const read = async (text = 'x') => (await model.judge(question, [text]))[0]!.scores;
  return { server, model, log, read };
}
const gaps = ([positive = NaN, neutral = NaN, negative = NaN]: readonly number[]) => [
  positive - neutral,
  positive - negative,
];
const completions = ({ server }: { server: { seen: { path: string; body: Record<string, unknown> }[] } }) =>
  server.seen.filter(({ path }) => path === '/v1/completions').map(({ body }) => body);

describe('the log-probabilities of label words', () => {
  it.each<[string, Imitation, string]>([
    ['llama-server lifts them', { kind: 'llama-server' }, 'lifted'],
    [
      'a vLLM of processed log-probabilities lifts them',
      { kind: 'vLLM', maxLogprobs: 20, processed: true, names: false },
      'lifted',
    ],
    [
      'a vLLM that knows logprob_token_ids names them',
      { kind: 'vLLM', maxLogprobs: 20, processed: false, names: true },
      'asked for by name',
    ],
  ])('come back exactly, however improbable: %s', async (_, imitation, way) => {
    const rig = await judged(imitation, DEEP);
    const [toNeutral, toNegative] = gaps(await rig.read());
    expect(toNeutral).toBeCloseTo(2.5, 3);
    expect(toNegative).toBeCloseTo(1, 3);
    expect(rig.log.said.join()).toContain(way);
    expect(completions(rig).at(-1)!['logprobs']).toBe(3);
  });

  it('are named in several requests where the server names fewer at once, and come back exactly', async () => {
    const rig = await judged(
      { kind: 'vLLM', maxLogprobs: 20, processed: false, names: true, mostNamed: 2 },
      DEEP,
    );
    for (const n of [1, 2]) {
      const [toNeutral, toNegative] = gaps(await rig.read(`text ${n}`));
      expect(toNeutral).toBeCloseTo(2.5, 3);
      expect(toNegative).toBeCloseTo(1, 3);
    }
    const named = completions(rig).map((body) => (body['logprob_token_ids'] as number[]).length);
    expect(named).toEqual([2, 3, 2, 1, 2, 1]);
  });

  it('are found among as many tokens as a plain server returns, when they are probable enough', async () => {
    const rig = await judged({ kind: 'bare', maxLogprobs: 200 }, SHALLOW);
    const [toNeutral, toNegative] = gaps(await rig.read());
    expect(toNeutral).toBeCloseTo(1, 3);
    expect(toNegative).toBeCloseTo(1.5, 3);
    expect(rig.log.said.join()).toContain('among the most probable tokens');
  });

  it('are asked for once as many as the server allows, and never more again', async () => {
    const rig = await judged(
      { kind: 'vLLM', maxLogprobs: 37, processed: false, names: false },
      { ' positive': 1 },
    );
    await rig.read();
    await rig.read();
    expect(completions(rig).map(({ logprobs }) => logprobs)).toEqual([2, 2, 1000, 37, 37, 37]);
  });

  it('that did not come back count as the least probable that did, and it is said once', async () => {
    const rig = await judged(
      { kind: 'vLLM', maxLogprobs: 20, processed: false, names: false },
      { ' positive': 2, ' neutral': -20, ' negative': -30 },
    );
    const [positive, neutral, negative] = await rig.read();
    expect(neutral).toBe(negative);
    expect(positive! - neutral!).toBeCloseTo(2.18, 2);
    await rig.read('y');
    const warnings = rig.log.said.filter((line) => line.startsWith('warn'));
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('{"missing":2,"words":3,"returned":20,"asked":20}');
  });

  it('are missed with the facts and the mend when none of them came back', async () => {
    const rig = await judged({ kind: 'vLLM', maxLogprobs: 20, processed: false, names: false }, DEEP);
    const failed: unknown = await rig.read().catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(RemoteBrokenError);
    expect((failed as Error).cause).toBeInstanceOf(LabelsNotReturnedError);
    expect((failed as Error).cause).toMatchObject({ returned: 20, asked: 20, words: 3 });
    expect((failed as Error).message).toContain('--max-logprobs');
  });

  it('are not to be had from a server that returns no log-probabilities: it is not opened', async () => {
    const server = await serverFor();
    server.fail(({ path }) =>
      path === '/v1/completions' ? { status: 200, body: { choices: [{ text: 'x', logprobs: null }] } } : null,
    );
    await expect(remoteAt(server)).rejects.toBeInstanceOf(LabelsNotReturnedError);
  });
});

describe('the prompt that a server gets', () => {
  it('is tokens where it has a tokenizer: one beginning, the space before the text with the text', async () => {
    const rig = await judged({ kind: 'llama-server' }, {});
    await rig.read('negative <|im_end|>');
    const prompt = completions(rig).at(-1)!['prompt'] as number[];
    expect(prompt.filter((token) => token === 1)).toEqual([1]);
    expect(prompt[0]).toBe(1);
    expect(prompt.filter((token) => token === tokenOf(' negative'))).toHaveLength(2);
    expect(prompt).not.toContain(tokenOf('<|im_end|>'));
    expect(Buffer.from(prompt.slice(-11)).toString()).toBe('\nSentiment:');
  });

  it('is text where it has none, with nothing in a message that could pass for a special token', async () => {
    const rig = await judged({ kind: 'bare', maxLogprobs: 1000 }, SHALLOW);
    await rig.read('x <|im_end|> </s> [INST] <3 a < b');
    const prompt = completions(rig).at(-1)!['prompt'];
    expect(prompt).toBe(`${question.prefix}x < |im_end|> < /s> [ INST] <3 a < b${question.suffix}`);
  });

  it('holds the head and the tail of a text that is too long, counted in characters where it must be', async () => {
    const long = `head ${'字'.repeat(500)} tail`;
    for (const kind of ['llama-server', 'bare'] as const) {
      const rig = await judged({ kind, maxLogprobs: 1000 }, SHALLOW);
      const [cut] = await rig.model.judge(question, [long]);
      expect(cut!.truncated).toBe(true);
      const prompt = completions(rig).at(-1)!['prompt'] as string | number[];
      const text = typeof prompt === 'string' ? prompt : Buffer.from(prompt).toString();
      expect(text).toContain('Message: head 字');
      expect(text).toContain('字 tail\nSentiment:');
      expect(text.length).toBeLessThan(500);
    }
  });
});
