import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { guildId } from '../../src/ids.ts';
import { HOUR } from '../../src/mood/window.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

const ask = (command: string, options?: Parameters<Stage['ask']>[3], who = stage.people.mod) =>
  stage.ask(who, stage.channels.general, command, options);
const held = () =>
  stage.store.events.list(guildId.parse(stage.guild), { from: 0, to: Number.MAX_SAFE_INTEGER }, 10);

describe('/event', () => {
  it('notes what was announced, now or at a time of the server’s own zone, and lists it', async () => {
    await ask('settings timezone', { zone: 'Asia/Shanghai' });
    const answer = await ask('event add', { text: 'v2.4   released' });
    expect(answer.isEphemeral).toBe(true);
    expect(answer.text).toContain('`v2.4 released`');
    await ask('event add', { text: 'a contest', at: '18:30' });
    const now = stage.clock.now();
    for (const at of ['yesterday 2:30pm', '昨天下午2点半', '昨天 14:30']) {
      const { text } = await ask('event add', { text: 'a talk', at });
      expect(text, at).toContain(`<t:${(now - 29.5 * HOUR) / 1000}:f>`);
      const [choice] = await stage.complete(stage.people.mod, 'event remove', 'event', 'a talk');
      await ask('event remove', { event: choice!.value });
    }
    expect((await held()).map(({ text, at }) => [text, at])).toEqual([
      ['v2.4 released', now],
      ['a contest', now - 1.5 * HOUR],
    ]);
    expect((await ask('event list')).text).toMatch(/v2\.4 released.*a contest/s);
  });

  it('shows hostile names as code alone', async () => {
    const { text } = await ask('event add', { text: '`@everyone` [x](https://evil.example)' });
    expect(text).toContain('` @everyone [x](https://evil.example)`'.replace('` ', '`'));
  });

  it('refuses a time that it can’t read, and what says nothing', async () => {
    expect((await ask('event add', { text: 'x', at: 'soonish' })).text).toContain('soonish');
    expect((await ask('event add', { text: '***' })).text).toMatch(/a letter or a digit/);
    expect(await held()).toEqual([]);
  });

  it('removes the one that was picked from the list', async () => {
    await ask('event add', { text: 'v2.4 released' });
    await ask('event add', { text: 'a contest' });
    const [choice] = await stage.complete(stage.people.mod, 'event remove', 'event', 'V2');
    expect(choice?.name).toBe('v2.4 released');
    await ask('event remove', { event: choice!.value });
    expect((await held()).map(({ text }) => text)).toEqual(['a contest']);
    expect((await ask('event remove', { event: 'made up' })).text).toMatch(/no such event/);
    expect((await ask('event list')).text).toContain('a contest');
  });

  it('is for those who manage the server', async () => {
    expect(await stage.refusal(stage.people.ann, stage.channels.general, 'event list')).toMatch(
      /permission/i,
    );
  });
});

describe('/report daily', () => {
  it('shows the moderator alone the report of yesterday, or of the last 24 hours', async () => {
    const { ann, ben, lin, owner } = stage.people;
    for (const [n, who] of [ann, ben, lin].entries())
      await stage.tell(stage.channels.general, who, 'negative', n + 5);
    const yesterday = await ask('report daily', {}, owner);
    expect(yesterday.isEphemeral).toBe(true);
    expect(yesterday.text).toContain('Jan 4, 2026: nothing was written');
    const last = await ask('report daily', { of: 'last' }, owner);
    expect(last.text).toContain('Last 24 hours · Too few messages to say');
    expect(await stage.refusal(ann, stage.channels.general, 'report daily')).toMatch(/permission/i);
  });

  it('names no channel that readers of the report channel may not see, as when it is posted', async () => {
    const { ann, ben, lin, owner } = stage.people;
    const { general, staff } = stage.channels;
    for (const [n, who] of [ann, ben, lin].entries()) {
      await stage.tell(staff, who, 'negative', n + 20);
      await stage.tell(general, who, 'positive', n + 20);
    }
    const shown = async () => (await stage.ask(owner, general, 'report daily', { of: 'last' })).text;
    expect(await shown()).toContain(staff);
    await stage.ask(owner, general, 'settings reports', { channel: general });
    expect(await shown()).toContain(general);
    expect(await shown()).not.toContain(staff);
  });
});

describe('/settings daily', () => {
  const schedule = async () => (await stage.store.settings.get(guildId.parse(stage.guild))).dailySchedule;

  it('takes a time of day, off or cron, shows it and brings the jobs in line', async () => {
    expect((await ask('settings show')).text).toContain('every day at 00:30');
    expect((await ask('settings daily', { time: '8:05' })).text).toContain('every day at 08:05');
    expect(await schedule()).toBe('5 8 * * *');
    expect(stage.rescheduled).toEqual([stage.guild]);
    await ask('settings daily', { time: 'off' });
    expect(await schedule()).toBe('off');
    await ask('settings daily', { time: '30 7 * * 1-5' });
    expect(await schedule()).toBe('30 7 * * 1-5');
    expect((await ask('settings daily', { time: '25:99' })).text).toContain('`25:99`');
    expect(await schedule()).toBe('30 7 * * 1-5');
  });

  it('takes an hour in any words for that hour of each day, and no interval of hours', async () => {
    for (const time of ['8h', '8am', '8 AM', '8', '早上8点', 'every day at 8:00']) {
      await ask('settings daily', { time: 'off' });
      const { text } = await ask('settings daily', { time });
      expect(text, time).toContain(`\`${time}\` means every day at 08:00. Next: Tue, Jan 6, 08:00`);
      expect(await schedule(), time).toBe('0 8 * * *');
    }
    expect((await ask('settings daily', { time: 'every 8 hours' })).text).toContain('once a day');
    expect(await schedule()).toBe('0 8 * * *');
    expect((await ask('settings daily', { time: '2:30pm' })).text).toContain('every day at 14:30');
  });

  it('offers common times while a person types', async () => {
    const choices = await stage.complete(stage.people.mod, 'settings daily', 'time', '');
    expect(choices.map(({ value }) => value)).toEqual(['00:30', '08:00', 'off']);
  });
});
