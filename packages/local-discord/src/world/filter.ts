// The content filter: tests say which texts are refused, as Discord refuses a filtered link.
import { ApiError } from '../apiError.ts';

export interface Filter {
  /** A post of the bot that holds one of these, anywhere in its body, is refused. */
  readonly texts: readonly string[];
  /** The code it is refused with. */
  readonly code: number;
}

/** RESTJSONErrorCodes.MessageBlockedByHarmfulLinksFilter */
export const HARMFUL_LINKS = 240_000;

export const NO_FILTER: Filter = { texts: [], code: HARMFUL_LINKS };

/** Throws Discord's refusal where the body holds a filtered text. */
export function demandUnfiltered({ texts, code }: Filter, body: unknown): void {
  const json = JSON.stringify(body);
  if (texts.some((text) => json.includes(JSON.stringify(text).slice(1, -1))))
    throw new ApiError(400, code, 'Message blocked by the content filter');
}
