// A responder without any craft, for comparison: one plain instruction, and what the model says as it says it.
import type { ChatTurn, Model } from '../../src/llm/model.ts';
import type { Responder } from '../../src/llm/responder.ts';

const SYSTEM = 'You are Barometer, a friendly member of a Discord server.';
/** Tokens: about two Discord messages. */
const LONGEST = 700;

export function createBareResponder(model: Model): Responder {
  return {
    answer({ history, text }, { signal }) {
      const turns: ChatTurn[] = [...history, { role: 'user', text }];
      const pieces = model.stream({ system: SYSTEM, turns }, { signal, maxTokens: LONGEST });
      return { drafts: drafted(pieces), ending: () => 'whole' };
    },
  };
}

async function* drafted(pieces: AsyncIterable<string>): AsyncGenerator<string, void, undefined> {
  let text = '';
  for await (const piece of pieces) yield (text += piece);
}
