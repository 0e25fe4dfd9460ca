import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { copyOf } from '../../../src/commands/privacy/copy.ts';
import { channelId, guildId, messageId, snowflakeAt, userId } from '../../../src/ids.ts';
import type { StoredMessage } from '../../../src/store/store.ts';

const message: StoredMessage = {
  id: messageId.parse('10'),
  guildId: guildId.parse('1'),
  channelId: channelId.parse('2'),
  authorId: userId.parse('3'),
  createdAt: Date.UTC(2026, 0, 5, 12),
  content: '今天真好 😄',
  revision: 1,
  status: 'pending',
  verdict: null,
  corrected: null,
  failure: null,
  judgedBy: null,
};
const held = {
  guildId: guildId.parse('1'),
  userId: userId.parse('3'),
  at: Date.UTC(2026, 0, 6),
  optedOut: false,
  told: true,
  messages: [message],
  resets: [{ channelId: channelId.parse('2'), at: snowflakeAt(Date.UTC(2026, 0, 5, 13)) }],
};

describe('the copy of what is held of a person', () => {
  it('is readable JSON with every message and times as people write them', () => {
    const file = copyOf(held);
    expect(file?.name).toBe('barometer-1-3.json');
    const read: unknown = JSON.parse(String(file?.attachment));
    expect(read).toMatchObject({
      userId: '3',
      told: true,
      at: '2026-01-06T00:00:00.000Z',
      messages: [{ id: '10', content: '今天真好 😄', createdAt: '2026-01-05T12:00:00.000Z' }],
      resets: [{ channelId: '2', at: '2026-01-05T13:00:00.000Z' }],
    });
  });

  it('holds what the judge said of each message, with what it is for and its kind', () => {
    const verdict = {
      label: 'negative',
      probabilities: { positive: 0.05, neutral: 0.05, negative: 0.9 },
      uncertain: false,
      intent: 'question',
      kind: 'worry',
    } as const;
    const file = copyOf({ ...held, messages: [{ ...message, status: 'judged', verdict }] });
    expect(JSON.parse(String(file?.attachment))).toMatchObject({ messages: [{ verdict }] });
  });

  it('is packed where it is large, and refused where even that is too large to send', () => {
    const many = { ...held, messages: Array.from({ length: 200 }, () => message) };
    const packed = copyOf(many, 5000);
    expect(packed?.name).toBe('barometer-1-3.json.gz');
    const read = JSON.parse(gunzipSync(packed!.attachment).toString()) as { messages: unknown[] };
    expect(read.messages).toHaveLength(200);
    expect(copyOf(many, 50)).toBeNull();
  });
});
