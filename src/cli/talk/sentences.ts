// The sentences of a text, in English and Chinese, in whatever case they begin.
const END = /(?<=[.!?…]["'”’)]*)\s+|(?<=[。！？…][”’」』）]*)|\n/u;

/** Those that say something: a line of marks is none. */
export const sentencesOf = (text: string): string[] =>
  text.split(END).filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
