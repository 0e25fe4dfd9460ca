// What is marked in the mood line besides incidents.
import { describe, expect, it } from 'vitest';
import { guildId } from '../../src/ids.ts';
import { HOUR, MINUTE } from '../../src/mood/window.ts';
import { keep, stage } from '../pipeline/alerts/rig.ts';
import { mood, useMood } from './rig.ts';

useMood();

describe('announced events', () => {
  const announce = (text: string, ago: number, lasts: number) =>
    stage.store.events.add({ guildId: guildId.parse(stage.guild), text, at: stage.clock.now() - ago, lasts });

  it('are marked in the mood line at their moment, or from their beginning to their end', async () => {
    await keep([{ at: stage.clock.now() - MINUTE, author: stage.people.ann, label: 'positive' }]);
    await announce('Long before', 30 * HOUR, 0);
    await announce('The sale', 26 * HOUR, 4 * HOUR);
    await announce('Maintenance', 5 * HOUR, 2 * HOUR);
    await announce('Season 4 **starts**', 3 * HOUR, 0);
    await announce('The contest', HOUR, 4 * HOUR);
    const { timeline } = await mood.view(stage.people.ann);
    expect(timeline.marks.map(({ sign, text }) => [sign, text.replace(/Mon |Sun |\d+ Jan, /g, '')])).toEqual([
      ['1', 'event, 10:00 until 14:00: The sale'],
      ['2', 'event, 07:00 until 09:00: Maintenance'],
      ['3', expect.stringMatching(/^event, 09:00: Season 4/) as string],
      ['4', 'event, 11:00 until 15:00: The contest'],
    ]);
    const at = (mark: { from: number; to: number }) => {
      const slice = (n: number) => (stage.clock.now() - timeline.rows[n]!.from) / HOUR;
      return [slice(mark.from), slice(mark.to)].map(Math.ceil);
    };
    const last = timeline.rows.length - 1;
    const marks = timeline.spec.detail!.marks;
    expect(marks[0]).toMatchObject({ kind: 'event', from: 0, to: expect.any(Number) as number });
    expect(at(marks[1]!)).toEqual([5, 4]);
    expect(at(marks[2]!)).toEqual([3, 3]);
    expect(marks[3]).toMatchObject({ to: last });
  });
});
