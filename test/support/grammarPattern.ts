// A grammar in GBNF, without recursion, as the regular expression of the texts that it lets through.
import { literal } from '../../src/patterns.ts';

const PIECE = /"(?:\\.|[^"\\])*"|\[(?:\\.|[^\]\\])*\]|[a-z]+|\{[\d,]+\}|\S/gu;

export function grammarPattern(grammar: string): RegExp {
  const rules = new Map(grammar.split('\n').map((line) => line.split(/ ::= (.*)/u) as [string, string]));
  const expanded = (name: string): string =>
    (rules.get(name) ?? '')
      .match(PIECE)!
      .map((piece) => {
        if (piece.startsWith('"')) return `(?:${literal(JSON.parse(piece) as string)})`;
        if (/^[a-z]/.test(piece)) return `(?:${expanded(piece)})`;
        return piece === '(' ? '(?:' : piece;
      })
      .join('');
  return new RegExp(`^(?:${expanded('root')})$`);
}
