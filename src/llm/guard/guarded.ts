// Watches an answer while it is written: what must not be read is begun again or cut off before people see it.
import { estimate } from '../estimate.ts';
import type { Answer, Ending } from '../answer.ts';
import { beginsAsEcho } from './echo.ts';
import type { Leaks } from './leak.ts';
import { withoutHalfSentence } from './prose.ts';
import { asksForAct, beginsAsRefusal } from './refusal.ts';
import { lengthBeforeRepetition } from './repetition.ts';
import { beginsIn, type Script } from './script.ts';

/** What was wrong with an attempt. */
type Fault = 'script' | 'refusal' | 'echo' | 'repetition' | 'silence';

export interface Attempt {
  /** What stands already. */
  readonly begun: string;
  /** What was wrong with the attempts before, in their order. */
  readonly faults: readonly Fault[];
  /** To be called where the answer is as long as it may be. */
  readonly onCut: () => void;
}

export interface Guarding {
  /** The pieces that the model writes after `begun`. */
  readonly attempt: (attempt: Attempt) => AsyncIterable<string>;
  /** The script that the answer must begin in; null where any is right. */
  readonly script: Script | null;
  /** What is answered: an answer must not only say it again. */
  readonly message: string;
  readonly leaks: Leaks;
  /** The last change before people read it. */
  readonly dress: (text: string) => string;
  /** What the first attempt begins with; '' for nothing. */
  readonly start: string;
  /** What the answer begins with after a refusal; '' for nothing. */
  readonly opening: string;
  /** What stands already of the answer, and was shown; drafts hold what comes after it. */
  readonly begun: string;
  /** How often an answer that repeats itself is gone on with, from its last good sentence. */
  readonly resumptions: number;
  /** Tokens, about, from which on it ends instead. */
  readonly enough: number;
  readonly signal: AbortSignal;
}

/** New characters between two looks for a repetition. */
const LOOK = 8;

export function guarded(guarding: Guarding): Answer {
  const { signal, begun } = guarding;
  let ending: Ending = 'whole';

  async function* drafts(): AsyncGenerator<string, void, undefined> {
    const faults: Fault[] = [];
    let from = begun === '' ? guarding.start : begun;
    for (;;) {
      const mayFail = (fault: Fault) =>
        faults.filter((one) => one === fault).length < (fault === 'repetition' ? guarding.resumptions : 1);
      const end = yield* attempted(guarding, { from, faults, mayFail });
      ending = signal.aborted ? 'stopped' : end.isCut ? 'cut' : 'whole';
      if (end.fault === null || signal.aborted) return;
      faults.push(end.fault);
      from = end.good;
    }
  }
  return { drafts: drafts(), ending: () => (signal.aborted ? 'stopped' : ending) };
}

interface Try {
  readonly from: string;
  readonly faults: readonly Fault[];
  /** Whether another try may follow such a fault. */
  readonly mayFail: (fault: Fault) => boolean;
}

interface End {
  /** Null where the answer has ended. */
  readonly fault: Fault | null;
  /** What the next attempt begins with. */
  readonly good: string;
  readonly isCut: boolean;
}

async function* attempted(
  guarding: Guarding,
  { from, faults, mayFail }: Try,
): AsyncGenerator<string, End, undefined> {
  const { signal, begun } = guarding;
  const shown = (text: string, isWhole: boolean) =>
    guarding.dress(guarding.leaks.without(text.slice(begun.length), isWhole)).trim();
  const again = (fault: Fault): End => ({
    fault,
    good: fault === 'refusal' && begun === '' ? guarding.opening : begun,
    isCut: false,
  });
  let isCut = false as boolean; // onCut sets it
  let text = from;
  let looked = from.length;
  // The first words are held back: where they are wrong, another attempt follows unseen.
  let isHeld = begun === '' && (from === '' || (from === guarding.start && faults.length === 0));
  let last = '';
  for await (const piece of guarding.attempt({ begun: from, faults, onCut: () => (isCut = true) })) {
    text += piece;
    if (text.length - looked >= LOOK) {
      looked = text.length;
      const good = lengthBeforeRepetition(text);
      if (good !== null) return yield* repeated(text.slice(0, Math.max(good, begun.length)));
    }
    if (isHeld) {
      const fault = beginningFault(guarding, text.slice(from.length), false);
      if (fault === 'open') continue;
      if (fault !== null && mayFail(fault)) return again(fault);
      isHeld = false;
    }
    const draft = shown(text, false);
    if (draft !== '' && draft !== last) yield (last = draft);
  }
  if (isHeld && !signal.aborted) {
    const fault = beginningFault(guarding, text.slice(from.length), true);
    if (fault !== null && fault !== 'open' && mayFail(fault)) return again(fault);
  }
  const good = lengthBeforeRepetition(text);
  if (good !== null) return yield* repeated(text.slice(0, Math.max(good, begun.length)));
  if (isCut) text = withoutHalfSentence(text, begun.length);
  const draft = shown(text, true);
  if (draft === '' && !signal.aborted && mayFail('silence')) return again('silence');
  if (draft !== '' && draft !== last) yield draft;
  return { fault: null, good: text, isCut };

  function* repeated(kept: string): Generator<string, End, undefined> {
    const draft = shown(kept, true);
    if (draft !== '') yield draft;
    const isEnough = estimate(draft) >= guarding.enough;
    return { fault: isEnough || !mayFail('repetition') ? null : 'repetition', good: kept, isCut: false };
  }
}

/** What is wrong with the first words; 'open' while more of them are needed. */
function beginningFault(
  { script, message }: Guarding,
  text: string,
  isWhole: boolean,
): Fault | 'open' | null {
  const isRight = script === null || beginsIn(text, script, isWhole);
  if (isRight === false) return 'script';
  // "I can't do that, ask a moderator" is what to say: bolder, it would be "Done, banned".
  const isRefusal = !asksForAct(message) && beginsAsRefusal(text, isWhole);
  if (isRefusal) return 'refusal';
  const isEcho = beginsAsEcho(text, message, isWhole);
  if (isEcho) return 'echo';
  return isRight === null || isRefusal === null || isEcho === null ? 'open' : null;
}
