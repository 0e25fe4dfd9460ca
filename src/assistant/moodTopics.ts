// What people talk about: the words used more than before, each with a link to a message that holds it.
import { citedWordsOf } from '../figures/hotWords.ts';
import { lastSpoken } from '../periods/spoken.ts';
import { linkedWords, MOST_WORDS } from './linkedWords.ts';
import type { Scene } from './scene.ts';

const USUAL_HOURS = 24;
/** 95 % one-sided, as for summaries; given, words count even where nothing was written before. */
const LEAST_Z = 1.64;

export async function topicsText(scene: Scene): Promise<string> {
  const { store, words, place, where, isMeant, now } = scene;
  const period = scene.period ?? lastSpoken(USUAL_HOURS, now);
  const found = await citedWordsOf(store, {
    guildId: place.guildId,
    window: period.window,
    isReadable: isMeant,
    names: place.names,
    most: MOST_WORDS,
    leastZ: LEAST_Z,
  });
  const when = scene.when(period);
  if (found.length === 0) return words('assistant.mood.topics.none', { where, when });
  const said = found.map(({ word, now: n, cited }) => ({ word, n, cited }));
  return words('assistant.mood.topics.words', { where, when, words: linkedWords(said, words) });
}
