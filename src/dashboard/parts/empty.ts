// What stands in place of the figures where nothing is judged in the time that is shown: why, and what to do.
import type { Key, Words } from '../../report/words.ts';
import type { Head } from '../data.ts';
import { PERIODS, spanOfPeriod, type PeriodName } from '../question.ts';
import type { Scene } from '../scene.ts';
import type { SeenChannel } from '../viewer.ts';

const MOST_NAMED = 4;

/** `waiting`: messages of the time that are not judged yet. */
export async function emptyPart(scene: Scene, waiting: number): Promise<NonNullable<Head['empty']>> {
  const { words, question } = scene;
  if (waiting > 0) return { ...said(words, 'Waiting'), longer: null, isChosen: false };
  const isChosen = question.channels.length > 0;
  const unread = unreadText(scene);
  if (unread !== null) return { ...said(words, 'Period'), text: unread, longer: null, isChosen };
  const longer = await longerPeriod(scene);
  if (longer) return { ...said(words, 'Period'), longer, isChosen };
  return { title: words('dashboard.empty.titleNone'), text: firstStep(scene), longer: null, isChosen };
}

const said = (words: Words, why: 'Waiting' | 'Period') => ({
  title: words(`dashboard.empty.title${why}` satisfies Key),
  text: words(`dashboard.empty.text${why}` satisfies Key),
});

/** The shortest longer period that has messages; null: none has. */
async function longerPeriod({ context, sight, question, now, words, isChosen }: Scene) {
  for (const name of PERIODS.slice(PERIODS.indexOf(question.period) + 1)) {
    const held = await context.store.buckets.byChannel(sight.guildId, spanOfPeriod(name, now).window);
    const n = held.reduce((sum, { channelId, counts }) => sum + (isChosen(channelId) ? counts.total : 0), 0);
    if (n > 0) return { name, text: longerText(name, n, words) };
  }
  return null;
}

const longerText = (name: PeriodName, n: number, words: Words) =>
  words('dashboard.empty.longer', { period: words(`dashboard.period.${name}`), n });

/** Why nothing can show here, whatever people write; null: some channel of it is read. */
function unreadText({ channels, words, isChosen, isRead, question }: Scene): string | null {
  const asked = channels.filter(({ id }) => isChosen(id));
  if (asked.some(({ id }) => isRead(id))) return null;
  if (question.channels.length === 0) return words('dashboard.empty.unread');
  return words('dashboard.empty.unreadChosen', { channels: namesOf(asked) });
}

/** Where to write so that something shows here. */
function firstStep({ channels, words, isChosen, isRead }: Scene): string {
  const read = channels.filter(({ id }) => isChosen(id) && isRead(id));
  return words('dashboard.empty.write', { channels: namesOf(read) });
}

const namesOf = (channels: readonly SeenChannel[]): string =>
  channels
    .slice(0, MOST_NAMED)
    .map(({ name }) => `#${name}`)
    .join(' ') + (channels.length > MOST_NAMED ? ' …' : '');
