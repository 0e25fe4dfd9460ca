// A message as the analyst reads it: one line, Discord's markup in words, nothing that could pass for the prompt's own.
import { normalised } from '../mood/normalised.ts';
import type { Question } from './model.ts';

const CONTROLS = /[\p{Cc}\uFFFE\uFFFF]/gu;

/**
 * Texts that come out equal get equal verdicts. Mentions, links, timestamps and code blocks become short
 * words; quoted lines go when the author added some of their own.
 */
export function plainText(text: string, prompt: Pick<Question, 'prefix' | 'suffix'>): string {
  const plain = withoutQuotes(normalised(text.replace(/\p{Surrogate}/gu, ' ')))
    .replace(/```[\s\S]*?(```|$)/g, ' (code) ')
    .replace(/<a?:(\w{1,32}):\d+>/g, ':$1:')
    .replace(/<@&\d+>/g, '@role')
    .replace(/<@!?\d+>/g, '@user')
    .replace(/<#\d+>/g, '#channel')
    .replace(/<\/([^:>]{1,100}):\d+>/g, '/$1')
    .replace(/<t:-?\d+(:\w)?>/g, '(time)')
    .replace(/<?https?:\/\/[^\s<>]+>?/gi, '(link)')
    .replace(/\s+/gu, ' ')
    .replace(CONTROLS, '')
    .replace(/(.)\1{5,}/gu, (_run, one: string) => one.repeat(5))
    // Special tokens of model families: as words, also for servers that would read them as tokens.
    .replace(/<(?=[|/｜]|s>|bos>|eos>|start_of|end_of)/g, '< ')
    .replace(/\[(?=\/?INST\])/g, '[ ')
    .trim();
  return delimiters(prompt).reduce(
    (line, word) => line.replace(new RegExp(`(${word})\\s*[:：]`, 'giu'), '$1 -'),
    plain,
  );
}

function withoutQuotes(text: string): string {
  const own = text
    .split('\n')
    .filter((line) => !/^\s*>(>>)?\s/.test(line))
    .join('\n');
  return own.trim() === '' ? text.replace(/^\s*>(>>)?\s/gm, '') : own;
}

/** The words before a message and before its label, ready for a pattern. */
function delimiters({ prefix, suffix }: Pick<Question, 'prefix' | 'suffix'>): string[] {
  const before = prefix.trimEnd().split('\n').at(-1) ?? '';
  return [before, suffix]
    .map((text) => (text.split(/[:：]/u)[0] ?? '').trim())
    .filter((word) => word !== '')
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
}
