// An assistant without any craft, for comparison: one plain instruction, and what the model says as it says it.
import type { Assistant } from '../../src/assistant/assistant.ts';
import type { ChatTurn, Model } from '../../src/llm/model.ts';

const SYSTEM = 'You are Barometer, a friendly member of a Discord server.';
/** Tokens: about two Discord messages. */
const LONGEST = 700;

export function createBareAssistant(model: Model): Assistant {
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
