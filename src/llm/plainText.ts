// A message as the analyst reads it: one line, Discord's markup in words, nothing that could pass for the prompt's own.
import { normalised } from '../mood/normalised.ts';
import { literal, wordsOf } from '../patterns.ts';
import type { Question } from './model.ts';
import { withoutSteering } from './steering.ts';

const CONTROLS = /[\p{Cc}\uFFFE\uFFFF]/gu;

/**
 * Texts that come out equal get equal verdicts. Mentions, links, timestamps and code blocks become short
 * words; quoted lines go when the author added some of their own.
 */
export const plainText = (text: string, prompt: Pick<Question, 'prefix' | 'suffix'>): string =>
  withoutBreaks(partedText(text, prompt));

/** Stands between parts of a message that could be messages of their own. */
const BREAK = '¶';
/** Stands after a quote that is not what its author says, but may be all that they have to say. */
const QUOTE_END = '‖';

/** What a parted text says as a whole. */
export const withoutBreaks = (parted: string): string =>
  (parted.split(QUOTE_END).at(-1) ?? '').replaceAll(BREAK, ' ').replace(/\s+/gu, ' ').trim();

/** What stands apart in it; one part where nothing does. */
export const partsApart = (parted: string): string[] => parted.split(/[¶‖]/u).map((part) => part.trim());

/** The same with signs where parts of it could be messages of their own; see partsApart. */
export function partedText(text: string, prompt: Pick<Question, 'prefix' | 'suffix'>): string {
  const unfenced = normalised(text.replace(/\p{Surrogate}|[¶‖]/gu, ' '))
    .replace(/```([\s\S]*?)(?:```|$)/g, (_fence, inside: string) =>
      isProse(inside) ? ` ${inside} ` : ' (code) ',
    )
    .replace(/`([^`\n]+)`/g, (span, inside: string) => (isProse(inside) ? inside : span));
  const plain = withoutSteering(withoutQuotes(unfenced))
    .replace(/<a?:(\w{1,32}):\d+>/g, ':$1:')
    .replace(/<@&\d+>/g, '@role')
    .replace(/<@!?\d+>/g, '@user')
    .replace(/<#\d+>/g, '#channel')
    .replace(/<\/([^:>]{1,100}):\d+>/g, '/$1')
    .replace(/<t:-?\d+(:\w)?>/g, '(time)')
    .replace(/<?https?:\/\/([^\s<>]+)>?/gi, (_link, rest: string) => addressWords(rest) ?? '(link)')
    .replace(/\s+/gu, ' ')
    .replace(CONTROLS, '')
    .replace(/(.)\1{5,}/gu, (_run, one: string) => one.repeat(5))
    // ":) :) :)" is no more than ":)".
    .replace(/(?<!\S)([^\p{L}\p{N}\s]{1,4})(?: \1){2,}(?!\S)/gu, '$1')
    // Special tokens of model families: as words, also for servers that would read them as tokens.
    .replace(/<(?=[|/｜]|s>|bos>|eos>|start_of|end_of)/g, '< ')
    .replace(/\[(?=\/?INST\])/g, '[ ')
    .trim();
  return delimiters(prompt)
    .reduce((line, word) => line.replace(new RegExp(`(${word})\\s*[:：]`, 'giu'), `${BREAK} $1 -`), plain)
    .replace(/^[ ¶‖]+|[ ¶‖]+$/gu, '')
    .replace(/ *([¶‖])[ ¶‖]*/gu, ' $1 ');
}

/** A remark beneath a quote is what counts, unless the quote is most of what was said. */
function withoutQuotes(text: string): string {
  const isQuoted = (line: string) => /^\s*>(>>)?\s/.test(line);
  const bare = (line: string) => line.replace(/^\s*>(>>)?\s/, '');
  const lines = text.split('\n');
  const own = lines.filter((line) => !isQuoted(line)).join('\n');
  const quoted = lines.filter(isQuoted).map(bare).join('\n');
  if (quoted.length > (MOSTLY_QUOTED - 1) * own.trim().length) return [quoted, own].join(`\n${BREAK}\n`);
  return wordsOf(own).length <= FEW_WORDS ? [quoted, own].join(`\n${QUOTE_END}\n`) : own;
}

/** Characters of the whole, to each of the author's own, above which a message is read with its quotes. */
const MOSTLY_QUOTED = 4;
/** "I am happy" beneath what one quotes of oneself. */
const FEW_WORDS = 4;

/** A few words at least, and hardly a sign of code among them. */
function isProse(text: string): boolean {
  const signs = text.match(/[{}()[\]<>;=|\\/$#&*_`+]/g)?.length ?? 0;
  const words = wordsOf(text).length;
  return words >= 4 && signs * 12 <= words;
}

/** The words of an address that is none: "https://this_is_what_i_say". Null for the address of a host. */
function addressWords(address: string): string | null {
  const [host = ''] = address.split(/[/?#]/);
  if (host.includes('.') || host.includes(':')) return null;
  const words = address.split(/[_\-+/]|%20/).filter((word) => word !== '');
  const isText = words.length >= 3 || (address.match(/\p{Script=Han}/gu)?.length ?? 0) >= 3;
  return isText ? words.join(' ') : null;
}

/** The words before a message and before its label, ready for a pattern. */
function delimiters({ prefix, suffix }: Pick<Question, 'prefix' | 'suffix'>): string[] {
  const before = prefix.trimEnd().split('\n').at(-1) ?? '';
  return [before, suffix]
    .map((text) => (text.split(/[:：]/u)[0] ?? '').trim())
    .filter((word) => word !== '')
    .map(literal);
}
