// Takes the call out of mentions that a model wrote: allowedMentions keeps them from calling, and so does their text
// wherever somebody copies it.
const BREAK = '\u200b';

/** The same text, in which no `@everyone`, no person and no role is mentioned. */
const unpinged = (text: string): string =>
  text.replace(/@(?=everyone|here)|(?<=<)@(?=[!&]?\d)/gi, `@${BREAK}`);

export async function* unpingedDrafts(drafts: AsyncIterable<string>): AsyncIterable<string> {
  for await (const draft of drafts) yield unpinged(draft);
}
