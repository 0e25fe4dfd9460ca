// How the people of the story write: a line at a time, no faster than the bot judges.
import type { Clock } from '../clock.ts';
import type { Control } from './control.ts';
import type { Feed } from './feed.ts';
import type { Seen } from './seen.ts';
import type { Stage } from './stage.ts';
import type { StoryClock } from './storyClock.ts';
import type { Line } from './story.ts';

/** Without a new verdict for so long, judging has stalled: slow machines too judge a batch in less. */
const STALLED_MS = 90_000;
/** So many messages may wait for their verdict before the next is written. */
const MOST_WAITING = 2;

interface Pace {
  readonly paceMs: number;
  /** How much of the story is skipped after so many lines. */
  readonly skipMs: (said: number) => number;
}

export interface Telling {
  /** @param at milliseconds since 1970; now unless given */
  say(line: Line, at?: number): Promise<void>;
  /** Writes the lines one after the other, `paceMs` apart or as fast as they are judged. */
  tell(lines: readonly Line[], pace: Pace): Promise<void>;
  /** Resolves once at most `most` of what was written wait for a verdict; false when no verdict came for a while. */
  judged(most?: number): Promise<boolean>;
}

export interface TellingOptions {
  readonly control: Control;
  readonly stage: Stage;
  readonly seen: Seen;
  /** Tells of the verdicts. */
  readonly feed: Feed;
  /** For pauses; `story` is what is skipped. */
  readonly clock: Clock;
  readonly story: Pick<StoryClock, 'skip'>;
  readonly signal: AbortSignal;
}

export function createTelling({ control, stage, seen, feed, clock, story, signal }: TellingOptions): Telling {
  /** Ids of the messages written so far, by channel. */
  const said = new Map<string, string[]>();
  const all: string[] = [];
  const waiting = () => all.filter((id) => !seen.tagged.has(id)).length;

  async function judged(most = 0): Promise<boolean> {
    for (let left = waiting(); left > most; left = waiting()) {
      const before = left;
      if (!(await feed.until(() => waiting() < before, STALLED_MS))) return false;
    }
    return true;
  }

  async function say(line: Line, at?: number): Promise<void> {
    const before = said.get(line.channel) ?? [];
    const replyTo = line.answers === undefined ? undefined : before.at(-line.answers);
    const id = await control.say({
      channelId: stage.channelId(line.channel),
      authorId: stage.userId(line.by),
      content: contentOf(line, stage),
      ...(replyTo !== undefined && { replyTo }),
      ...(at !== undefined && { at: new Date(at).toISOString() }),
    });
    said.set(line.channel, [...before, id]);
    all.push(id);
  }

  return {
    say,
    judged,
    async tell(lines, { paceMs, skipMs }) {
      for (const [at, line] of lines.entries()) {
        await say(line);
        await clock.wait(paceMs, signal);
        await judged(MOST_WAITING);
        story.skip(skipMs(at + 1));
      }
    },
  };
}

function contentOf({ text }: Line, stage: Stage): string {
  return text
    .replace(/\{#(\S+?)\}/g, (_, name: string) => `<#${stage.channelId(name)}>`)
    .replace(/\{(\w+)\}/g, (_, name: string) => `<@${stage.userId(name)}>`);
}
