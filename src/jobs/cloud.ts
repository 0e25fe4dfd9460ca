// The word cloud of a server: a picture of the words that are used more in a window than before.
import { BarometerError } from '../errors.ts';
import { audienceOf } from '../pipeline/audience.ts';
import { hotWordsOf } from '../figures/hotWords.ts';
import type { Painter } from '../report/charts/painter.ts';
import { wordCloud } from '../report/charts/wordCloud.ts';
import { cloudMessage } from '../report/cloudMessage.ts';
import { wordsIn } from '../report/words.ts';
import type { Job } from './job.ts';
import { reportJob, type ReportJobOptions } from './reportJob.ts';
import { windowOf } from '../schedule/windows.ts';

export interface CloudOptions extends ReportJobOptions {
  readonly painter: Painter;
}

class CloudNotDrawnError extends BarometerError {
  constructor() {
    super('the word cloud could not be drawn: the log says why');
  }
}

const MOST_WORDS = 45;
/** With fewer words nothing is posted. */
const LEAST_WORDS = 5;
/** Every word that grew at all counts; its size in the picture shows how much it is used. */
const LEAST_Z = 0.3;

export function cloudJob({ painter, ...options }: CloudOptions): Job {
  const { client, store, clock } = options;
  return reportJob(
    {
      kind: 'cloud',
      scheduleOf: ({ cloudSchedule }) => cloudSchedule,
      sinceOf: () => 0, // only the last window is ever due
      isPicture: true,

      /** Only the last window: older words are no news. */
      mostDue: 1,

      windowsSince(report, { schedule, dueAt }) {
        const window = windowOf(schedule, Math.min(dueAt, clock.now()));
        return report && report.window.to >= window.to ? [] : [window];
      },

      async draft({ guildId, window, settings, readIn, id }) {
        const { locale, timeZone } = settings;
        const audience = audienceOf(client, guildId, readIn);
        const asked = { guildId, window, ...audience, most: MOST_WORDS, leastZ: LEAST_Z };
        const hot = await hotWordsOf(store, asked);
        if (hot.length < LEAST_WORDS) return null;
        const cloud = hot
          .map(({ word, now, mood }) => ({ text: word, weight: now, mood }))
          .sort((a, b) => b.weight - a.weight);
        const { spec, alt } = wordCloud(cloud, { locale });
        const drawing = await painter.draw(spec);
        if (!drawing) throw new CloudNotDrawnError();
        const words = wordsIn(locale);
        const look = { words, timeZone, window, id };
        return {
          letter: null,
          forms: [
            () => Promise.resolve(cloudMessage(drawing, alt, look)),
            // Pixels only, without the SVG and without words in the description. If Discord refuses that too, it is given up.
            () =>
              Promise.resolve(
                cloudMessage({ png: drawing.png }, words('cloud.alt', { n: cloud.length }), look),
              ),
          ],
        };
      },
    },
    options,
  );
}
