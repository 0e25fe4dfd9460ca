// How much a report shows of what people wrote. Where Discord refuses one form for its content, the next shows less.

/**
 * Fullest first; each form also shows what the later ones show. quotes: what messages say. links: to messages.
 * words: topics, hot words, sentences of the model. figures: nothing that anybody wrote.
 */
export const DETAILS = ['quotes', 'links', 'words', 'figures'] as const;
export type Detail = (typeof DETAILS)[number];

/** Whether a report in this detail shows that. */
export function shows(detail: Detail, what: Detail): boolean {
  return DETAILS.indexOf(detail) <= DETAILS.indexOf(what);
}
