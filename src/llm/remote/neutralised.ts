// Texts for servers that read special tokens wherever they stand.

/** Names of special tokens in angle brackets, of any model family; most others hold an underscore, as no HTML does. */
const NAMES = String.raw`s|bos|eos|pad|unk|mask|cls|sep|think|eo[a-z]|pre|suf|mid|\w*_\w*|unused\d+`;
const ANGLES = new RegExp(String.raw`<(?=[|｜]|/?(?:${NAMES})>|<SYS>)`, 'gi');
const SQUARES = /\[(?=\/?[A-Z_]+\])/g;

/** What looks like a special token of some model family gets a space, so that it stays text. */
export function neutralised(text: string): string {
  return text.replace(ANGLES, '< ').replace(SQUARES, '[ ');
}
