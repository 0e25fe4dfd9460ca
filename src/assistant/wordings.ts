// One of several wordings of an answer: by the message that asks, so that the same one is answered the same.
import { createHash } from 'node:crypto';
import type { MessageId } from '../ids.ts';

const WORDINGS = ['a', 'b'] as const;
export type Wording = (typeof WORDINGS)[number];

export function wordingOf(id: MessageId): Wording {
  const [first = 0] = createHash('sha256').update(id).digest();
  return WORDINGS[first % WORDINGS.length] ?? 'a';
}

/** Sentences as one paragraph: Chinese has no space between them. */
export function paragraph(sentences: readonly string[]): string {
  return sentences.reduce((text, sentence) =>
    /[。！？：；）]$/u.test(text) ? text + sentence : `${text} ${sentence}`,
  );
}
