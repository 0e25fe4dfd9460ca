// "Why this mood?", as people use it, with a judge that goes by single words.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { channelId, guildId, messageId, userId } from '../../../src/ids.ts';
import type { Judge } from '../../../src/llm/judge.ts';
import type { Verdict } from '../../../src/mood/verdict.ts';
import { deferred, paperJudge } from '../../pipeline/paper.ts';
import { openStage, type Stage } from '../stage.ts';
import { menusOn, NEGATIVE } from './stage.ts';

const WHY = 'Why this mood?';

const read: (readonly string[])[] = [];
let wait: Promise<void> | undefined;
/** Negative by the words "awful" (much) and "again" (a little); everything else changes nothing. */
const judge: Pick<Judge, 'judge'> = {
  async judge(texts) {
    read.push(texts);
    await wait;
    const neutral = await paperJudge().judge(texts);
    return neutral.map((one, n) => ({ ...one, verdict: verdictOn(texts[n]!) }));
  },
};
function verdictOn(text: string): Verdict {
  const negative = 0.1 + (text.includes('awful') ? 0.6 : 0) + (text.includes('again') ? 0.2 : 0);
  const probabilities = { positive: 0, neutral: 1 - negative, negative };
  return { label: negative > 0.5 ? 'negative' : 'neutral', probabilities, uncertain: false };
}

let stage: Stage;
const { said, judged, use } = menusOn(() => stage);
beforeAll(async () => {
  stage = await openStage((context) => ({ ...context, judge }));
});
afterAll(() => stage.close());

const ask = async (text: string, verdict = NEGATIVE) =>
  (await use(stage.people.ben, WHY, await judged(stage.people.ann, stage.channels.general, text, verdict)))
    .content;

describe('Why this mood?', () => {
  it('names the words that moved the verdict most, and by how much, to who asks alone', async () => {
    const message = await judged(
      stage.people.ann,
      stage.channels.general,
      'the update is awful again `rm` @everyone',
    );
    const answer = await use(stage.people.ben, WHY, message);
    expect(answer.isEphemeral).toBe(true);
    expect(answer.content.split('\n')).toEqual([
      'What moved the verdict **negative** most:',
      '- `awful`: without it negative falls from 90% to 30%',
      '- `again`: without it negative falls from 90% to 70%',
      expect.stringContaining('I left out 7 parts, one at a time'),
    ]);
  });

  it('of a poll says that every poll counts as neutral, and reads nothing', async () => {
    const before = read.length;
    const { acting, people, channels, store, clock } = stage;
    const poll = { question: { text: 'Is it awful again?' }, answers: [{ poll_media: { text: 'Yes' } }] };
    const posted = await acting.post(people.ann, channels.general, '', { poll });
    const id = messageId.parse(posted.id);
    const ids = { id, guildId: guildId.parse(stage.guild), channelId: channelId.parse(channels.general) };
    const one = { ...ids, authorId: userId.parse(people.ann), createdAt: clock.now() };
    await store.intake.add([{ ...one, content: '📊 Is it awful again?' }]);
    const from = { model: 'tiny', promptVersion: '1', truncated: false, judgedAt: clock.now() };
    await store.queue.tag([{ id, revision: 1, verdict: NEGATIVE, ...from }]);
    const { content } = await use(people.ben, WHY, posted);
    expect(content).toContain('every poll counts as **neutral**');
    expect(read).toHaveLength(before);
  });

  it('reads at most twelve texts, however long the message is', async () => {
    const content = await ask(`${'well '.repeat(100)}it is awful`);
    expect(read.at(-1)).toHaveLength(12);
    expect(content).toContain('awful`: without it negative falls from 70% to 10%');
  });

  it('is honest where nothing decided it, or one word is all there is', async () => {
    const neutral: Verdict = {
      ...NEGATIVE,
      label: 'neutral',
      probabilities: { positive: 0, neutral: 0.9, negative: 0.1 },
    };
    expect(await ask('the meeting is at three', neutral)).toContain(
      'No single part of the message decided it: without any one of them it stays about as neutral (90%)',
    );
    expect(await ask('awful')).toContain('The message is one word');
  });

  it('says when the verdict would be another one today', async () => {
    expect(await ask('it rains today')).toContain('It was judged negative; read again now, it is neutral.');
  });

  it('reads nothing of a message that waits for its verdict, or whose author opted out', async () => {
    const { people, channels, store, guild, acting } = stage;
    const before = read.length;
    const waiting = await said(people.ann, channels.general, 'awful, just now');
    expect((await use(people.ben, WHY, waiting)).content).toContain('not judged this message yet');
    await store.people.optOut(guildId.parse(guild), userId.parse(people.ann));
    const hidden = await acting.post(people.ann, channels.general, 'awful');
    expect((await use(people.ben, WHY, hidden)).content).toContain('I have no verdict on this message');
    await store.people.optIn(guildId.parse(guild), userId.parse(people.ann));
    expect(read).toHaveLength(before);
  });

  it('lets nobody wait too long or in too long a queue', async () => {
    const { people, channels, clock, acting } = stage;
    const message = await judged(people.ann, channels.general, 'awful again');
    const stuck = deferred();
    wait = stuck.promise;
    const seen = await acting.watch(people.ben);
    for (let n = 0; n < 5; n += 1)
      await acting.run(people.ben, channels.general, WHY, {}, { targetId: message.id });
    await acting.run(people.ben, channels.general, WHY, {}, { targetId: message.id });
    await seen.settled(({ content }) => content.includes('Several people are waiting'));
    await clock.advance(60_000);
    await seen.settled(({ content }) => content.includes('This took too long'));
    wait = undefined;
    stuck.resolve();
    await seen.settled(({ content }) => content.includes('What moved the verdict'));
    seen.close();
  });

  it('speaks the language of who asks', async () => {
    const message = await judged(stage.people.ann, stage.channels.general, '今天 awful again');
    expect((await use(stage.people.lin, WHY, message)).content).toContain(
      '最影響「**負面**」這個判斷結果的是',
    );
  });
});
