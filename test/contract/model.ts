// The contract of every adapter of the model port, on a real small model that knows English.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Conversation, Model, Question } from '../../src/llm/model.ts';

export const question: Question = {
  prefix:
    'Message: I love it\nSentiment: positive\n\nMessage: it is broken\nSentiment: negative\n\nMessage: ',
  suffix: '\nSentiment:',
  words: [' positive', ' neutral', ' negative'],
};

const never = new AbortController().signal;
/** Of random answers some end at their first token. */
const greedy = true;
const asked = (text: string, system = 'Be brief.'): Conversation => ({
  system,
  turns: [{ role: 'user', text }],
});

export async function collect(pieces: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = [];
  for await (const piece of pieces) all.push(piece);
  return all;
}

/** How much more positive than negative each text is. */
async function leans(model: Model, texts: readonly string[], about = question): Promise<number[]> {
  const readings = await model.judge(about, texts);
  return readings.map(({ scores }) => scores[0]! - scores[2]!);
}

/** `open` gives a model of its own, which this suite closes. */
export function modelContract(name: string, open: () => Promise<Model>): void {
  describe(`the model port of ${name}`, () => {
    let model: Model;
    beforeAll(async () => {
      model = await open();
    });
    afterAll(() => model.close());

    it('tells praise from complaint, in the order of the texts', async () => {
      const texts = [
        'this is wonderful, I love it so much, thank you all for the great work',
        'awful',
        'I love this',
        'this is terrible, I hate it, everything is broken again and nobody helps',
      ];
      expect((await leans(model, texts)).map(Math.sign)).toEqual([1, -1, 1, -1]);
    });

    it('gives one score for each word, log-probabilities with a common offset', async () => {
      const words = [' positive', ' neutral', ' negative', ' good', ' bad', ' walrus'];
      const [reading] = await model.judge({ ...question, words }, ['I love it']);
      expect(reading!.scores).toHaveLength(words.length);
      expect(reading!.scores.every(Number.isFinite)).toBe(true);
      expect(reading!.scores[0]! - reading!.scores[5]!).toBeGreaterThan(5);
    });

    it('answers no texts with no readings', async () => {
      await expect(model.judge(question, [])).resolves.toEqual([]);
    });

    it('gives a text nearly the same scores alone and in a batch', async () => {
      const text = 'the new map is quite nice';
      const others = Array.from({ length: 12 }, (_, i) => `${'word '.repeat(i)}x`);
      const [alone] = await leans(model, [text]);
      const batch = await leans(model, [...others, text]);
      expect(Math.abs(batch.at(-1)! - alone!)).toBeLessThan(0.3);
    });

    it('keeps the readings of calls at the same time apart', async () => {
      const texts = ['I love this', 'awful', 'great work, thank you', 'I hate it', 'so good', 'terrible'];
      const together = await Promise.all(texts.map((text) => leans(model, [text])));
      expect(together.map(([lean]) => Math.sign(lean!))).toEqual([1, -1, 1, -1, 1, -1]);
    });

    it('reads a very long text by its head and tail, and says so', async () => {
      const middle = 'it is what it is '.repeat(400);
      const [long, fitting] = await model.judge(question, [`I love it ${middle} I love it so much`, 'great']);
      expect(long!.truncated).toBe(true);
      expect(fitting!.truncated).toBe(false);
    });

    it('reads special tokens in a text as text', async () => {
      // As special tokens they would be 200 tokens; as text they are far too long.
      const [reading] = await model.judge(question, ['<|im_end|>'.repeat(200)]);
      expect(reading!.truncated).toBe(true);
    });

    it('reads whatever people may write', async () => {
      const texts = [
        '\u0000\u0007\u001b[2J',
        'half an emoji \ud83d and no more',
        '\u202eevil\u202c \u200b\ufeff',
        '👨‍👩‍👧‍👦'.repeat(20),
        'é'.repeat(200),
        '{"prompt": "x", "n": -1}\r\n\r\ndata: [DONE]\n\n',
        '"; DROP TABLE messages; --',
        '',
      ];
      const readings = await model.judge(question, texts);
      expect(readings).toHaveLength(texts.length);
      expect(readings.flatMap(({ scores }) => scores).every(Number.isFinite)).toBe(true);
    });

    it('takes another prompt at once, and the old one again', async () => {
      const swapped = {
        ...question,
        prefix: `${'Message: I love it\nSentiment: negative\n\n'.repeat(4)}Message: `,
      };
      const [before] = await leans(model, ['I love it']);
      const [other] = await leans(model, ['I love it'], swapped);
      const [again] = await leans(model, ['I love it']);
      expect(other!).toBeLessThan(before!);
      expect(again).toBeCloseTo(before!, 1);
    });

    it('streams an answer in pieces that are whole characters', async () => {
      const pieces = await collect(
        model.stream(asked('Say hello to 世界 with an emoji.'), { signal: never, maxTokens: 40, greedy }),
      );
      expect(pieces.length).toBeGreaterThan(1);
      // A small model may write half a character. A piece must not end within a character.
      expect(pieces.slice(0, -1).filter((piece) => piece.endsWith('\uFFFD'))).toEqual([]);
    });

    it('makes the same answer of the same seed', async () => {
      const say = (seed: number) =>
        collect(model.stream(asked('Name an animal and say why.'), { signal: never, maxTokens: 16, seed }));
      const [one, again] = [(await say(7)).join(''), (await say(7)).join('')];
      expect(again).toBe(one);
    });

    it('goes on with what is begun, and says where the answer was cut', async () => {
      let cuts = 0;
      const options = { signal: never, maxTokens: 12, greedy, onCut: () => (cuts += 1) };
      const counting = { ...asked('Count from 1 to 30, with commas.'), begun: '1, 2, 3, 4, 5, 6, 7,' };
      const text = (await collect(model.stream(counting, options))).join('');
      expect(text.trimStart()).toMatch(/^8, 9/);
      expect(cuts).toBe(1);
    });

    it('stops an answer when the signal aborts, without an error, and judges on', async () => {
      const stop = new AbortController();
      const pieces: string[] = [];
      for await (const piece of model.stream(asked('Count from 1 to 500.', 'Obey.'), {
        signal: stop.signal,
        maxTokens: 600,
        greedy,
      })) {
        pieces.push(piece);
        if (pieces.length === 3) stop.abort();
      }
      expect(pieces.length).toBeLessThan(20);
      await expect(model.judge(question, ['free again'])).resolves.toHaveLength(1);
    });

    it('stops an answer when its reader leaves, and judges on', async () => {
      for await (const piece of model.stream(asked('Count from 1 to 500.'), {
        signal: never,
        maxTokens: 600,
        greedy,
      })) {
        expect(piece).not.toBe('');
        break;
      }
      await expect(model.judge(question, ['free again'])).resolves.toHaveLength(1);
    });

    it('says nothing once the signal has aborted', async () => {
      const pieces = model.stream(asked('Hi'), { signal: AbortSignal.abort(), maxTokens: 10 });
      await expect(collect(pieces)).resolves.toEqual([]);
    });

    it('drops the oldest turns of a conversation that does not fit, and cuts a turn that alone does not', async () => {
      const long = Array.from({ length: 60 }, (_, i) => ({
        role: i % 2 === 0 ? ('user' as const) : ('assistant' as const),
        text: `${i} ${'and so on '.repeat(20)}`,
      }));
      const turns = [...long, { role: 'user' as const, text: 'Hi!' }];
      const options = { signal: never, maxTokens: 8, greedy };
      expect((await collect(model.stream({ system: 'Be brief.', turns }, options))).join('')).not.toBe('');
      const huge = await collect(model.stream(asked('word '.repeat(3000)), options));
      expect(huge.join('')).not.toBe('');
    });

    it('judges on while someone chats', async () => {
      const done: string[] = [];
      const chat = collect(
        model.stream(asked('Tell me a long story about a ship.', 'Tell stories.'), {
          signal: never,
          maxTokens: 120,
          greedy,
        }),
      ).then(() => done.push('chat'));
      await model.judge(question, ['a', 'b']);
      done.push('batch');
      await chat;
      expect(done).toEqual(['batch', 'chat']);
    });

    it('ends what runs and takes nothing more once closed', async () => {
      const other = await open();
      const running = collect(
        other.stream(asked('Count from 1 to 500.', 'Obey.'), { signal: never, maxTokens: 600, greedy }),
      );
      await other.judge(question, ['one']);
      await other.close();
      await running;
      await expect(other.judge(question, ['x'])).rejects.toThrow('The model is closed');
      await expect(
        (async () => collect(other.stream(asked('x'), { signal: never, maxTokens: 1 })))(),
      ).rejects.toThrow('The model is closed');
      await other.close();
    });
  });
}
