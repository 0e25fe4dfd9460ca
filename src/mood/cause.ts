// What a spike is about: the kind of trouble, and the words that came with its negative messages.
import { countUses, grownIn, noUses, type SpelledIn, type Uses } from './contrast.ts';
import { countsOfAll } from './counts.ts';
import { FEELINGS } from './feelings.ts';
import { mostlyOf, NO_KINDS, type Kinds } from './kind.ts';
import { bareText, stemOf, termsOf, tokensOf } from './terms.ts';
import { isAbout, thingOf, thingsIn, withoutThings, type Thing } from './things.ts';
import { hostile, onePersons, quarrel, repeated, type Part, type TroubleKind } from './trouble.ts';
import { isSure, type Verdict } from './verdict.ts';

export interface CauseMessage {
  readonly authorId: string;
  /** Null: no longer kept. */
  readonly content: string | null;
  readonly verdict: Verdict | null;
}

export interface CauseWord<M> {
  /** The thing that it is a word for, among others that people have; null: none, it is the word itself. */
  readonly thing: Thing | null;
  /** The spelling that most people used. */
  readonly word: string;
  /** Messages since the trouble began that hold it, whatever their mood, and the people who wrote them. */
  readonly messages: number;
  readonly people: number;
  /** Messages before that hold it. */
  readonly before: number;
  /** The worst message that holds it: another one for each word, as long as there are enough. */
  readonly cited: M;
}

/** The messages that hold one of the words. */
interface About<M> {
  readonly messages: number;
  readonly people: number;
  /** The worst of different people, at most three. */
  readonly cites: readonly M[];
}

export interface Announced {
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface Cause<M> {
  readonly kind: TroubleKind;
  readonly part: Part;
  /** Of the negative messages. */
  readonly kinds: Kinds;
  /** Those of most people first, at most four. */
  readonly words: readonly CauseWord<M>[];
  /** Null without words. */
  readonly about: About<M> | null;
  /** What was announced shortly before; null: nothing. */
  readonly event: Announced | null;
}

export interface CauseInput<M> {
  /** Judged messages since the trouble began, oldest first. */
  readonly now: readonly M[];
  /** The words said before, with which theirs are compared. */
  readonly before: Uses<M>;
  /** Words that name people, in lower case: no cause is a person. */
  readonly names: ReadonlySet<string>;
  readonly event: Announced | null;
}

const MOST_WORDS = 4;
/** The words that grew most, of which those of most people are named. */
const MOST_GROWN = 8;
const MOST_CITED = 3;
/** A word with fewer messages than this share of the first one's is not named beside it. */
const BESIDE = 0.25;
/** People who must write about a thing, and the share of the negative messages, before the trouble is about it. */
const LEAST_PEOPLE = 3;
const LEAST_SHARE = 0.2;

export function causeOf<M extends CauseMessage>({ now, before, names, event }: CauseInput<M>): Cause<M> {
  const negative = now.filter(({ verdict }) => verdict?.label === 'negative');
  const grown = wordsIn(negative, now, before, names);
  const holding = new Set(grown.flatMap(({ messages }) => messages));
  const kinds = countsOfAll(negative).kinds ?? NO_KINDS;
  const trouble = troubleOf(
    negative,
    negative.filter((message) => holding.has(message)),
    event,
    kinds,
  );
  // What others answer to one person is not what it is about.
  const words = trouble.kind === 'person' ? [] : grown;
  const held = words.length === 0 ? [] : now.filter((message) => holding.has(message));
  return {
    ...trouble,
    kinds,
    words: citing(words),
    about:
      words.length === 0
        ? null
        : { messages: held.length, people: peopleIn(held), cites: worstOf(held).slice(0, MOST_CITED) },
    event,
  };
}

function troubleOf<M extends CauseMessage>(
  negative: readonly M[],
  about: readonly M[],
  event: Announced | null,
  kinds: Kinds,
): Pick<Cause<M>, 'kind' | 'part'> {
  const is = (kind: TroubleKind, part: readonly M[]) => ({
    kind,
    part: { messages: part.length, people: peopleIn(part), of: negative.length },
  });
  const [copies, own, both] = [repeated(negative), onePersons(negative), quarrel(negative)];
  if (copies) return is('repeated', copies);
  if (both) return is('quarrel', both);
  if (own) return is('person', own);
  const against = hostile(negative);
  if (against) return is('hostility', against);
  if (event) return is('event', negative);
  const isOneThing = peopleIn(about) >= LEAST_PEOPLE && about.length >= negative.length * LEAST_SHARE;
  if (isOneThing) return is('topic', about);
  if (mostlyOf(kinds) !== 'complaint') return is('unclear', negative);
  return is(
    'complaints',
    negative.filter(({ verdict }) => verdict?.kind === 'complaint'),
  );
}

interface Found<M> {
  readonly thing: Thing | null;
  readonly word: string;
  readonly before: number;
  /** Since the trouble began. */
  readonly messages: readonly M[];
}

/** What a text may be about: things, and other words that are neither names (lower case) nor feelings. */
export const causesIn: SpelledIn = (bare, names) => [
  ...thingsIn(bare),
  ...termsOf(withoutThings(bare), names).filter(
    ({ stem, word }) => !FEELINGS.has(stem) && !FEELINGS.has(word),
  ),
];

/** The words that grew in the negative messages, with all messages that hold them. */
function wordsIn<M extends CauseMessage>(
  negative: readonly M[],
  now: readonly M[],
  before: Uses<M>,
  names: ReadonlySet<string>,
): Found<M>[] {
  const used = noUses<M>();
  for (const message of negative) {
    const { authorId, content } = message;
    if (content !== null) countUses(used, { id: message, authorId, text: content }, names, causesIn);
  }
  const grown = grownIn(used, before, MOST_GROWN).toSorted(
    (a, b) => b.people - a.people || b.now - a.now || b.z - a.z,
  );
  const named = grown.filter((word) => word.now >= (grown[0]?.now ?? 0) * BESIDE).slice(0, MOST_WORDS);
  const lines = now.map((message) => ({ message, ...wordsOf(message.content ?? '') }));
  const found = named.map(({ stem, word, before: held }) => ({
    thing: thingOf(stem),
    word,
    before: held,
    messages: lines.filter((line) => holds(line, stem)).map(({ message }) => message),
  }));
  return found.toSorted(
    (a, b) => peopleIn(b.messages) - peopleIn(a.messages) || b.messages.length - a.messages.length,
  );
}

function wordsOf(content: string): { readonly bare: string; readonly stems: ReadonlySet<string> } {
  const bare = bareText(content);
  return { bare, stems: new Set(tokensOf(bare).map(stemOf)) };
}

/** Chinese is segmented differently in each sentence, so there the characters are looked for. */
function holds({ bare, stems }: ReturnType<typeof wordsOf>, stem: string): boolean {
  const thing = thingOf(stem);
  if (thing) return isAbout(bare, thing);
  return /\p{Script=Han}/u.test(stem) ? bare.includes(stem) : stems.has(stem);
}

function citing<M extends CauseMessage>(words: readonly Found<M>[]): CauseWord<M>[] {
  const cited = new Set<M>();
  return words.flatMap(({ thing, word, before, messages }) => {
    const worst = worstOf(messages);
    const one = worst.find((message) => !cited.has(message)) ?? worst[0];
    if (!one) return [];
    cited.add(one);
    return [{ thing, word, before, messages: messages.length, people: peopleIn(messages), cited: one }];
  });
}

/** The worst message of each person, the worst first; doubtful ones last. */
function worstOf<M extends CauseMessage>(messages: readonly M[]): M[] {
  const badness = ({ verdict }: M) =>
    verdict ? verdict.probabilities.negative + (isSure(verdict, 'negative') ? 1 : 0) : 0;
  const authors = new Set<string>();
  return messages
    .toSorted((a, b) => badness(b) - badness(a))
    .filter(({ authorId }) => !authors.has(authorId) && authors.add(authorId));
}

const peopleIn = (messages: readonly CauseMessage[]) =>
  new Set(messages.map(({ authorId }) => authorId)).size;
