// Verdicts that come with the demo, so that its calm day is there at once. They hold for the judge that gave them alone.
import { z } from 'zod';
import shippedRows from '../demo/verdicts.json' with { type: 'json' };
import type { Judge, Judgement } from '../llm/judge.ts';
import { INTENTS } from '../mood/intent.ts';
import { KINDS } from '../mood/kind.ts';
import { LABELS } from '../mood/verdict.ts';

const share = z.number().min(0).max(1);

const shipped = z.strictObject({
  /** What `version()` of the judge said that gave them. */
  judge: z.string(),
  promptVersion: z.string(),
  model: z.string(),
  verdicts: z.array(
    z.strictObject({
      /** As the story writes it, with the names of people and channels in braces. */
      text: z.string(),
      label: z.enum(LABELS),
      probabilities: z.strictObject({ positive: share, neutral: share, negative: share }),
      uncertain: z.boolean(),
      bare: z.literal(true).exactOptional(),
      intent: z.enum(INTENTS).exactOptional(),
      kind: z.enum(KINDS).exactOptional(),
    }),
  ),
});
export type Shipped = z.infer<typeof shipped>;

export const SHIPPED: Shipped = shipped.parse(shippedRows);

/** A mention in the story, or on the server. */
const MENTION = /\{[^{}]+\}|<[@#]\d+>/g;
const keyOf = (text: string) => text.replace(MENTION, '@');

/** The judge, which answers what was shipped at once where it is the same judge: another model, prompt or calibration judges anew. */
export function withShipped(
  judge: Judge,
  { judge: version, promptVersion, model, verdicts }: Shipped,
): Judge {
  const known = new Map<string, Judgement>(
    verdicts.map(({ text, ...verdict }) => [
      keyOf(text),
      { verdict, asked: null, truncated: false, promptVersion, model },
    ]),
  );
  const isSame = () => {
    const fitted = judge.calibration()?.version;
    return judge.version() === version && fitted !== undefined && promptVersion.endsWith(`.${fitted}`);
  };
  return {
    ...judge,
    async judge(texts) {
      // Without a text it is to get ready.
      if (texts.length === 0 || !isSame()) return judge.judge(texts);
      const open = texts.filter((text) => !known.has(keyOf(text)));
      const read = open.length > 0 ? await judge.judge(open) : [];
      let next = 0;
      return texts.map((text) => {
        const found = known.get(keyOf(text)) ?? read[next++];
        if (!found) throw new RangeError('the model returned fewer scores than texts');
        return found;
      });
    },
  };
}
