// Work of the model that a person waits for: one piece after the other, and within a time.
import { withDeadline } from '../../flow/aborting.ts';
import type { Words } from '../../report/words.ts';
import { Refusal, type CommandContext } from '../command.ts';

/** In milliseconds. Discord takes the answer for fifteen minutes, but nobody waits so long. */
const PATIENCE = 60_000;
/** `guild`: where it is asked for. Throws Refusal where too many wait already or the time is up, and what `work` throws. */
export function inTurn<T>(
  { turns, clock }: Pick<CommandContext, 'turns' | 'clock'>,
  guild: string,
  words: Words,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const late = () => new Refusal(words('menu.late'));
  const done = turns.enter(guild, () => withDeadline({ ms: PATIENCE, clock, late }, work));
  if (!done) throw new Refusal(words('menu.busy'));
  return done;
}
