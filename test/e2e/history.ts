// Messages of the past: what people wrote in #general before a test begins.
import { HARBOUR, type Stage } from './stage.ts';

const { channels, people } = HARBOUR;

interface History {
  /** The authors, who take turns. */
  readonly crowd: readonly string[];
  readonly count: number;
  /** Of the first message, milliseconds since 1970; the others follow every `everyMs`. */
  readonly from: number;
  readonly everyMs: number;
}

export async function postHistory(
  stage: Stage,
  { crowd, count, from, everyMs }: History,
  words: (n: number) => string,
): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    const at = new Date(from + n * everyMs).toISOString();
    await stage.people.post(crowd[n % crowd.length]!, channels.general, words(n), { at });
  }
}

/** Three people, eighteen hours of the last twenty: a third is glad, the rest is plain. */
export const postCalmDay = (stage: Stage) =>
  postHistory(
    stage,
    {
      crowd: [people.tomas, people.yuki, people.lin],
      count: 90,
      from: Date.now() - 20 * 3_600_000,
      everyMs: 12 * 60_000,
    },
    (n) => (n % 3 === 0 ? `Nice, thank you! ${n}` : `The meeting number ${n} is at noon.`),
  );
