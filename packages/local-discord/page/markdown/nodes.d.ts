// What a message's text is parsed into.
export type Span =
  | { type: 'text'; text: string }
  | { type: 'strong' | 'em' | 'u' | 's' | 'spoiler'; children: Span[] }
  | { type: 'code'; text: string }
  | { type: 'link'; href: string; children: Span[] }
  | { type: 'user' | 'channel' | 'role'; id: string }
  | { type: 'everyone'; text: string }
  | { type: 'command'; name: string }
  | { type: 'emoji'; name: string }
  | { type: 'time'; seconds: number; style: string };

export type Block =
  | { type: 'lines'; children: Span[] }
  | { type: 'pre'; language: string; text: string }
  | { type: 'quote'; children: Block[] }
  | { type: 'heading'; level: 1 | 2 | 3; children: Span[] }
  | { type: 'subtext'; children: Span[] }
  | { type: 'list'; start: number | null; items: ListItem[] };

export interface ListItem {
  children: Span[];
  /** A list inside the item. */
  nested: Block[];
}
