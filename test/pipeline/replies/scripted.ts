// Replies whose answers tests write, draft by draft; everything else is real.
import type { Clock } from '../../../src/clock.ts';
import type { Judge } from '../../../src/llm/judge.ts';
import type { Assistant } from '../../../src/assistant/assistant.ts';
import type { Ending } from '../../../src/llm/answer.ts';
import { silentLog } from '../../../src/log.ts';
import type { Background } from '../../../src/pipeline/background.ts';
import { DEAF, type Hearing } from '../../../src/pipeline/hearing.ts';
import { createReplies, type Replies } from '../../../src/pipeline/replies.ts';
import type { Store } from '../../../src/store/store.ts';

type Question = Parameters<Assistant['answer']>[0];

/** An answer under way. */
interface Given {
  readonly question: Question;
  /** Aborts when the answer is to end. */
  readonly signal: AbortSignal;
  /** The answer so far. */
  draft(text: string): void;
  end(ending?: Ending): void;
}

export interface ScriptedAssistant extends Assistant {
  /** Every answer that was asked for, oldest first. */
  readonly given: Given[];
  /** The n-th answer that is asked for, from 0; waits for it. */
  nth(n: number): Promise<Given>;
}

export function scriptedAssistant(): ScriptedAssistant {
  const given: Given[] = [];
  let heard = () => {};
  let more = new Promise<void>((resolve) => (heard = resolve));
  return {
    given,
    async nth(n) {
      while (given[n] === undefined) await more;
      return given[n];
    },
    answer(question, { signal }) {
      const waiting: string[] = [];
      let ending: Ending | null = null;
      let wake = () => {};
      signal.addEventListener('abort', () => {
        ending ??= 'stopped';
        wake();
      });
      async function* drafts() {
        for (;;) {
          while (waiting.length > 0) yield waiting.shift() ?? '';
          if (ending !== null || signal.aborted) return;
          await new Promise<void>((resolve) => (wake = resolve));
        }
      }
      given.push({
        question,
        signal,
        draft(text) {
          waiting.push(text);
          wake();
        },
        end(how = 'whole') {
          ending = how;
          wake();
        },
      });
      heard();
      more = new Promise((resolve) => (heard = resolve));
      return { drafts: drafts(), ending: () => ending ?? 'stopped' };
    },
  };
}

/** Judges nothing, and notes what it was asked to. */
export function unjudging(judged: string[] = []): Judge {
  return {
    calibration: () => null,
    version: () => 'paper',
    stats: () => ({ read: 0, hits: 0 }),
    judge(texts) {
      judged.push(...texts);
      return Promise.resolve([]);
    },
  };
}

interface Parts {
  readonly store: Store;
  readonly clock: Clock;
  readonly background: Background;
  readonly signal: AbortSignal;
  readonly assistant?: Assistant;
  readonly judge?: Judge;
  readonly hearing?: Hearing;
}

export function scriptedReplies({
  assistant = scriptedAssistant(),
  judge = unjudging(),
  hearing = DEAF,
  ...parts
}: Parts): Replies {
  const readFile = () => Promise.reject(new Error('no file was sent'));
  return createReplies({ ...parts, assistant, judge, readFile, hearing, log: silentLog });
}
