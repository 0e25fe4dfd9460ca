// A message as the analyst reads it: one line, Discord's markup in words, nothing that could pass for the prompt's own.
import { normalised } from '../mood/normalised.ts';
import { literal } from '../patterns.ts';
import type { Question } from './model.ts';
import { withoutSteering } from './steering.ts';

const CONTROLS = /[\p{Cc}\uFFFE\uFFFF]/gu;

/**
 * Texts that come out equal get equal verdicts. Mentions, links, timestamps and code blocks become short
 * words; quoted lines go when the author added some of their own.
 */
export function plainText(text: string, prompt: Pick<Question, 'prefix' | 'suffix'>): string {
  const unfenced = normalised(text.replace(/\p{Surrogate}/gu, ' ')).replace(
    /```([\s\S]*?)(?:```|$)/g,
    (_fence, inside: string) => (isProse(inside) ? ` ${inside} ` : ' (code) '),
  );
  const plain = withoutSteering(withoutQuotes(unfenced))
    .replace(/<a?:(\w{1,32}):\d+>/g, ':$1:')
    .replace(/<@&\d+>/g, '@role')
    .replace(/<@!?\d+>/g, '@user')
    .replace(/<#\d+>/g, '#channel')
    .replace(/<\/([^:>]{1,100}):\d+>/g, '/$1')
    .replace(/<t:-?\d+(:\w)?>/g, '(time)')
    .replace(/<?https?:\/\/([^\s<>]+)>?/gi, (_link, rest: string) => wordsOf(rest) ?? '(link)')
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

/** A remark beneath a quote is what counts, unless the quote is most of what was said. */
function withoutQuotes(text: string): string {
  const own = text
    .split('\n')
    .filter((line) => !/^\s*>(>>)?\s/.test(line))
    .join('\n');
  const all = text.replace(/^\s*>(>>)?\s/gm, '');
  return all.trim().length > MOSTLY_QUOTED * own.trim().length ? all : own;
}

/** Characters of the whole, to each of the author's own, above which a message is read with its quotes. */
const MOSTLY_QUOTED = 4;

/** A few words at least, and hardly a sign of code among them. */
function isProse(text: string): boolean {
  const signs = text.match(/[{}()[\]<>;=|\\/$#&*_`+]/g)?.length ?? 0;
  const words = text.match(/\p{Script=Han}|[\p{L}\p{N}'’]+/gu)?.length ?? 0;
  return words >= 4 && signs * 12 <= words;
}

/** The words of an address that is none: "https://this_is_what_i_say". Null for the address of a host. */
function wordsOf(address: string): string | null {
  const [host = ''] = address.split(/[/?#]/);
  const words = address.split(/[_\-+/]|%20/).filter((word) => word !== '');
  return host.includes('.') || host.includes(':') || words.length < 3 ? null : words.join(' ');
}

/** The words before a message and before its label, ready for a pattern. */
function delimiters({ prefix, suffix }: Pick<Question, 'prefix' | 'suffix'>): string[] {
  const before = prefix.trimEnd().split('\n').at(-1) ?? '';
  return [before, suffix]
    .map((text) => (text.split(/[:：]/u)[0] ?? '').trim())
    .filter((word) => word !== '')
    .map(literal);
}
