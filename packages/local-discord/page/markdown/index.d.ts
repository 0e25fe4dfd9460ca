// The parser's types, for programs that import it. They need no DOM types.
import type { Block, Span } from './nodes.d.ts';
export type { Block, ListItem, Span } from './nodes.d.ts';

/** Parses a whole text: code, quotes, headings, lists and lines. Never throws; what is not markup stays text. */
export function blocks(text: string): Block[];

/** Parses the markup within lines. Line breaks stay in the text. Never throws. */
export function spans(text: string): Span[];
