// A model that counts what it reads and writes: the cost of a role, whatever the machine.
import type { Model } from '../../src/llm/model.ts';

/** Tokens, without the few that a chat template adds. */
export interface Tokens {
  /** Of instruction and examples: evaluated once, and kept. */
  readonly prompt: number;
  /** Of what is asked anew each time: texts, turns, and what stands below them. */
  readonly read: number;
  readonly written: number;
}

export interface Metered {
  readonly model: Model;
  /** What was counted since it was last asked. */
  take(): Tokens;
}

const NONE: Tokens = { prompt: 0, read: 0, written: 0 };

/** `count`: the tokens of a text. */
export function metered(model: Model, count: (text: string) => number): Metered {
  let tokens = NONE;
  const countAll = (texts: readonly string[]) => texts.reduce((sum, text) => sum + count(text), 0);

  function note({ prompt = 0, read = 0, written = 0 }: Partial<Tokens>): void {
    tokens = {
      prompt: Math.max(tokens.prompt, prompt),
      read: tokens.read + read,
      written: tokens.written + written,
    };
  }

  async function* counted(pieces: AsyncIterable<string>): AsyncGenerator<string, void, undefined> {
    let text = '';
    try {
      for await (const piece of pieces) {
        text += piece;
        yield piece;
      }
    } finally {
      note({ written: count(text) });
    }
  }

  return {
    model: {
      ...model,
      judge(question, texts) {
        const { prefix, suffix } = question;
        note({ prompt: count(prefix), read: countAll(texts) + texts.length * count(suffix) });
        return model.judge(question, texts);
      },
      stream(conversation, options) {
        const { system, examples = [], turns, begun = '' } = conversation;
        const said = turns.map(({ text }) => text);
        note({
          prompt: countAll([system, ...examples.map(({ text }) => text)]),
          read: countAll([...said, begun]),
        });
        return counted(model.stream(conversation, options));
      },
    },
    take() {
      const taken = tokens;
      tokens = NONE;
      return taken;
    },
  };
}
