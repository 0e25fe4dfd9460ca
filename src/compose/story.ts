// The demo beside a person's own local server, at the press of a button: a second copy of the bot, with data of its own, by the same model.
import { systemClock, type Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import { untilUnwatched } from '../demo/watched.ts';
import { reasonOf } from '../errors.ts';
import { orAborted } from '../flow/aborting.ts';
import type { Log } from '../log.ts';
import { unmeasured } from '../ops/instruments.ts';
import type { Brain } from './brain.ts';
import { createClosing } from './closing.ts';
import { startCopy } from './copy.ts';
import { demoConfig } from './demoConfig.ts';
import { DEMO_PATH, later, wordsFor } from './demoPath.ts';
import type { Mounts } from './preview.ts';

/** A POST plays the story from its start; a GET leads to where it is played. */
const STORY_PATH = '/story';

export interface StoryOptions {
  readonly config: Config;
  readonly log: Log;
  /** Being opened. */
  readonly brain: Promise<Brain>;
  /** Of the pauses in which whoever watches reads, and until nobody does. */
  readonly clock: Clock;
}

export interface Story {
  /** For the local server of the person. */
  readonly mounts: Mounts;
  /** Ends what is played. */
  close(): Promise<void>;
}

interface Playing {
  /** Of its page; null until it is there. */
  url: string | null;
  /** Why it could not be played. */
  failure: string | null;
  readonly stopping: AbortController;
  /** Resolves when everything of it is closed; never rejects. */
  ended: Promise<void>;
}

/** One story is played at a time. It ends when nobody looks any more, when it is played anew, and with `close`. */
export function createStory(options: StoryOptions): Story {
  let playing: Playing | null = null;

  async function stop(one: Playing | null): Promise<void> {
    one?.stopping.abort();
    await one?.ended;
  }

  function play(): void {
    const before = playing;
    const next: Playing = {
      ...{ url: null, failure: null, stopping: new AbortController() },
      ended: Promise.resolve(),
    };
    playing = next;
    next.ended = stop(before).then(() => playOnce(next, options));
  }

  function answer(request: Request): Response {
    if (request.method === 'POST') {
      play();
      return new Response(null, { status: 202 });
    }
    if (playing?.failure)
      return new Response(wordsFor(request)('demo.failed', { reason: playing.failure }), { status: 500 });
    if (playing === null || playing.stopping.signal.aborted) return leadTo('/');
    return playing.url === null ? later(request) : leadTo(`${playing.url}${DEMO_PATH}/`);
  }

  return { mounts: { [STORY_PATH]: answer }, close: () => stop(playing) };
}

const leadTo = (address: string) => new Response(null, { status: 302, headers: { Location: address } });

async function playOnce(playing: Playing, options: StoryOptions): Promise<void> {
  const { log, clock } = options;
  const { signal } = playing.stopping;
  const closing = createClosing(log, systemClock);
  const fail = (error: unknown) => {
    if (signal.aborted) return;
    playing.failure = reasonOf(error);
    log.warn({ reason: playing.failure }, 'the story could not be played');
    playing.stopping.abort();
  };
  const brain = orAborted(options.brain, signal);
  brain.catch(() => undefined); // heard where it is awaited
  try {
    signal.throwIfAborted();
    const { createRehearsal } = await import('./rehearsal.ts');
    const rehearsal = createRehearsal(clock);
    const { preview } = await startCopy({
      ...{ log, closing, rehearsal, brain },
      config: { ...(await demoConfig(options.config, closing)), PORT: 0 },
      // Whoever asks for figures asks for those of the bot beside it.
      ops: { instruments: unmeasured, readiness: { expect: () => undefined } },
      mounts: {},
      onPage: (url) => (playing.url = url),
      end: fail,
    });
    signal.throwIfAborted();
    const url = preview?.url ?? '';
    const unwatched = untilUnwatched(url, clock, signal).then(() => playing.stopping.abort());
    await Promise.all([rehearsal.play(url, log, signal), unwatched]);
  } catch (error) {
    fail(error);
  }
  await closing.all();
}
