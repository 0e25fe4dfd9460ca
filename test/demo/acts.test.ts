// The moderator of the story is the person that whoever watches is logged in as: they may be quicker, or do something else.
import type { APIMessage } from 'discord-api-types/v10';
import { beforeEach, describe, expect, it } from 'vitest';
import { handleAlert } from '../../src/demo/acts.ts';
import { RehearsalError, type Answer, type Control } from '../../src/demo/control.ts';
import type { Scene } from '../../src/demo/scene.ts';
import { createSeen } from '../../src/demo/seen.ts';
import type { Stage } from '../../src/demo/stage.ts';
import { silentLog } from '../../src/log.ts';
import { manualClock, type ManualClock } from '../manualClock.ts';
import { paperFeed, playOut } from './paper.ts';

const ALERT = '1';
const QUESTION = '2';
const WHY = '3';

/** The alert on paper, which changes as the bot changes it. */
function createPaper(clock: ManualClock) {
  const seen = createSeen('bot');
  const feed = paperFeed(clock);
  /** The names of the buttons, by message. */
  const shown = new Map<string, string[]>();
  /** What the moderator of the story tried, in order. */
  const tried: string[] = [];
  /** In place of what the bot does with a button. */
  let instead: ((name: string) => Answer) | null = null;

  const show = (id: string, buttons: string[], more: Partial<APIMessage> = {}) => {
    const components = buttons.map((name) => ({ type: 2, custom_id: `alert:${name}:7` }));
    const message = {
      ...{ id, channel_id: 'c', author: { id: 'bot' }, content: '', embeds: [] },
      ...{ components: [{ type: 1, components }], ...more },
    } as unknown as APIMessage;
    const type = shown.has(id) ? 'edit' : 'message';
    shown.set(id, buttons);
    return () => {
      seen.note({ type, message });
      feed.wake();
      return message;
    };
  };
  const change = (gone: string[], more: string[] = []) =>
    show(ALERT, [...(shown.get(ALERT) ?? []).filter((name) => !gone.includes(name)), ...more]);

  /** What the bot does; resolves what tells the pages of it. */
  const does: Readonly<Record<string, () => () => APIMessage>> = {
    ack: () => change(['ack']),
    false: () => change(['ack', 'snooze', 'false']),
    slow: () => show(QUESTION, ['slow15', 'slow60']),
    slow15() {
      const answered = show(QUESTION, []);
      const slowed = change(['slow'], ['unslow']);
      return () => (answered(), slowed());
    },
    why: () =>
      show(WHY, [], {
        embeds: [{ title: 'Why' }],
        interaction_metadata: { id: 'why' } as NonNullable<APIMessage['interaction_metadata']>,
      }),
  };
  const control = {
    caption: () => Promise.resolve(),
    press({ messageId, customId }: Parameters<Control['press']>[0]) {
      const name = customId.split(':')[1] ?? '';
      tried.push(name);
      if (instead) return Promise.resolve().then(() => instead?.(name));
      if (!shown.get(messageId)?.includes(name))
        return Promise.reject(new RehearsalError('POST /control/components', 'no such component'));
      const message = does[name]?.()();
      const outcome = name === 'slow' ? 'message' : name === 'why' ? 'deferred' : 'updated';
      return Promise.resolve({ outcome, interactionId: name, message } as Answer);
    },
  } as Partial<Control> as Control;

  return {
    tried,
    seen,
    feed,
    control,
    alert: show(ALERT, ['ack', 'snooze', 'false', 'slow', 'why'])(),
    /** Whoever watches presses too, and the story sees it. */
    visitor: (name: string) => does[name]?.()(),
    /** The story has not heard of it yet when it presses. */
    visitorJustNow: (name: string) => void does[name]?.(),
    dismissQuestion: () => shown.delete(QUESTION),
    answerInstead(answer: (name: string) => Answer) {
      instead = answer;
    },
  };
}

let clock: ManualClock;
let paper: ReturnType<typeof createPaper>;

/** Resolves with how long it took, in milliseconds. */
async function play(meanwhile?: () => void): Promise<number> {
  const { control, feed, seen, alert } = paper;
  const begun = clock.now();
  const scene = {
    ...{ control, feed, seen, clock, star: 'mira', log: silentLog },
    stage: { channelId: (name: string) => name } as Stage,
    captions: () => ({ en: 'x' }),
    signal: new AbortController().signal,
  } as Partial<Scene> as Scene;
  await playOut(clock, handleAlert(scene, alert), meanwhile);
  return clock.now() - begun;
}

const refused = (): never => {
  throw new RehearsalError('POST /control/components', 'Missing Access');
};

/** Without a wait for something that does not come. */
const AT_ONCE_MS = 30_000;

beforeEach(() => {
  clock = manualClock();
  paper = createPaper(clock);
});

describe('the moderator of the story', () => {
  it('acknowledges the alert, sets slow mode and asks why', async () => {
    await play();
    expect(paper.tried).toEqual(['ack', 'slow', 'slow15', 'why']);
  });

  it.each([
    ['acknowledged it', ['ack'], ['slow', 'slow15', 'why']],
    ['called it a false alarm', ['false'], ['slow', 'slow15', 'why']],
    ['set slow mode', ['slow', 'slow15'], ['ack', 'why']],
    ['did all of it', ['ack', 'slow', 'slow15', 'why'], ['why']],
  ])('goes on where whoever watches %s first', async (_, names, rest) => {
    for (const name of names) paper.visitor(name);
    expect(await play()).toBeLessThan(AT_ONCE_MS);
    expect(paper.tried).toEqual(rest);
  });

  it('goes on where whoever watches pressed the same button a moment before', async () => {
    paper.visitorJustNow('ack');
    await play();
    expect(paper.tried).toEqual(['ack', 'slow', 'slow15', 'why']);
  });

  it.each([
    ['answers', () => void paper.visitor('slow15'), ['ack', 'slow', 'why']],
    ['puts away', () => paper.dismissQuestion(), ['ack', 'slow', 'slow15', 'why']],
  ])('goes on where whoever watches %s the question for how long', async (_, act, tries) => {
    let hasActed = false;
    const took = await play(() => {
      if (hasActed || !paper.tried.includes('slow')) return;
      hasActed = true;
      act();
    });
    expect(took).toBeLessThan(AT_ONCE_MS);
    expect(paper.tried).toEqual(tries);
  });

  it('goes on where whoever watches took their rights away', async () => {
    paper.answerInstead(refused);
    expect(await play()).toBeLessThan(AT_ONCE_MS);
    expect(paper.tried).toEqual(['ack', 'slow', 'why']);
  });

  it('goes on where the bot says no', async () => {
    const no = { content: 'You may not.', id: '9', embeds: [], components: [] } as unknown as APIMessage;
    paper.answerInstead(() => ({ outcome: 'message', interactionId: 'no', message: no }));
    expect(await play()).toBeLessThan(AT_ONCE_MS);
    expect(paper.tried).toEqual(['ack', 'slow', 'why']);
  });

  it('presses again where the bot was too busy, and says which button got no answer in the end', async () => {
    paper.answerInstead(() => ({ outcome: 'failed', interactionId: 'x' }));
    await expect(play()).rejects.toThrow('the button "ack"');
    expect(paper.tried).toEqual(['ack', 'ack', 'ack']);
  });
});
