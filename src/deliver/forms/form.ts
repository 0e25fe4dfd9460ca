// What a form of webhook is: a letter in the target's own shape, and how the target's answer is read.
import type { Answer } from '../answer.ts';
import type { Letter } from '../letter.ts';

interface Posting {
  /** Names the delivery; the same in every try. */
  readonly key: string;
  /** Of the webhook; null where the form signs nothing. */
  readonly secret: string | null;
  /** When this try is made, milliseconds since 1970. */
  readonly now: number;
}

interface Rendered {
  readonly body: string;
  /** Beside content-type: application/json. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface HttpForm {
  render(letter: Letter, posting: Posting): Rendered;
  /** The address to post to, where it is not the webhook's own. */
  address?(url: URL): URL;
  /** Of an answer 2xx; without it every 2xx means that it arrived. `text` is hostile. */
  read?(text: string): Answer;
}
