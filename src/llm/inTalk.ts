// What a message of a running talk asks for: a short question goes on with what was asked before.
import { askedAfter, type AskedFor, type Guess } from './heads/asked.ts';
import type { Judge } from './judge.ts';
import type { ChatTurn } from './model.ts';

/** In characters. Longer messages tell or quote something: of all questions about the bot and the mood that were collected none has 180. */
const LONGEST = 250;
/** The bot is spoken of. */
const NAMES_BOT = /\b(?:you(?:r|rs|rself)?|ur?|bots?|barometer)\b|[你妳您]|机器人|機器人/iu;

/**
 * `asked`: what the message asks for by itself; null where that is not known. The judge remembers what it read, so this
 * seldom costs a reading.
 */
export async function askedInTalk(
  { text, asked, history }: Said,
  judge: Pick<Judge, 'judge'>,
): Promise<Guess | null> {
  if (!asked || text.length > LONGEST) return asked?.routes.talk ?? null;
  const before = history.findLast(({ role }) => role === 'user')?.text;
  if (before === undefined) return asked;
  // What is asked about a long text is about that, unless it names the bot.
  if (before.length > LONGEST) return NAMES_BOT.test(text) ? asked : asked.routes.talk;
  const [earlier] = await judge.judge([before]);
  return earlier?.asked ? askedAfter(asked, earlier.asked) : asked;
}

interface Said {
  readonly text: string;
  readonly asked: AskedFor | null;
  /** What was said before, oldest first. */
  readonly history: readonly ChatTurn[];
}
