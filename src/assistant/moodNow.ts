// How the mood is or was: the figures of /mood in a sentence or two.
import { countsOfChannels, figuresOf, type Figures } from '../figures/mood.ts';
import { changeOf, moodOf, shareOf, type Mood } from '../mood/mood.ts';
import { HOUR } from '../mood/window.ts';
import { lastSpoken, type SpokenPeriod } from '../periods/spoken.ts';
import type { Scene } from './scene.ts';
import { paragraph } from './wordings.ts';

/** As /mood where no period is named. */
const USUAL_HOURS = 24;

/** Fewer messages have an interval some 100 wide. Alerts need as many. */
const LEAST_MESSAGES = 10;

type Counted = Pick<Figures, 'counts' | 'before'>;

export async function nowText(scene: Scene): Promise<string> {
  const { words, link, channelId } = scene;
  const { period, figures } = await figuresFor(scene);
  const more = words('assistant.mood.more', {
    command: link(channelId === null ? 'mood server' : 'mood channel'),
  });
  return paragraph([...sentencesOf(scene, period, figures), more]);
}

/** Where hardly anybody wrote in this hour, "now" is the last day. */
async function figuresFor(scene: Scene): Promise<{ period: SpokenPeriod; figures: Counted }> {
  const usual = lastSpoken(USUAL_HOURS, scene.now);
  const period = scene.period ?? usual;
  const figures = await countedIn(scene, period);
  if (period.name !== 'now' || figures.counts.total >= LEAST_MESSAGES) return { period, figures };
  return { period: usual, figures: await countedIn(scene, usual) };
}

async function countedIn(
  { store, place, channelId, isMeant }: Scene,
  period: SpokenPeriod,
): Promise<Counted> {
  const { guildId } = place;
  if (channelId === null) return await countsOfChannels(store, guildId, period, isMeant);
  const { window, previous } = period;
  return await figuresOf(store, { guildId, channelId }, { kind: 'window', window, previous }, null);
}

function sentencesOf(scene: Scene, period: SpokenPeriod, { counts, before }: Counted): string[] {
  const { words, wording, where } = scene;
  const place = { where, when: scene.when(period) };
  const [mood, share] = [moodOf(counts), shareOf(counts)];
  if (!mood || !share) return [words('assistant.mood.nothing', place)];
  if (counts.total < LEAST_MESSAGES) return [words('assistant.mood.few', { ...place, n: counts.total })];
  const [low, high] = mood.interval;
  const { positive, negative } = share;
  const facts = { ...place, mood: mood.value, low, high, n: counts.total, positive, negative };
  const hours = (period.window.to - period.window.from) / HOUR;
  const change =
    before.total < LEAST_MESSAGES ? null : changeOf(counts, before, { now: hours, before: hours });
  return [
    words(`assistant.mood.now.${toneOf(mood)}.${wording}`, facts),
    ...(change
      ? [words(`assistant.mood.change.${change.trend}`, { by: Math.round(Math.abs(change.by)) })]
      : []),
  ];
}

/** Good or bad only where chance alone would hardly make it so. */
function toneOf({ interval: [low, high] }: Mood): 'good' | 'bad' | 'even' {
  if (low > 0) return 'good';
  return high < 0 ? 'bad' : 'even';
}
