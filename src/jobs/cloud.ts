// The word cloud of a server: what is talked about in a window and was not before, as a picture.
import { BarometerError } from '../errors.ts';
import { audienceOf } from '../pipeline/audience.ts';
import { hotWordsOf } from '../figures/hotWords.ts';
import type { Painter } from '../report/charts/painter.ts';
import { wordCloud } from '../report/charts/wordCloud.ts';
import { cloudMessage } from '../report/cloudMessage.ts';
import { words } from '../report/words.ts';
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
/** Fewer make no cloud: nothing is posted. */
const LEAST_WORDS = 5;
/** Whatever grew at all; the picture shows by size how much it is used. */
const LEAST_Z = 0.3;

export function cloudJob({ painter, ...options }: CloudOptions): Job {
  const { client, store, clock } = options;
  return reportJob(
    {
      kind: 'cloud',
      scheduleOf: ({ cloudSchedule }) => cloudSchedule,
      isPicture: true,

      /** The talk of the last window alone: what was talked about before is no news. */
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
        const say = words(locale);
        const look = { words: say, timeZone, window, id };
        return {
          letter: null,
          forms: [
            () => Promise.resolve(cloudMessage(drawing, alt, look)),
            // The words as pixels alone: a cloud without them is none, and what is refused then is given up.
            () =>
              Promise.resolve(
                cloudMessage({ png: drawing.png }, say('cloud.alt', { n: cloud.length }), look),
              ),
          ],
        };
      },
    },
    options,
  );
}
