// People, places and messages of the store's contract: made-up, with snowflakes of Discord's size.
import { channelId, guildId, messageId, userId, type MessageId } from '../../../src/ids.ts';
import type { ChannelId, GuildId, UserId } from '../../../src/ids.ts';
import { NO_KINDS, type Kind, type Kinds } from '../../../src/mood/kind.ts';
import type { Label, Verdict } from '../../../src/mood/verdict.ts';
import type { NewMessage, Scope, Store, Tag } from '../../../src/store/store.ts';

export const guild = guildId.parse('1100000000000000001');
export const otherGuild = guildId.parse('1100000000000000002');
export const general = channelId.parse('1200000000000000001');
export const random = channelId.parse('1200000000000000002');
export const ann = userId.parse('1300000000000000001');
export const bob = userId.parse('1300000000000000002');
export const server: Scope = { guildId: guild, channelId: null };
export const inGeneral: Scope = { guildId: guild, channelId: general };
export const inRandom: Scope = { guildId: guild, channelId: random };

/** Noon (UTC) of an arbitrary day. */
export const NOON = Date.UTC(2026, 4, 5, 12);
export const ever = { from: 0, to: Date.UTC(2100, 0) };

export const idOf = (number: number | bigint): MessageId => messageId.parse(number.toString());
export const authorOf = (number: number): UserId =>
  userId.parse((1_300_000_000_000_000_000n + BigInt(number)).toString());

interface Place {
  guildId?: GuildId;
  channelId?: ChannelId;
  authorId?: UserId;
  createdAt?: number;
  content?: string;
}

export function message(number: number | bigint, place: Place = {}): NewMessage {
  return {
    id: idOf(number),
    guildId: guild,
    channelId: general,
    authorId: ann,
    createdAt: NOON + Number(number) * 1_000,
    content: `message ${number}`,
    ...place,
  };
}

export function verdict(label: Label, uncertain = false): Verdict {
  const rest = { positive: 0.1, neutral: 0.1, negative: 0.1 };
  return { label, uncertain, probabilities: { ...rest, [label]: 0.8 } };
}

export function tag(id: MessageId, label: Label = 'positive', more: Partial<Tag> = {}): Tag {
  return {
    id,
    revision: 1,
    verdict: verdict(label),
    model: 'test-model',
    promptVersion: 'v1',
    truncated: false,
    judgedAt: NOON + 60_000,
    ...more,
  };
}

/** Adds a message and gives it a verdict. */
export async function judged(
  store: Store,
  added: NewMessage,
  label: Label = 'positive',
  uncertain = false,
): Promise<void> {
  await store.intake.add([added]);
  await store.queue.tag([tag(added.id, label, { verdict: verdict(label, uncertain) })]);
}

/** Adds a message and gives it a negative verdict of that kind. */
export async function complained(store: Store, added: NewMessage, kind: Kind): Promise<void> {
  await store.intake.add([added]);
  await store.queue.tag([tag(added.id, 'negative', { verdict: { ...verdict('negative'), kind } })]);
}

export const kinds = (some: Partial<Kinds>): Kinds => ({ ...NO_KINDS, ...some });

export const counts = (positive: number, neutral: number, negative: number, uncertain = 0) => ({
  total: positive + neutral + negative,
  positive,
  neutral,
  negative,
  uncertain,
});
