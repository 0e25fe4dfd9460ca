// The messages behind a share, and what messages are for.
import { describe, expect, it } from 'vitest';
import type { MessageRow } from '../../src/dashboard/data.ts';
import { channelId, guildId, messageId, snowflakeAt, userId } from '../../src/ids.ts';
import type { Intent } from '../../src/mood/intent.ts';
import type { Label } from '../../src/mood/verdict.ts';
import { MINUTE } from '../../src/mood/window.ts';
import { stage } from '../pipeline/alerts/rig.ts';
import { chat, mood, useMood } from './rig.ts';

useMood();

describe('the messages behind a share', () => {
  it('come by link, without their authors, from readable channels alone', async () => {
    await chat(stage.channels.general, 'negative', 3);
    await chat(stage.channels.staff, 'negative', 4);
    const seen = async (as: string) => {
      const { text } = await mood.ask('messages?label=negative', as);
      return JSON.parse(text) as MessageRow[];
    };
    const ann = await seen(stage.people.ann);
    expect(ann).toHaveLength(3);
    expect(ann.every(({ link }) => link.startsWith(`/#${stage.channels.general}/`))).toBe(true);
    expect(JSON.stringify(ann)).not.toContain(stage.people.ann);
    for (const { labelText, badges } of ann) {
      expect(labelText).toBe('negative');
      expect(badges.join()).toMatch(/^(a complaint|against people)$/);
    }
    expect(JSON.parse((await mood.ask('messages?label=positive', stage.people.ann)).text)).toEqual([]);
  });

  it('hold nothing of a person who opted out', async () => {
    await chat(stage.channels.general, 'negative', 3);
    await stage.store.people.optOut(guildId.parse(stage.guild), userId.parse(stage.people.ann));
    expect(JSON.parse((await mood.ask('messages?label=negative', stage.people.owner)).text)).toEqual([]);
  });
});

describe('what messages are for', () => {
  /** Judged messages with these intents, a minute apart; `negative` ones are against people. */
  async function asked(where: string, intents: readonly (Intent | null)[], label: Label = 'neutral') {
    const { store, clock, people } = stage;
    const messages = intents.map((_, n) => ({
      ...{ guildId: guildId.parse(stage.guild), channelId: channelId.parse(where) },
      id: messageId.parse(
        (BigInt(snowflakeAt(clock.now() - (n + 1) * MINUTE)) + (BigInt(where) % 4000n)).toString(),
      ),
      authorId: userId.parse(people.ann),
      createdAt: clock.now() - (n + 1) * MINUTE,
      content: 'said so',
    }));
    await store.intake.add(messages);
    const probabilities = { positive: 0, neutral: 0, negative: 0, [label]: 1 };
    await store.queue.tag(
      messages.map(({ id, createdAt }, n) => ({
        ...{ id, revision: 1, model: 't', promptVersion: '1', truncated: false, judgedAt: createdAt },
        verdict: {
          ...{ label, probabilities, uncertain: false },
          ...(intents[n] && { intent: intents[n] }),
          ...(label === 'negative' && { kind: 'hostility' as const }),
        },
      })),
    );
  }

  it('is counted beside the kinds, of channels that the viewer may see, and not of few messages', async () => {
    const { general, offtopic, staff } = stage.channels;
    await asked(general, ['question', 'question', 'question', 'chat', 'thanks', null, 'complaint']);
    const few = await mood.view(stage.people.ann);
    expect(few.head.notes.join()).not.toContain('are for');
    await asked(offtopic, ['question', 'chat', 'chat', 'chat', 'chat', 'request', 'information']);
    await asked(
      staff,
      Array.from({ length: 30 }, () => 'complaint' as const),
    );
    const { head } = await mood.view(stage.people.ann);
    const line =
      'What 13 messages are for: 5 just talk, 4 questions, 1 complaint, 1 of thanks, 1 request, 1 that inform';
    expect(head.notes).toContain(line);
    const all = { question: 4, complaint: 1, thanks: 1, request: 1, information: 1, chat: 5 };
    expect(head.intents).toEqual(all);
    expect((await mood.view(stage.people.owner)).head.intents).toEqual({ ...all, complaint: 31 });
    const one = await mood.view(stage.people.ann, `channels=${offtopic}`);
    expect(one.head.intents).toMatchObject({ question: 1, chat: 4, complaint: 0 });
    expect(JSON.stringify(await mood.view(stage.people.ann, 'period=hour'))).not.toContain(stage.people.ann);
  });

  it('stands at each message with the kind, and plain talk goes without', async () => {
    await asked(stage.channels.general, ['question', 'complaint', 'chat', null], 'negative');
    const { text } = await mood.ask('messages?label=negative', stage.people.ann);
    expect((JSON.parse(text) as MessageRow[]).map(({ badges }) => badges)).toEqual([
      ['against people', 'a question'],
      ['against people', 'a complaint'],
      ['against people'],
      ['against people'],
    ]);
  });
});
