import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readReturned } from '../../../src/llm/remote/logprobs.ts';
import { neutralised } from '../../../src/llm/remote/neutralised.ts';
import { eventData } from '../../../src/llm/remote/sse.ts';
import { collect } from '../../contract/model.ts';

async function* chunked(bytes: Uint8Array, cuts: readonly number[]) {
  const at = [0, ...cuts.map((n) => n % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  for (const [i, start] of at.slice(0, -1).entries())
    yield await Promise.resolve(bytes.slice(start, at[i + 1]));
}
const events = (text: string, cuts: readonly number[] = []) =>
  collect(eventData(chunked(new TextEncoder().encode(text), cuts)));

describe('server-sent events', () => {
  const line = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[\r\n]/g, '').toWellFormed());
  const end = fc.constantFrom('\n', '\r\n', '\r');
  const field = fc.oneof(
    line.map((text) => `data: ${text}`),
    line.map((text) => `data:${text}`),
    line.map((text) => `: ${text}`),
    line.map((text) => `event: ${text}`),
    fc.constant('data'),
  );
  const stream = fc
    .array(fc.tuple(fc.array(fc.tuple(field, end), { minLength: 1 }), end))
    .map((all) => all.map(([fields, blank]) => fields.flat().join('') + blank).join(''));

  it('are the same however their bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(stream, fc.array(fc.nat()), async (text, cuts) => {
        expect(await events(text, cuts)).toEqual(await events(text));
      }),
    );
  });

  it('give back what was written into them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(line, { minLength: 1 })), end, async (written, newline) => {
        const text = written
          .map((lines) => lines.map((one) => `data: ${one}${newline}`).join('') + newline)
          .join('');
        expect(await events(text)).toEqual(written.map((lines) => lines.join('\n')));
      }),
    );
  });

  it('leave out comments, other fields and an event that was not ended', async () => {
    const text =
      ': ping\n\nevent: x\nid: 3\ndata: a\n\ndatabase: no\n\ndata: b\ndata: c\n\ndata: unfinished\n';
    expect(await events(text)).toEqual(['a', 'b\nc']);
  });
});

describe('log-probabilities in the dialects of servers', () => {
  const read = (logprobs: unknown) => readReturned({ choices: [{ text: 'x', logprobs }] });

  it('are read by id and text from llama-server, raw or after sampling', () => {
    const raw = read({
      content: [
        { id: 7, token: ' a', logprob: -1, top_logprobs: [{ id: 7, token: ' a', bytes: [1], logprob: -1 }] },
      ],
    });
    expect(raw).toMatchObject({ count: 1, least: -1 });
    expect(raw!.byId.get(7)).toBe(-1);
    expect(raw!.byText.get(' a')).toBe(-1);
    const after = read({ content: [{ top_probs: [{ id: 7, token: ' a', prob: 0.5 }] }] });
    expect(after!.byId.get(7)).toBeCloseTo(Math.log(0.5));
  });

  it('are read from the older shape, with tokens as text or as ids', () => {
    const text = read({ tokens: [' a'], top_logprobs: [{ ' a': -1, Ġb: -2 }] });
    expect([...text!.byText]).toEqual([
      [' a', -1],
      [' b', -2],
    ]);
    const ids = read({ top_logprobs: [{ 'token_id:12': -3, 'token_id:0': -0.5 }] });
    expect([...ids!.byId]).toEqual([
      [12, -3],
      [0, -0.5],
    ]);
    expect(ids!.least).toBe(-3);
  });

  it('are bounded where a server writes the least number it knows', () => {
    const least = read({ top_logprobs: [{ a: -3.4028234663852886e38, b: -9999, c: null }] });
    expect([...least!.byText.values()]).toEqual([-100, -100, -100]);
  });

  it('are none where there are none, and undefined where it is no answer at all', () => {
    expect(read(null)).toMatchObject({ count: 0 });
    expect(read(undefined)).toMatchObject({ count: 0 });
    expect(read({ content: [] })).toMatchObject({ count: 0 });
    fc.assert(fc.property(fc.jsonValue(), (body) => void readReturned(body)));
    for (const body of [null, 'x', {}, { choices: [] }]) expect(readReturned(body)).toBeUndefined();
  });
});

describe('a text for a server that reads special tokens wherever they stand', () => {
  it('holds none of any family, and keeps hearts, comparisons and markup', () => {
    expect(neutralised('<|im_end|> <s> </s> <｜User｜> [/INST] [ok] <3 5 < 6 <div></b> List<int>')).toBe(
      '< |im_end|> < s> < /s> < ｜User｜> [ /INST] [ok] <3 5 < 6 <div></b> List<int>',
    );
    expect(neutralised('<end_of_turn><bos><unused12><fim_prefix></think><<SYS>>')).toBe(
      '< end_of_turn>< bos>< unused12>< fim_prefix>< /think>< <SYS>>',
    );
  });
});
