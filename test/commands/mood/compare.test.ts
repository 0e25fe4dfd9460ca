import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../../src/mood/window.ts';
import { systemClock } from '../../../src/clock.ts';
import { silentLog } from '../../../src/log.ts';
import { createPainter, type Painter } from '../../../src/report/charts/painter.ts';
import { openStage, type Stage } from '../stage.ts';

let stage: Stage;
let painter: Painter;
beforeAll(async () => {
  painter = createPainter({ log: silentLog, clock: systemClock });
  stage = await openStage((context) => ({ ...context, painter }));
  const { people, channels } = stage;
  const some = [people.ann, people.ben, people.lin];
  for (let n = 0; n < 24; n += 1) {
    const who = some[n % 3]!;
    await stage.tell(channels.general, who, n % 6 === 0 ? 'negative' : 'positive', 5 + n);
    await stage.tell(channels.offtopic, who, n % 6 === 0 ? 'positive' : 'negative', 5 + n);
    await stage.tell(channels.general, who, 'negative', 8 * 60 + n);
  }
});
afterAll(async () => {
  await stage.close();
  await painter.close();
});

const ask = (options: Record<string, string | number>, who = stage.people.ann) =>
  stage.ask(who, stage.channels.general, 'mood compare', options);

describe('/mood compare', () => {
  it('shows two channels side by side, says how they differ, and draws both', async () => {
    const { general, offtopic } = stage.channels;
    const answer = await ask({ with: offtopic, hours: 2 });
    expect(answer.isEphemeral).toBe(false);
    expect(answer.content).toMatch(
      new RegExp(`^The mood is better in <#${general}> than in <#${offtopic}>, by 1\\d\\d\\.$`),
    );
    expect(answer.embeds.map(({ description }) => description?.slice(0, general.length + 3))).toEqual([
      `<#${general}>`,
      `<#${offtopic}>`,
    ]);
    expect(answer.embeds.map(({ image }) => image?.url)).toEqual([
      expect.stringContaining('mood-1.png'),
      expect.stringContaining('mood-2.png'),
    ]);
  });

  it('tells of each side what /mood tells', async () => {
    const { general, offtopic } = stage.channels;
    const { embeds } = await ask({ with: offtopic, hours: 2 });
    for (const [n, channel] of [general, offtopic].entries()) {
      const alone = await stage.ask(stage.people.ann, general, 'mood channel', { channel, hours: 2 });
      expect({ ...embeds[n], image: undefined }).toEqual({ ...alone.embeds[0], image: undefined });
    }
  });

  it('shows two times of a channel: one that is asked for, or the one just before', async () => {
    const { general } = stage.channels;
    const { content, embeds } = await ask({ hours: 2, against: '9h' });
    expect(content).toMatch(/^The mood is better in <t:\d+:f> ?– ?<t:\d+:[tf]> than in <t:\d+/);
    expect(embeds.map(({ title }) => title?.slice(0, 20))).toEqual([
      expect.stringContaining('Mood'),
      expect.stringContaining('Mood very negative'),
    ]);
    expect(embeds[1]?.description).toContain(`<#${general}>`);
    expect(embeds.map(({ image }) => image?.url)).toEqual([
      expect.stringContaining('mood-1.png'),
      expect.stringContaining('mood-2.png'),
    ]);
    expect((await ask({ hours: 2 })).content).toBe('Too few messages on one side to compare.');
  });

  it('is for the person alone where others may not see a channel, and tells of none that they cannot see', async () => {
    const { staff } = stage.channels;
    expect((await ask({ with: staff })).content).toContain("You can't see that channel");
    expect((await ask({ with: staff }, stage.people.owner)).content).toContain('is not watched');
    await stage.ask(stage.people.owner, stage.channels.general, 'settings watch', {
      channel: staff,
      state: 'on',
    });
    expect((await ask({ with: staff }, stage.people.owner)).isEphemeral).toBe(true);
  });

  it('is refused where it asks for two things at once, for nothing, or for what it cannot read', async () => {
    const { general, offtopic } = stage.channels;
    expect((await ask({ with: offtopic, against: '7d' })).content).toContain('Choose one: another channel');
    expect((await ask({ with: general })).content).toContain('the same channel twice');
    expect((await ask({ against: 'soonish' })).content).toContain("can't read `soonish`");
    expect((await ask({ against: 'tomorrow 8pm' })).content).toContain('lies in the future');
    expect((await ask({ hours: 2, period: 'week' })).content).toContain('Choose one: a number of messages');
  });

  it('compares no message with itself: the other time ends where this one starts, and is as long as what is over', async () => {
    const spansIn = (text: string) => [...text.matchAll(/<t:(\d+):/g)].map(([, at]) => Number(at) * 1000);
    const noon = stage.clock.now();
    await stage.clock.advance(7 * MINUTE);
    const start = noon - 7 * HOUR;
    expect(spansIn((await ask({ hours: 7 })).content)).toEqual([
      start,
      noon + 7 * MINUTE,
      start - 7 * HOUR,
      start,
    ]);
    expect(spansIn((await ask({ hours: 2, against: '9h' })).content).slice(2)).toEqual([
      noon - 9 * HOUR,
      noon - 7 * HOUR,
    ]);
    const latest = (noon - 4 * HOUR) / 1000;
    for (const against of ['1h', '3h'])
      expect((await ask({ hours: 2, against })).content).toContain(
        `overlap: choose <t:${latest}:f> or earlier`,
      );
  });
});
