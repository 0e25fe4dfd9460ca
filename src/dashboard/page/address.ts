// What is shown stands in the address: the server, the period, the channels, the time zone, the person.

const KEPT = ['guild', 'period', 'channels', 'zone', 'lang', 'as'] as const;
type Part = (typeof KEPT)[number];

let onChange: () => void = () => undefined;

/** The parts of the address that the data is asked with; the browser's language where none is chosen. */
export function asked(more: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams();
  for (const part of KEPT) {
    const value = current(part);
    if (value !== '') query.set(part, value);
  }
  if (!query.has('lang')) query.set('lang', navigator.language);
  for (const [name, value] of Object.entries(more)) query.set(name, value);
  return query.toString();
}

export const current = (part: Part): string => new URLSearchParams(location.search).get(part) ?? '';

/** The address with some parts changed; an empty value leaves one out. */
function addressWith(change: Partial<Readonly<Record<Part, string>>>): string {
  const query = new URLSearchParams(location.search);
  for (const [part, value] of Object.entries(change)) {
    if (value === '') query.delete(part);
    else query.set(part, value);
  }
  return `${location.pathname}?${query.toString()}`;
}

export function go(change: Partial<Readonly<Record<Part, string>>>): void {
  history.pushState(null, '', addressWith(change));
  onChange();
}

/** Follows changes of the address, also by back and forward. */
export function followAddress(change: () => void): void {
  onChange = change;
  addEventListener('popstate', change);
}

/** The chat, as the person who looks. */
export function chatOf(chat: string): string {
  const person = current('as');
  return person === '' ? chat : `${chat}?as=${person}`;
}

/** A link that changes the address without loading the page anew. */
export const inPlace = (change: Partial<Readonly<Record<Part, string>>>) => ({
  href: addressWith(change),
  onclick: (event: Event) => {
    if (event instanceof MouseEvent && (event.ctrlKey || event.metaKey || event.shiftKey)) return;
    event.preventDefault();
    go(change);
  },
});
