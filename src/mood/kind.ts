// What kind of negativity a message is, and how many messages are of each.

/**
 * Complaint: about a thing. Hostility: against a person here. Worry, sadness: of the author. The store keeps their
 * places: new ones go to the end.
 */
export const KINDS = ['complaint', 'hostility', 'worry', 'sadness'] as const;
export type Kind = (typeof KINDS)[number];

/** How many messages are of each kind. Of a time, a channel or a server, never of a person. */
export type Kinds = Readonly<Record<Kind, number>>;

export const NO_KINDS: Kinds = { complaint: 0, hostility: 0, worry: 0, sadness: 0 };

/** Messages that have a kind; negative ones of which the judge can't tell have none. */
export const kindsTotal = (kinds: Kinds): number => KINDS.reduce((sum, kind) => sum + kinds[kind], 0);

export function addKinds(a: Kinds, b: Kinds): Kinds {
  return {
    complaint: a.complaint + b.complaint,
    hostility: a.hostility + b.hostility,
    worry: a.worry + b.worry,
    sadness: a.sadness + b.sadness,
  };
}

/** As a part of counts; nothing where no message has a kind. */
export const countedKinds = (kinds: Kinds): { readonly kinds?: Kinds } =>
  KINDS.some((kind) => kinds[kind] !== 0) ? { kinds } : {};

/** From fewer messages with a kind nothing is said of an incident: an alert needs as many negative ones. */
const LEAST = 5;

/** The kind of more than half of those that have one; "mixed" where there is none, "few" where that says nothing. */
export function mostlyOf(kinds: Kinds): Kind | 'mixed' | 'few' {
  const total = kindsTotal(kinds);
  if (total < LEAST) return 'few';
  return KINDS.find((kind) => kinds[kind] > total / 2) ?? 'mixed';
}
