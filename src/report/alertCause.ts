// What an alert is about and what to do, in words: counts of messages and people, links, and a draft to post.
import type { Cause, CauseWord } from '../mood/cause.ts';
import type { TroubleKind } from '../mood/trouble.ts';
import { harmless, jumpLink, plainLine, type CitedMessage } from './citing.ts';
import { mostlyLines } from './kinds.ts';
import { moment } from './times.ts';
import type { Words } from './words.ts';

export type AlertCause = Cause<CitedMessage>;

const LONGEST_WORD = 24;
const LONGEST_EVENT = 80;
/** Words in one sentence. */
const MOST_NAMED = 3;
/** People who must have used a word before the draft of an announcement may name it. */
const LEAST_VOICES = 3;

/** A thing by its name in the reader's language, or the word that people wrote, as code. */
export function causeName({ thing, word }: Pick<CauseWord<unknown>, 'thing' | 'word'>, words: Words): string {
  return harmless(thing ? words(`thing.${thing}`) : word, LONGEST_WORD);
}

/** A few words for a headline: "mostly `login` · `503`"; empty where nothing is known. */
export function causeInShort({ kind, words: found }: AlertCause, words: Words): string {
  if (hasPart(kind)) return words(`alert.short.${kind}`);
  if (kind === 'complaints' && found.length === 0) return words('alert.short.complaints');
  if (kind === 'unclear' || found.length === 0) return '';
  const named = found.slice(0, MOST_NAMED).map((one) => causeName(one, words));
  return words('alert.short.words', { words: named.join(' · ') });
}

/** The kind of trouble, then each word, then all of them together with links; empty where nothing is known. */
export function causeLines(cause: AlertCause, words: Words): string[] {
  return [
    ...troubleLines(cause, words),
    ...cause.words.map((one) =>
      words('alert.about.word', {
        word: causeName(one, words),
        n: one.messages,
        people: one.people,
      }),
    ),
    ...togetherLine(cause, words),
  ];
}

/** Whether some of the negative messages make it what it is. */
const hasPart = (kind: TroubleKind) =>
  kind === 'person' || kind === 'quarrel' || kind === 'repeated' || kind === 'hostility';

/** What was announced before, and that it is of few people, against people, or what the messages mostly are. */
export function troubleLines({ kind, part, kinds, event }: AlertCause, words: Words): string[] {
  const { messages: n, people, of } = part;
  return [
    ...(hasPart(kind) ? [words(`alert.part.${kind}`, { n, people, of })] : mostlyLines(kinds, words)),
    ...(event
      ? [
          words('alert.about.event', {
            event: harmless(event.text, LONGEST_EVENT),
            ago: moment(event.at, 'R'),
          }),
        ]
      : []),
  ];
}

/** The messages about all the words together, with links; empty without words. */
export function togetherLine({ about }: AlertCause, words: Words): string[] {
  if (!about) return [];
  const { messages: n, people, cites } = about;
  return [words('alert.about.all', { n, people, links: linksTo(cites) }).trimEnd()];
}

/** What to do about such trouble, and what to say; `cause`: null where it is not known. */
export function adviceLines(cause: AlertCause | null, words: Words): string[] {
  const advice = words(`alert.advice.${cause?.kind ?? 'unclear'}`);
  const draft = cause ? draftOf(cause, words) : null;
  return draft === null ? [advice] : [advice, words('alert.draft'), `\`\`\`\n${draft}\n\`\`\``];
}

/** In the language of the server; it claims nothing but what at least three people wrote about. */
function draftOf({ kind, words: found, event }: AlertCause, words: Words): string | null {
  if (kind === 'unclear') return null;
  if (kind === 'event')
    return words('alert.draft.event', { event: plainLine(event?.text ?? '', LONGEST_EVENT) });
  if (kind === 'complaints') return words('alert.draft.something');
  if (kind !== 'topic') return words(`alert.draft.${kind}`);
  const voiced = found.filter(({ people }) => people >= LEAST_VOICES).slice(0, MOST_NAMED);
  if (voiced.length === 0) return words('alert.draft.something');
  const named = voiced.map(({ thing, word }) =>
    thing ? words(`thing.${thing}`) : plainLine(word, LONGEST_WORD),
  );
  return words('alert.draft.topic', { words: listOf(named, words) });
}

/** "a, b and c" */
function listOf(named: readonly string[], words: Words): string {
  const first = named.slice(0, -1).join(words('list.separator'));
  return [first, ...named.slice(-1)].filter((part) => part !== '').join(words('list.last'));
}

function linksTo(cites: readonly CitedMessage[]): string {
  return cites.map((cited, index) => `[↗${index + 1}](${jumpLink(cited)})`).join(' ');
}
