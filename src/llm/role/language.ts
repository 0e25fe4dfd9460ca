// Whether an answer is in a language that its role writes, as far as letters tell.
import { scriptOf } from '../guard/script.ts';
import type { RoleVoice } from './role.ts';

/**
 * A role writes as the answers of its examples do; where those keep the script of their texts, also as the text does.
 * Without examples, or where they differ, any is right.
 */
export function isInItsScript(said: string, text: string, { shots }: Pick<RoleVoice, 'shots'>): boolean {
  const script = scriptOf(said);
  const [wanted, ...others] = new Set(answersIn(shots).map((answer) => scriptOf(answer)));
  if (script === null || wanted === undefined || wanted === null || others.length > 0) return true;
  if (script === wanted) return true;
  const isKept = shots.every(
    (turn, i) => turn.role === 'user' || scriptOf(turn.text) === scriptOf(shots[i - 1]?.text ?? ''),
  );
  return isKept && script === scriptOf(text);
}

const answersIn = (shots: RoleVoice['shots']) =>
  shots.flatMap(({ role, text }) => (role === 'assistant' ? [text] : []));
