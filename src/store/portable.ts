// Everything that is held of one server, in a form that both stores read and write; for `barometer export` and `import`.
import { z } from 'zod';
import { channelId, messageId, userId, type GuildId } from '../ids.ts';
import { INTENTS, type Intent } from '../mood/intent.ts';
import { KINDS, type Kind } from '../mood/kind.ts';
import { LABELS } from '../mood/verdict.ts';

const time = z.number();
const count = z.number().int();
const kindCount = count.default(0);
const label = z.enum(LABELS);

const message = z.strictObject({
  kind: z.literal('message'),
  ...{ id: messageId, channelId, authorId: userId, createdAt: time, revision: count },
  content: z.string().nullable(),
  /** Probabilities in millionths; neutral is the rest. */
  verdict: z
    .strictObject({
      ...{ label, uncertain: z.boolean(), bare: z.boolean(), positive: count, negative: count },
      ...{ intent: z.enum(INTENTS).optional(), kind: z.enum(KINDS).optional() },
    })
    .nullable(),
  corrected: label.nullable(),
  failure: z.string().nullable(),
  judgedBy: z
    .strictObject({ model: z.string(), promptVersion: z.string(), truncated: z.boolean(), judgedAt: time })
    .nullable(),
});

const incident = z.strictObject({
  kind: z.literal('incident'),
  ...{ id: z.string(), channelId, state: z.string(), openedAt: time, resolvedAt: time.nullable() },
  ...{ evidence: z.unknown(), alertChannelId: channelId.nullable(), messageId: messageId.nullable() },
  ...{ revision: count, leadId: z.string().nullable(), shown: z.boolean() },
  ...{ snoozed: z.unknown(), slowMode: z.unknown(), history: z.array(z.unknown()) },
});

const place = { channelId: channelId.nullable() };
const outcome = { settledAt: time.nullable(), reason: z.string().nullable() };

export const portableRow = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('settings'), settings: z.unknown() }),
  z.strictObject({ kind: z.literal('optOut'), userId }),
  message,
  /** The counts of a quarter-hour (their number since 1970), of a channel or of the server. */
  z.strictObject({
    kind: z.literal('bucket'),
    ...{ ...place, quarter: count, positive: count, neutral: count, negative: count },
    ...{ uncertain: count, weight: count },
    /** Of the kinds of negativity; files of before they were told have none. */
    ...{ complaint: kindCount, hostility: kindCount, worry: kindCount, sadness: kindCount },
  }),
  /** The sketch of the authors of a UTC day (their number since 1970), in Base64. */
  z.strictObject({ kind: z.literal('authors'), ...place, day: count, sketch: z.base64() }),
  incident,
  z.strictObject({
    kind: z.literal('claim'),
    ...{ key: z.string(), claimedAt: time, messageId: messageId.nullable(), settled: z.boolean() },
  }),
  z.strictObject({
    kind: z.literal('report'),
    ...{
      report: z.string(),
      from: time,
      to: time,
      createdAt: time,
      messageId: messageId.nullable(),
      ...outcome,
    },
  }),
  z.strictObject({ kind: z.literal('event'), id: z.string(), text: z.string(), at: time, lasts: time }),
  z.strictObject({
    kind: z.literal('delivery'),
    ...{ key: z.string(), target: z.string(), letter: z.string(), at: time, tries: count },
    ...{ dueAt: time.nullable(), ...outcome },
  }),
  z.strictObject({ kind: z.literal('reset'), channelId, userId, at: z.string().regex(/^\d+$/) }),
]);

export type PortableRow = z.infer<typeof portableRow>;
export type PortableKind = PortableRow['kind'];
export type RowOf<Kind extends PortableKind> = Extract<PortableRow, { kind: Kind }>;

/** In the order in which they are written: incidents before the claims that name them, settings last. */
export const PORTABLE_KINDS = [
  ...(['optOut', 'message', 'bucket', 'authors', 'incident', 'claim', 'report'] as const),
  ...(['event', 'delivery', 'reset', 'settings'] as const),
] as const satisfies readonly PortableKind[];

export interface Page {
  readonly rows: readonly PortableRow[];
  /** Names the last row that was read, in the store's own way; null: this was the last page. */
  readonly next: string | null;
}

export interface PortableStore {
  /** Some rows of a kind, those after `from` (a page's `next`; '': the first); incidents come all at once. */
  page(guildId: GuildId, kind: PortableKind, from: string): Promise<Page>;
  /**
   * Writes rows of one kind; those that are held already become the same. An incident whose id is taken by another one,
   * or is none of this store, gets a new one: returns these, old to new. Nobody else may write to the server meanwhile.
   */
  put(guildId: GuildId, rows: readonly PortableRow[]): Promise<ReadonlyMap<string, string>>;
}

/** Rows on one page, about. */
export const PAGE_ROWS = 500;

/** What a verdict names, where it does. */
export const namedIn = ({
  intent,
  kind,
}: {
  readonly intent?: Intent | undefined;
  readonly kind?: Kind | undefined;
}) => ({
  ...(intent && { intent }),
  ...(kind && { kind }),
});

const MILLION = 1_000_000;

/** In millionths, as both stores can hold it. */
export function inMillionths(positive: number, negative: number): { positive: number; negative: number } {
  const whole = Math.round(positive * MILLION);
  return { positive: whole, negative: Math.min(Math.round(negative * MILLION), MILLION - whole) };
}

export const fromMillionths = (positive: number, negative: number) => ({
  positive: positive / MILLION,
  neutral: (MILLION - positive - negative) / MILLION,
  negative: negative / MILLION,
});
