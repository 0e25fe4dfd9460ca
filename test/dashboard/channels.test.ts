// The table of channels: how much of each is judged, and where there is too little to say.
import { expect, it } from 'vitest';
import { wordsIn } from '../../src/report/words.ts';
import { MINUTE } from '../../src/mood/window.ts';
import { keep, stage } from '../pipeline/alerts/rig.ts';
import { leaveWaiting } from '../report/cards.ts';
import { mood, useMood } from './rig.ts';

useMood();

const chat = (where: string, n: number) =>
  keep(
    Array.from({ length: n }, (_, i) => ({
      ...{ at: stage.clock.now() - (i + 2) * MINUTE, author: stage.people.ann, where },
      label: 'positive' as const,
    })),
  );

it('says how many of the messages of each channel are judged', async () => {
  await chat(stage.channels.general, 12);
  await leaveWaiting(4);
  const { table } = await mood.view(stage.people.ann);
  expect(table.map(({ name, total, seen, coverage }) => [name, total, seen, coverage])).toEqual([
    ['general', 12, 16, '12 of 16 (75%)'],
    ['offtopic', 0, 0, ''],
  ]);
});

it('says that there is too little to say, instead of a mood, a level or a change', async () => {
  await chat(stage.channels.general, 12);
  await chat(stage.channels.offtopic, 3);
  const { table } = await mood.view(stage.people.ann);
  const few = { level: null, mood: null, moodText: wordsIn('en')('mood.few'), changeText: '' };
  expect(table.find(({ name }) => name === 'offtopic')).toMatchObject({ total: 3, ...few });
  expect(table.find(({ name }) => name === 'general')).toMatchObject({
    level: 'veryPositive',
    mood: expect.any(Number) as number,
    moodText: expect.stringMatching(/^\+\d+$/) as string,
  });
});
