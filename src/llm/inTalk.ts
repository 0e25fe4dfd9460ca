// What a message of a running talk asks for: a short question goes on with what was asked before.
import { askedAfter, type AskedFor, type Guess } from './heads/asked.ts';
import type { Judge } from './judge.ts';
import type { ChatTurn } from './model.ts';

/** `asked`: what the message asks for by itself. The judge remembers what it read, so this seldom costs a reading. */
export async function askedInTalk(
  asked: AskedFor | null,
  history: readonly ChatTurn[],
  judge: Pick<Judge, 'judge'>,
): Promise<Guess | null> {
  const before = history.findLast(({ role }) => role === 'user')?.text;
  if (!asked || before === undefined) return asked;
  const [earlier] = await judge.judge([before]);
  return earlier?.asked ? askedAfter(asked, earlier.asked) : asked;
}
