import type { Answer } from '../../src/llm/answer.ts';

/** An answer of one draft, once the test gives it. */
export function answerOf(given: () => Promise<string>): Answer {
  async function* drafts() {
    yield await given();
  }
  return { drafts: drafts(), ending: () => 'whole' };
}
