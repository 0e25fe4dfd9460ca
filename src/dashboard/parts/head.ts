// The answer in one sentence, and its figures: the same functions and words as the card of /mood.
import { incidentsIn, toldOf } from '../../figures/incidents.ts';
import { intentsIn } from '../../figures/intents.ts';
import { figuresOfChannels } from '../../figures/mood.ts';
import type { Counts } from '../../mood/counts.ts';
import { levelOf } from '../../mood/level.ts';
import { moodOf, shareOf } from '../../mood/mood.ts';
import { changeText, doubtText, headline, waitingLines } from '../../report/headline.ts';
import { incidentLine } from '../../report/incidentLine.ts';
import { intentsLines } from '../../report/intents.ts';
import { kindsLines } from '../../report/kinds.ts';
import { zoneName } from '../../report/times.ts';
import type { Scope, Store } from '../../store/store.ts';
import type { Head } from '../data.ts';
import { momentIn, plainText } from '../plain.ts';
import type { Scene } from '../scene.ts';
import { emptyPart } from './empty.ts';

const SHARES = ['positive', 'neutral', 'negative', 'uncertain'] as const;

export async function headPart(scene: Scene): Promise<Head> {
  const { context, sight, span, now, words, reader, isChosen } = scene;
  const { store } = context;
  const figures = await figuresOfChannels(store, sight.guildId, span, isChosen, now);
  const { counts, change, waiting, window } = figures;
  const shown = window ?? span.window;
  const touching = await incidentsIn(store, sight.guildId, { from: shown.from, to: shown.to + 1 });
  const incidents = toldOf(touching, (id) => (isChosen(id) ? 'named' : 'untold'));
  const around = { counts, waiting, incidents };
  const authors = await authorsIn(store, scene);
  const intents = await intentsIn(store, {
    ...{ guildId: sight.guildId, window: shown, isReadable: isChosen },
    channelId: onlyChannel(scene),
  });
  const mood = levelOf(counts) ? moodOf(counts) : null;
  const share = shareOf(counts);
  const empty = counts.total === 0 ? await emptyPart(scene, waiting) : null;
  return {
    headline: empty?.title ?? headline({ ...around, change }, words),
    empty,
    level: levelOf(counts),
    when: `${momentIn(shown.from, reader)} – ${momentIn(shown.to, reader)} (${zoneName(reader.timeZone)})`,
    window: { from: shown.from, to: shown.to },
    mood: mood && { value: mood.value, low: mood.interval[0], high: mood.interval[1] },
    counts: countsOnly(counts),
    intents,
    balance: share ? words('mood.balance', share) : '',
    shares: SHARES.map((label) => ({
      label,
      name: label === 'uncertain' ? words('dashboard.uncertain') : words(`label.${label}`),
      share: share?.[label] ?? 0,
    })),
    facts:
      counts.total === 0
        ? []
        : [
            { name: words('mood.messages'), value: words('mood.messagesValue', { n: counts.total }) },
            ...(authors === null
              ? []
              : [{ name: words('mood.authors'), value: words('mood.authorsValue', { n: authors }) }]),
            ...(mood
              ? [{ name: words('mood.before'), value: changeText(change, mood.value, around, words) }]
              : []),
            { name: words('mood.details'), value: doubtText(counts, words) },
          ],
    notes: [
      ...kindsLines(counts, words),
      ...intentsLines(intents, words),
      ...waitingLines(counts, waiting, words),
      ...incidents.map((incident) => plainText(incidentLine(incident, words), reader, now)),
    ],
    scale: words('mood.scale'),
  };
}

/** Without what is known of the judge, which is no figure of the server's. */
const countsOnly = ({ total, positive, neutral, negative, uncertain }: Counts) => ({
  ...{ total, positive, neutral, negative, uncertain },
});

/** Distinct authors are known of one channel and of the whole server; null for some channels together. */
async function authorsIn({ buckets }: Store, scene: Scene): Promise<number | null> {
  const { sight, span, isChosen } = scene;
  const held = await buckets.byChannel(sight.guildId, span.window);
  const counted = held.filter(({ channelId }) => isChosen(channelId));
  const only = onlyChannel(scene);
  const whole: Scope = { guildId: sight.guildId, channelId: null };
  if (only !== null) return buckets.authors({ ...whole, channelId: only }, span.window);
  return counted.length === held.length ? buckets.authors(whole, span.window) : null;
}

/** Null where the view is about several. */
const onlyChannel = ({ question: { channels } }: Scene) =>
  channels.length === 1 ? (channels[0] ?? null) : null;
