// A person's own local server with the whole bot, by a model that knows who is angry, and the story that can be played beside it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { People } from 'local-discord/testing';
import { vi } from 'vitest';
import { systemClock, type Clock } from '../../src/clock.ts';
import { openBrain } from '../../src/compose/brain.ts';
import { createClosing } from '../../src/compose/closing.ts';
import { startCopy, type Copy } from '../../src/compose/copy.ts';
import { createStory, type Story } from '../../src/compose/story.ts';
import { parseConfig } from '../../src/config.ts';
import { OUTAGE } from '../../src/demo/story.ts';
import { AWAY_MS } from '../../src/demo/watched.ts';
import type { Log } from '../../src/log.ts';
import { unmeasured } from '../../src/ops/instruments.ts';
import { byMind, startMind } from '../crash/mind.ts';

const STAFF = ['mira', 'wen', 'kofi'];
/** As the model server sees a message: each byte as a character; the beginning is enough to know it. */
const bytes = (text: string) => Buffer.from(text).toString('latin1').slice(0, 12);
const ANGRY = OUTAGE.filter(({ by, channel }) => channel === 'support' && !STAFF.includes(by));

/** A twentieth of the pauses is enough where nobody reads; waits for the bot keep their length. */
const QUICK: Clock = {
  now: () => systemClock.now(),
  wait: (ms, signal) => systemClock.wait(ms < 10_000 || ms === AWAY_MS ? ms / 20 : ms, signal),
};

export interface StoryRig {
  /** The person's own server. */
  readonly url: string;
  readonly people: People;
  readonly copy: Copy;
  readonly story: Story;
  /** Where the data of stories lies. */
  readonly temporary: string;
  close(): Promise<void>;
}

export async function openStoryRig(log: Log): Promise<StoryRig> {
  const folder = mkdtempSync(join(tmpdir(), 'barometer-story-'));
  vi.stubEnv('TMPDIR', folder);
  const mind = await startMind((message) => ANGRY.some(({ text }) => message.includes(bytes(text))));
  const own = mkdtempSync(join(folder, 'own-'));
  const config = parseConfig({ ...byMind(mind), DATA_DIR: own, PORT: '0' });
  const closing = createClosing(log, systemClock);
  const brain = openBrain(config, log, {});
  const story = createStory({ config, log, brain, clock: QUICK });
  const copy = await startCopy({
    ...{ config, log, closing, brain, mounts: story.mounts, rehearsal: null },
    ops: { instruments: unmeasured, readiness: { expect: () => undefined } },
    onPage: () => undefined,
    end: (cause) => {
      throw cause;
    },
  });
  const url = copy.preview?.url ?? '';
  const people = new People(url);
  return {
    ...{ url, people, copy, story, temporary: folder },
    async close() {
      people.close();
      await story.close();
      await closing.all();
      await copy.brain.close();
      await mind.close();
      vi.unstubAllEnvs();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
