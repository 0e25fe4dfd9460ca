// Which heads are fitted, with which pull and on whose say.
import { GENRES, sentimentOf, type Genre, type SentimentHeads } from '../../src/llm/calibration.ts';
import { ASKED, type Asked } from '../../src/llm/heads/asked.ts';
import { probabilitiesOf, type Head } from '../../src/llm/heads/head.ts';
import { INTENTS, type Intent } from '../../src/mood/intent.ts';
import { KINDS, type Kind } from '../../src/mood/kind.ts';
import { LABELS } from '../../src/mood/verdict.ts';
import type { Guess } from '../../src/llm/heads/fit/crossValidate.ts';
import { fitHead, type Row } from '../../src/llm/heads/fit/logistic.ts';
import { NARROW_RIDGE } from '../../src/llm/heads/fit/sentiment.ts';
import type { SentimentRow } from './rows.ts';

/** Found by cross-validation, a power of about three apart. */
const RIDGES = {
  ...{ chat: 0.12, posts: 0.3, genre: 0.05, narrow: NARROW_RIDGE },
  ...{ asked: 0.01, intent: 0.1, kind: 0.1 },
} as const;

/** The say of a tweet or review against a row of chat, in the head of each genre: the other genre helps a little. */
const SAY_OF_POSTS = { chat: 1, posts: 60, narrow: 12 } as const;

const genreOf = ({ set }: SentimentRow): Genre => (set === 'dev' ? 'posts' : 'chat');

/** Each label of a genre has as much to say as the others. */
function weighed(rows: readonly SentimentRow[], sayOfPosts: number): SentimentRow[] {
  const count = (keep: (row: SentimentRow) => boolean) => rows.filter(keep).length;
  const weights = new Map(
    GENRES.flatMap((genre) => {
      const size = count((row) => genreOf(row) === genre);
      return LABELS.map((label) => {
        const own = count((row) => genreOf(row) === genre && row.label === label);
        const say = (genre === 'posts' ? sayOfPosts : 1) * size;
        return [`${genre} ${label}`, say / LABELS.length / Math.max(own, 1)] as const;
      });
    }),
  );
  return rows.map((row) => ({ ...row, weight: weights.get(`${genreOf(row)} ${row.label}`) ?? 0 }));
}

/** `narrow`: one head for all, for models that are asked for few words. */
export function fitSentiment(rows: readonly SentimentRow[], narrow: boolean): SentimentHeads {
  if (narrow) {
    const all = weighed(rows, SAY_OF_POSTS.narrow);
    return { chat: fitHead(all, LABELS, RIDGES.narrow), others: null };
  }
  const chat = fitHead(weighed(rows, SAY_OF_POSTS.chat), LABELS, RIDGES.chat);
  const posts = fitHead(weighed(rows, SAY_OF_POSTS.posts), LABELS, RIDGES.posts);
  return { chat, others: { posts, genre: fitGenre(rows) } };
}

function fitGenre(rows: readonly SentimentRow[]): Head<Genre> {
  const size = (genre: Genre) => rows.filter((row) => genreOf(row) === genre).length;
  const sizes = { chat: size('chat'), posts: size('posts') };
  const labelled = rows.map((row): Row<Genre> => {
    const genre = genreOf(row);
    return { ...row, label: genre, weight: rows.length / sizes[genre] };
  });
  return fitHead(labelled, GENRES, RIDGES.genre);
}

/** For cross-validation. */
export const sentimentGuess =
  (narrow: boolean) =>
  (rows: readonly SentimentRow[]): Guess => {
    const heads = fitSentiment(rows, narrow);
    return (features) => sentimentOf(features, heads);
  };

export const fitAsked = (rows: readonly Row<Asked>[]): Head<Asked> => fitHead(rows, ASKED, RIDGES.asked);
export const fitIntent = (rows: readonly Row<Intent>[]): Head<Intent> =>
  fitHead(evened(rows), INTENTS, RIDGES.intent);
export const fitKind = (rows: readonly Row<Kind>[]): Head<Kind> => fitHead(evened(rows), KINDS, RIDGES.kind);

/** Rare labels have more to say a row, but less in all: halfway between their share and an equal one. */
function evened<Label extends string>(rows: readonly Row<Label>[]): Row<Label>[] {
  const sizes = new Map<Label, number>();
  for (const { label } of rows) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  return rows.map((row) => ({ ...row, weight: (1 / (sizes.get(row.label) ?? 1)) ** 0.5 }));
}

/** An intent or a kind below is not told: it is likelier wrong than right. */
export const TOLD_FROM = { intentBelow: 0.5, kindBelow: 0.5 } as const;

/** For cross-validation. */
export const guessing =
  <Label extends string>(fit: (rows: readonly Row<Label>[]) => Head<Label>) =>
  (rows: readonly Row<Label>[]): Guess => {
    const head = fit(rows);
    return (features) => probabilitiesOf(features, head);
  };
