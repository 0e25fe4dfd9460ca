// The parser's types for programs that import it; a program without DOM types can use it too.
import type { Block, Span } from './nodes.d.ts';
export type { Block, ListItem, Span } from './nodes.d.ts';

/** A whole text: code, quotes, headings, lists and lines. Never throws; what is no markup stays text. */
export function blocks(text: string): Block[];

/** The markup within lines; line breaks stay in the text. Never throws. */
export function spans(text: string): Span[];
