// The forms of an alert that say less and less: Discord may refuse what people wrote, a link, or a picture.
import type { AlertCause } from './alertCause.ts';
import type { AlertAct, AlertFacts } from './alertFacts.ts';
import { alertMessage, type AlertMessage } from './alertMessage.ts';
import type { Chart } from './message.ts';
import type { Words } from './words.ts';

/** Links alone: for readers who may not see the channel. */
export function withoutQuotes(facts: AlertFacts): AlertFacts {
  return { ...facts, worst: facts.worst.map((message) => ({ ...message, text: null })) };
}

/** In this order: in full, without quotes, without links, only figures. `chart` is drawn only for a form that shows it. */
export function alertForms(
  facts: AlertFacts,
  chart: () => Promise<Chart | null>,
  words: Words,
): (() => Promise<AlertMessage>)[] {
  const acts = facts.acts.map(withoutReason);
  const unquoted = { ...withoutQuotes(facts), acts };
  const unlinked = { ...unquoted, worst: [], cause: facts.cause && withoutLinks(facts.cause) };
  const hush = facts.hush?.why === 'event' ? { ...facts.hush, event: null } : facts.hush;
  const illustrated = async (shown: AlertFacts) => {
    const drawn = await chart();
    return alertMessage(drawn ? { ...shown, chart: drawn } : shown, words);
  };
  return [
    () => illustrated(facts),
    () => illustrated(unquoted),
    () => illustrated(unlinked),
    () => Promise.resolve(bareFigures({ ...unlinked, hush }, words)),
  ];
}

const withoutReason = ({ act, at, by, to }: AlertAct): AlertAct => ({ act, at, by, ...(to && { to }) });

const withoutLinks = (cause: AlertCause): AlertCause => ({
  ...cause,
  about: cause.about && { ...cause.about, cites: [] },
});

/** Keeps the footer: the post is found again by it after a crash. */
function bareFigures(facts: AlertFacts, words: Words): AlertMessage {
  const message = alertMessage({ ...facts, cause: null }, words);
  return { ...message, embeds: message.embeds.map((embed) => ({ ...embed, fields: [] })) };
}
