// What holds of the conversations, run by run.
import { median } from '../speed/texts.ts';
import type { Answered } from './ask.ts';
import { CHECKS, type Check } from '../../src/cli/talk/checks.ts';
import type { Conversation } from '../../src/cli/talk/conversations.ts';

export interface CheckedTurn extends Answered {
  readonly said: string;
  readonly faults: readonly Check[];
}

/** A conversation as it went in one run. */
export interface Held extends Pick<Conversation, 'id' | 'kind' | 'language'> {
  /** From 0. */
  readonly run: number;
  readonly turns: readonly CheckedTurn[];
}

export interface Tally {
  readonly name: string;
  /** Conversations of one run. */
  readonly conversations: number;
  /** The share (0…1) of them whose every check holds: mean over the runs, and highest minus lowest. */
  readonly share: number;
  readonly spread: number;
}

/** Of at least one conversation. */
export function tallyOf(name: string, held: readonly Held[]): Tally {
  const runs = [...new Set(held.map(({ run }) => run))];
  const shares = runs.map((run) => {
    const own = held.filter((one) => one.run === run);
    return own.filter(isWhole).length / own.length;
  });
  return {
    name,
    conversations: held.length / runs.length,
    share: mean(shares),
    spread: Math.max(...shares) - Math.min(...shares),
  };
}

const isWhole = ({ turns }: Held) => turns.every(({ faults }) => faults.length === 0);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** One tally for each value of `key`, in the order of their first conversations. */
export function talliesBy(held: readonly Held[], key: 'kind' | 'language'): Tally[] {
  const names = [...new Set(held.map((one) => one[key]))];
  return names.map((name) =>
    tallyOf(
      name,
      held.filter((one) => one[key] === name),
    ),
  );
}

/** How many answers failed each check, a run on average. */
export function faultCounts(held: readonly Held[]): { readonly check: Check; readonly answers: number }[] {
  const runs = new Set(held.map(({ run }) => run)).size;
  const faults = held.flatMap(({ turns }) => turns.flatMap((turn) => turn.faults));
  return CHECKS.map((check) => ({ check, answers: faults.filter((one) => one === check).length / runs }));
}

/** Shares 0…1, rounded to three digits; of a kind that no conversation has: null. */
interface Figures {
  /** Conversations whose every check holds. */
  readonly all: number;
  /** Answers in the wanted script. */
  readonly language: number;
  /** Answers with a loop, in all runs together. */
  readonly loops: number;
  /** Conversations of these kinds whose every check holds. */
  readonly memory: number | null;
  readonly self: number | null;
  readonly mood: number | null;
  /** The median, in milliseconds. */
  readonly firstTokenMs: number;
  /**
   * Of the first token, the judge's share: what a single pass for both could save at most. The median of the answers that the
   * model wrote; null where it wrote none.
   */
  readonly judgedShare: number | null;
  /** Answers that the model wrote; the others were told from facts. */
  readonly written: number;
  readonly tokensPerAnswer: number;
}

export function figuresOf(held: readonly Held[]): Figures {
  const turns = held.flatMap((one) => one.turns);
  const has = (check: Check) => turns.filter(({ faults }) => faults.includes(check)).length;
  const written = turns
    .filter(({ isWritten }) => isWritten)
    .map(({ judgedMs, firstTokenMs }) => judgedMs / firstTokenMs);
  const shareOf = (kind: string) => {
    const own = held.filter((one) => one.kind === kind);
    return own.length === 0 ? null : rounded(tallyOf(kind, own).share);
  };
  return {
    all: rounded(tallyOf('all', held).share),
    language: rounded(1 - has('script') / turns.length),
    loops: has('loop'),
    memory: shareOf('memory'),
    self: shareOf('self'),
    mood: shareOf('mood'),
    firstTokenMs: Math.round(median(turns.map(({ firstTokenMs }) => firstTokenMs))),
    judgedShare: written.length === 0 ? null : rounded(median(written)),
    written: written.length,
    tokensPerAnswer: Math.round(mean(turns.map(({ tokens }) => tokens))),
  };
}

const rounded = (share: number) => Math.round(share * 1000) / 1000;
