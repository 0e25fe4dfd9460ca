// How the mood is or was: the figures of /mood in a few sentences.
import { incidentsIn, toldOf } from '../figures/incidents.ts';
import { figuresOf, figuresOfChannels, type Figures } from '../figures/mood.ts';
import type { IncidentFacts } from '../mood/incident.ts';
import { isEnough, levelOf } from '../mood/level.ts';
import { moodOf, shareOf } from '../mood/mood.ts';
import { lastSpoken, type SpokenPeriod } from '../periods/spoken.ts';
import { trendOf, waitingLines } from '../report/headline.ts';
import { incidentLine } from '../report/incidentLine.ts';
import { moment } from '../report/times.ts';
import type { Scene } from './scene.ts';
import { paragraph } from './wordings.ts';

/** As /mood where no period is named. */
const USUAL_HOURS = 24;

type Counted = Omit<Figures, 'authors'>;

export async function nowText(scene: Scene): Promise<string> {
  const { words, link, channelId, store, place, isMeant } = scene;
  const { period, figures } = await figuresFor(scene);
  const touching = await incidentsIn(store, place.guildId, period.window);
  const incidents = toldOf(touching, (id) => (isMeant(id) ? 'named' : 'untold'));
  const more = words('assistant.mood.more', {
    command: link(channelId === null ? 'mood server' : 'mood channel'),
  });
  return paragraph([...sentencesOf(scene, period, figures, incidents), more]);
}

/** Where hardly anybody wrote in this hour, "now" is the last day. */
async function figuresFor(scene: Scene): Promise<{ period: SpokenPeriod; figures: Counted }> {
  const usual = lastSpoken(USUAL_HOURS, scene.now);
  const period = scene.period ?? usual;
  const figures = await countedIn(scene, period);
  if (period.name !== 'now' || isEnough(figures.counts)) return { period, figures };
  return { period: usual, figures: await countedIn(scene, usual) };
}

async function countedIn(
  { store, place, channelId, isMeant, now }: Scene,
  { window, previous }: SpokenPeriod,
): Promise<Counted> {
  const { guildId } = place;
  if (channelId === null) return await figuresOfChannels(store, guildId, { window, previous }, isMeant, now);
  return await figuresOf(store, { guildId, channelId }, { kind: 'window', window, previous }, null, now);
}

function sentencesOf(
  scene: Scene,
  period: SpokenPeriod,
  figures: Counted,
  incidents: readonly IncidentFacts[],
): string[] {
  const { words } = scene;
  const { counts, waiting } = figures;
  return [
    ...moodSentences(scene, period, figures, incidents),
    ...incidents.map((incident) => incidentLine(incident, words)),
    ...waitingLines(counts, waiting, words),
  ];
}

function moodSentences(
  scene: Scene,
  period: SpokenPeriod,
  { counts, change, window, waiting }: Counted,
  incidents: readonly IncidentFacts[],
): string[] {
  const { words, wording, where } = scene;
  const place = { where, when: scene.when(period) };
  const [mood, share, level] = [moodOf(counts), shareOf(counts), levelOf(counts)];
  if (!mood || !share || !window) return [words('assistant.mood.nothing', place)];
  if (!level) return [words('assistant.mood.few', { ...place, n: counts.total })];
  const [low, high] = mood.interval;
  const { positive, negative } = share;
  const facts = { ...place, level: words(`level.${level}`), mood: mood.value, n: counts.total };
  const trend = change && trendOf(change, { counts, waiting, incidents });
  const counted = { from: moment(window.from, 'f'), to: moment(window.to, 'f'), low, high };
  return [
    words(`assistant.mood.now.${wording}`, { ...facts, positive, negative }),
    ...(change && trend
      ? [words(`assistant.mood.change.${trend}`, { by: Math.round(Math.abs(change.by)) })]
      : []),
    words('assistant.mood.counted', counted),
  ];
}
