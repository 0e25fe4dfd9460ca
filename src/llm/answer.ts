// An answer while it is written.

/** How an answer ended: by itself, at its longest, or because it was told to. Known once its drafts have ended. */
export type Ending = 'whole' | 'cut' | 'stopped';

export interface Answer {
  /** The answer so far, each the whole of it; a later one may be shorter, where its end was taken back. */
  readonly drafts: AsyncIterable<string>;
  readonly ending: () => Ending;
}
