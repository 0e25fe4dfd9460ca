// The types of what is used of the package "sentiment", which has none of its own.
declare module 'sentiment' {
  export default class Sentiment {
    /** `score`: the sum of the words' valences, −5…5 each; a negator before a word turns it round. */
    analyze(phrase: string): { readonly score: number };
  }
}
