// What people talk about, against the time before, and how announced events moved the mood.
import { namesIn } from '../../discord/names.ts';
import { hotWordsIn } from '../../figures/hotWords.ts';
import { talkIn, type Talk } from '../../figures/talk.ts';
import { topicsIn } from '../../figures/topics.ts';
import { addCounts, countsOfAll, NO_COUNTS, type Counts } from '../../mood/counts.ts';
import { aroundEvent, eventEffect } from '../../mood/eventEffect.ts';
import { isEnough, levelOf } from '../../mood/level.ts';
import { moodOf } from '../../mood/mood.ts';
import { covered } from '../../mood/span.ts';
import { QUARTER, type Window } from '../../mood/window.ts';
import { plainLine } from '../../report/citing.ts';
import { changeText } from '../../report/headline.ts';
import type { Words } from '../../report/words.ts';
import type { View } from '../data.ts';
import { MOST_SHOWN } from '../messages.ts';
import { momentIn } from '../plain.ts';
import type { Scene } from '../scene.ts';

const MOST_WORDS = 12;
const MOST_TOPICS = 6;
const MOST_EVENTS = 9;

/** Hot words and topics of the newest messages, from one reading. */
export async function talkPart({
  context,
  sight,
  span,
  words,
  isChosen,
}: Scene): Promise<Pick<View, 'words' | 'topics'>> {
  const talk = await talkIn(context.store, {
    guildId: sight.guildId,
    window: span.window,
    isReadable: isChosen,
    names: namesIn(sight.guild),
  });
  return { words: wordRows(talk, words), topics: await topicsOf(talk, words) };
}

const wordRows = (talk: Talk, words: Words): View['words'] =>
  hotWordsIn(talk, { most: MOST_WORDS }).map(({ word, now, usual, mood }) => ({
    word,
    ...{ now, usual: tenths(usual), mood: Math.round(mood) },
    moodText: words('dashboard.signed', { n: Math.round(mood) }),
  }));

async function topicsOf(talk: Talk, words: Words): Promise<View['topics']> {
  const found = await topicsIn(talk, MOST_TOPICS);
  const rows = found.map(({ name, messages, people, usual }) => {
    const counts = countsOfAll(messages, talk.judge);
    const mood = isEnough(counts) ? moodOf(counts) : null;
    const value = mood && Math.round(mood.value);
    return {
      ...{ name, total: messages.length, people, usual: tenths(usual), mood: value },
      moodText: value === null ? words('mood.few') : words('dashboard.signed', { n: value }),
      messages: messages.slice(0, MOST_SHOWN).map(({ id }) => id),
    };
  });
  if (rows.length > 0) return { none: null, rows };
  const isTold = isEnough({ total: talk.now.messages });
  return { none: words(isTold ? 'dashboard.topics.none' : 'dashboard.topics.few'), rows };
}

const tenths = (n: number): number => Math.round(n * 10) / 10;

/** Events of the span, the newest first. */
export async function eventsPart(scene: Scene): Promise<View['events']> {
  const { context, sight, span, now, words, reader } = scene;
  const shown = covered(span.window, now);
  const events = await context.store.events.list(sight.guildId, { ...shown, to: shown.to + 1 }, MOST_EVENTS);
  const end = Math.ceil(now / QUARTER) * QUARTER;
  return await Promise.all(
    events.map(async ({ id, text, at }) => {
      const { before, after } = aroundEvent(at, { from: at, to: Math.max(end, at + QUARTER) });
      const [counts, earlier] = await Promise.all([countsIn(scene, after), countsIn(scene, before)]);
      const mood = levelOf(counts) ? moodOf(counts) : null;
      const change = eventEffect(counts, earlier, after);
      return {
        id,
        text: plainLine(text, 160),
        at: momentIn(at, reader),
        effect: mood
          ? changeText(change, mood.value, { counts, waiting: 0, incidents: [] }, words)
          : words('mood.few'),
      };
    }),
  );
}

async function countsIn({ context, sight, isChosen }: Scene, window: Window): Promise<Counts> {
  if (window.to <= window.from) return NO_COUNTS;
  const rows = await context.store.buckets.byChannel(sight.guildId, window);
  return rows
    .filter(({ channelId }) => isChosen(channelId))
    .reduce((sum, { counts }) => addCounts(sum, counts), NO_COUNTS);
}
