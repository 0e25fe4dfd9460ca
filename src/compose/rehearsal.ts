// The demo's parts beside the story itself: its clock, its address, its first settings, and the verdicts that come with it.
import { systemClock, type Clock } from '../clock.ts';
import { playDemo, type DemoOptions } from '../demo/play.ts';
import { createStoryClock, outageTime, type StoryClock } from '../demo/storyClock.ts';
import type { Judge } from '../llm/judge.ts';
import { LOCALES, localeFor } from '../locale.ts';
import type { Log } from '../log.ts';
import { wordsIn } from '../report/words.ts';
import type { GuildSettings } from '../store/settings.ts';
import { DEMO_PATH, later } from './demoPath.ts';
import type { Mounts } from './preview.ts';
import { SHIPPED, withShipped } from './shippedVerdicts.ts';

export interface Rehearsal {
  readonly clock: StoryClock;
  /** For the local server: leads whoever opens it to the page, as a moderator who speaks their language. */
  readonly mounts: Mounts;
  /** Nothing is posted by the clock until the story says so. */
  readonly settings: Partial<GuildSettings>;
  /** Knows the calm day already, if it would judge it as it was judged. */
  judging(judge: Judge): Judge;
  play(url: string, log: Log, signal: AbortSignal): Promise<void>;
}

/** @param pauses in which whoever watches reads */
export function createRehearsal(pauses: Clock): Rehearsal {
  const { timeZone, locale } = Intl.DateTimeFormat().resolvedOptions();
  const clock = createStoryClock(systemClock, outageTime(systemClock.now(), timeZone));
  let stars: Parameters<DemoOptions['onReady']>[0] | null = null;

  return {
    clock,
    mounts: {
      [DEMO_PATH](request) {
        const star = stars?.[languageOf(request.headers.get('accept-language') ?? '')];
        if (star === undefined) return later(request);
        return new Response(null, {
          status: 302,
          headers: { Location: `/?as=${star}`, Vary: 'Accept-Language' },
        });
      },
    },
    settings: { timeZone, summarySchedule: 'off', dailySchedule: 'off', reactions: false },
    judging: (judge) => withShipped(judge, SHIPPED),
    play: (url, log, signal) =>
      playDemo({
        ...{ url, timeZone, clock: pauses, story: clock, log, signal },
        language: languageOf(locale),
        captions: (name) => ({
          en: wordsIn('en')(`demo.${name}`),
          ...Object.fromEntries(LOCALES.map((one) => [one, wordsIn(one)(`demo.${name}`)])),
        }),
        onReady(found) {
          stars = found;
          log.info(
            `Rehearsal: open ${url}${DEMO_PATH}/ and watch. You look as a moderator of the server "Harbour".`,
          );
        },
      }),
  };
}

const languageOf = (wish: string) => (localeFor(wish) === 'en' ? 'en' : 'zh-CN');
