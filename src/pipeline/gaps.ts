// Gaps: the points after which messages of a channel may be missing. Each is a claim that stays open until it is read back.
import { channelId, compareIds, guildId, type ChannelId, type GuildId } from '../ids.ts';
import type { ClaimStore } from '../store/store.ts';

export interface Gap {
  readonly guildId: GuildId;
  readonly channelId: ChannelId;
  /** What is newer than this message may be missing. */
  readonly after: string;
}

const PREFIX = 'gap:';

/** Durable when it resolves. The moment is part of the key: the same gap may open again after it was closed. */
export async function openGap(claims: ClaimStore, gap: Gap, now: number): Promise<OpenGap> {
  for (let at = now; ; at += 1) {
    const key = `${PREFIX}${gap.guildId}:${gap.channelId}:${gap.after}:${at}`;
    const { claim } = await claims.take(key, now);
    if (!claim.settled) return { ...gap, keys: [key] };
  }
}

export interface OpenGap extends Gap {
  /** The claims that stand for it. */
  readonly keys: readonly string[];
}

/** One for each channel: the one that begins first includes the others. */
export async function openGaps(claims: ClaimStore): Promise<Map<ChannelId, OpenGap>> {
  const gaps = new Map<ChannelId, OpenGap>();
  for (const { key } of await claims.unsettled()) {
    if (!key.startsWith(PREFIX)) continue;
    const [guild = '', channel = '', after = ''] = key.slice(PREFIX.length).split(':');
    const gap = { guildId: guildId.parse(guild), channelId: channelId.parse(channel), after };
    const known = gaps.get(gap.channelId);
    const first = known && compareIds(known.after, after) <= 0 ? known : gap;
    gaps.set(gap.channelId, { ...first, keys: [...(known?.keys ?? []), key] });
  }
  return gaps;
}

export async function closeGap(claims: ClaimStore, { keys }: OpenGap): Promise<void> {
  await Promise.all(keys.map((key) => claims.settle(key, null)));
}
