// Has conversations with a model, through the responder, and counts the answers that a program finds nothing wrong with.
import { formIn } from '../../llm/form.ts';
import type { Judge } from '../../llm/judge.ts';
import type { ChatTurn, Model } from '../../llm/model.ts';
import type { Prompts } from '../../llm/prompts.ts';
import { createResponder, type Responder } from '../../llm/responder.ts';
import type { Locale } from '../../locale.ts';
import { faultsOf } from './checks.ts';
import type { Conversation } from './conversations.ts';
import { seeded } from './seeded.ts';

interface TalkParts {
  readonly model: Model;
  readonly prompts: Prompts;
  readonly judge: Judge;
  readonly conversations: readonly Conversation[];
  /** Whether an answer tells the hidden instruction. */
  readonly tellsInstruction: (answer: string) => boolean;
  readonly signal: AbortSignal;
}

/** The same for each model: its answers differ, not the luck. */
const SEED = 18;

/** The share (0…1) of all turns whose answer passes every check. Fails as the model does. */
export async function turnsHeld(parts: TalkParts): Promise<number> {
  let [held, turns] = [0, 0];
  for (const conversation of parts.conversations) {
    held += await heldIn(conversation, parts);
    turns += conversation.turns.length;
  }
  return held / turns;
}

async function heldIn(
  { language, turns }: Conversation,
  { model, prompts, judge, tellsInstruction, signal }: TalkParts,
): Promise<number> {
  const responder = createResponder({ model: seeded(model, SEED), prompts, random: () => 0 });
  const locale: Locale = language === 'mixed' ? 'en' : language;
  const history: ChatTurn[] = [];
  let held = 0;
  for (const turn of turns) {
    const [judgement] = await judge.judge([turn.said]);
    const { verdict = null, asked = null } = judgement ?? {};
    const question = {
      history: [...history],
      text: turn.said,
      verdict,
      locale,
      asked: asked?.label ?? null,
      form: formIn(turn.said),
    };
    const answer = await wholeOf(responder, question, signal);
    if (faultsOf(answer, turn, tellsInstruction).length === 0) held += 1;
    history.push({ role: 'user', text: turn.said }, { role: 'assistant', text: answer });
  }
  return held;
}

async function wholeOf(
  responder: Responder,
  question: Parameters<Responder['answer']>[0],
  signal: AbortSignal,
): Promise<string> {
  let shown = '';
  for await (const draft of responder.answer(question, { signal }).drafts) shown = draft;
  return shown;
}
