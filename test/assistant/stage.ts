// An assistant on a real store, in a server where #staff and #leads are hidden from the one who asks.
import { createAssistant, type AssistantOptions } from '../../src/assistant/assistant.ts';
import type { AssistantQuestion, Copy } from '../../src/assistant/question.ts';
import type { Place } from '../../src/discord/place.ts';
import { channelId, guildId, messageId, snowflakeAt, userId, type ChannelId } from '../../src/ids.ts';
import type { Asked } from '../../src/llm/heads/asked.ts';
import { silentLog } from '../../src/log.ts';
import type { Label } from '../../src/mood/verdict.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import type { Store } from '../../src/store/store.ts';
import { manualClock, type ManualClock } from '../manualClock.ts';
import { answerOf } from '../pipeline/answerOf.ts';

/** A Wednesday, 12:07 UTC. */
export const NOW = Date.UTC(2026, 2, 18, 12, 7);
export const guild = guildId.parse('9');
export const [general, support, staff] = ['101', '102', '103'].map((id) => channelId.parse(id)) as [
  ChannelId,
  ChannelId,
  ChannelId,
];

export const place: Place = {
  guildId: guild,
  channelId: general,
  channels: [
    { id: general, name: 'general', isWatched: true, isThread: false },
    { id: support, name: 'support', isWatched: true, isThread: false },
  ],
  names: new Set(['ann', 'general', 'support']),
  people: new Set(['ann']),
};

export interface Stage {
  readonly store: Store;
  readonly clock: ManualClock;
  /** What the responder was asked. */
  readonly chatted: string[];
  ask(
    asked: Asked | null,
    text?: string,
    more?: Partial<Omit<AssistantQuestion, 'place'>> & { place?: Place | null; probability?: number },
  ): Promise<string>;
  say(where: ChannelId, who: string, label: Label, minutesAgo: number, content?: string): Promise<void>;
}

export const COPY: Copy = {
  storeContent: true,
  contentDays: 30,
  historyDays: 730,
  model: () => ({ id: 'tiny/q4_0', calibrated: true, right: 76.1 }),
  isRemote: false,
  hearsVoice: false,
};

export function openAssistantStage(options: Partial<AssistantOptions> = {}): Stage {
  const store = openSqliteStore(':memory:', { storeContent: true });
  const clock = manualClock(NOW);
  const chatted: string[] = [];
  const assistant = createAssistant({
    store,
    clock,
    log: silentLog,
    copy: COPY,
    link: (path) => `</${path}:7>`,
    languageOf: ({ locale }) => locale,
    responder: {
      answer({ text, asked }) {
        chatted.push(`${text} (${asked ?? 'unsure'})`);
        return answerOf(() => Promise.resolve('chat'));
      },
    },
    ...options,
  });
  let said = 0;
  return {
    store,
    clock,
    chatted,
    async ask(asked, text = '', { probability = 0.9, place: where = place, ...more } = {}) {
      const { drafts } = assistant.answer(
        {
          id: messageId.parse('1'),
          ...{ text, said: text, begun: '', alone: null },
          history: [],
          verdict: null,
          locale: 'en',
          place: () => Promise.resolve(where),
          asked: asked && { label: asked, probability },
          ...more,
        },
        { signal: new AbortController().signal },
      );
      let last = '';
      for await (const draft of drafts) last = draft;
      return last;
    },
    async say(where, who, label, minutesAgo, content = `${label} words`) {
      const createdAt = NOW - minutesAgo * 60_000;
      const id = messageId.parse((BigInt(snowflakeAt(createdAt)) + BigInt(said++)).toString());
      const ids = { id, guildId: guild, channelId: where, authorId: userId.parse(who) };
      await store.intake.add([{ ...ids, createdAt, content }]);
      const probabilities = { positive: 0.1, neutral: 0.1, negative: 0.1, [label]: 0.8 };
      const verdict = { label, probabilities, uncertain: false };
      const tag = { id, revision: 1, verdict, model: 't', promptVersion: '1', truncated: false };
      await store.queue.tag([{ ...tag, judgedAt: createdAt }]);
    },
  };
}
