import { describe, expect, it } from 'vitest';
import { guildId } from '../../../src/ids.ts';
import { HOUR, MINUTE } from '../../../src/mood/window.ts';
import { onAlertStage } from './stage.ts';

const { stage, moderator, raise, alerts, alert, latest, press } = onAlertStage();

const command = (path: string, options: Record<string, string | number | boolean>) =>
  stage().ask(stage().people.owner, stage().channels.general, path, options);
const refreshed = async (ms: number) => {
  await stage().clock.advance(ms);
  await stage().alerts.refresh();
  await stage().background.settled();
};

describe('during an announced event', () => {
  it('the alert comes and mentions nobody: the card names the event and its end', async () => {
    const told = await command('event add', { text: 'Finals `night`', hours: 5 });
    const until = (stage().clock.now() + 5 * HOUR) / 1000;
    expect(told.content).toContain(`🔕 Until <t:${until}:f> (<t:${until}:R>) alerts mention nobody`);
    expect((await command('event list', {})).text).toContain(`🔕 until <t:${until}:f>`);
    await raise();
    const posted = await alert();
    expect(posted.mention_roles).toEqual([]);
    expect(posted.content).toMatch(/^⚠️ <#\d+>: 18 of 40/);
    expect(posted.text).toContain(`🔕 Nobody is mentioned: \`Finals night\` goes on until <t:${until}:f>`);
    // The evaluation goes on.
    await raise('general', 30);
    await refreshed(MINUTE);
    expect((await alert()).text).toContain('30 of 40');
    expect((await stage().ask(moderator(), stage().channels.general, 'alerts open')).text).toContain(
      '30 of 40',
    );
  });

  it('the test says so too', async () => {
    await command('event add', { text: 'Finals', hours: 5 });
    await stage().ask(moderator(), stage().channels.general, 'alerts test');
    expect((await alert()).text).toMatch(/would mention <@&77>.*`Finals` goes on until/);
  });

  it('an event without a length, one that is over and one to come change nothing', async () => {
    await command('event add', { text: 'v2.4 released' });
    const over = await command('event add', { text: 'last night', at: '3h', hours: 2 });
    expect(over.content).not.toContain('🔕');
    const ahead = await command('event add', { text: 'tomorrow', at: 'tomorrow 8pm', hours: 5 });
    const from = Date.UTC(2026, 0, 6, 20) / 1000;
    expect(ahead.content).toContain(`🔕 From <t:${from}:f> until <t:${from + 5 * 3600}:f>`);
    const moment = await command('event add', { text: 'v2.5', at: 'tomorrow 8pm' });
    expect(moment.content).not.toContain('🔕');
    await raise();
    expect((await alert()).content).toContain('<@&77>');
  });

  it('nobody is mentioned either when it gets worse after a snooze', async () => {
    await raise();
    await press('snooze');
    await command('event add', { text: 'Finals', hours: 5 });
    await raise('general', 39);
    await refreshed(61 * MINUTE);
    const [, call] = await alerts();
    expect(call?.content).toMatch(/^Much worse since it was snoozed[^]*🔕 Nobody is mentioned: `Finals`/);
    expect(call?.mention_roles).toEqual([]);
    expect((await latest()).state).toBe('open');
  });
});

describe('in quiet hours', () => {
  it('the post comes without a mention and says until when, in the time of the server', async () => {
    await command('settings timezone', { zone: 'Asia/Shanghai' });
    const told = await command('settings quiet-hours', { from: '7pm', to: '早上8点' });
    expect(told.content).toContain('none → 19:00–08:00 (`Asia/Shanghai`)');
    // 12:00 UTC is 20:00 there.
    await raise();
    const until = Date.UTC(2026, 0, 6, 0) / 1000;
    expect((await alert()).text).toContain(
      `🔕 Nobody is mentioned: these are quiet hours until <t:${until}:f>`,
    );
    expect((await alert()).content).not.toContain('<@&77>');
    await stage().clock.advance(13 * HOUR);
    await raise('staff');
    expect((await alerts()).at(-1)?.content).toContain('<@&77>');
  });

  it('say nothing where no role is chosen, for nobody would be mentioned anyway', async () => {
    await stage().store.settings.update(guildId.parse(stage().guild), (held) => ({
      ...held,
      alertRoleId: null,
      quietHours: { from: 0, to: 1439 },
    }));
    await raise();
    expect((await alert()).text).not.toContain('🔕');
  });

  it('are refused where they are no times of day, are the same time, or one is missing; off ends them', async () => {
    const quiet = async (options: Record<string, string | boolean>) =>
      (await command('settings quiet-hours', options)).content;
    expect(await quiet({ from: 'bedtime', to: '8:00' })).toContain("can't read `bedtime` as a time of day");
    expect(await quiet({ from: '22:00' })).toContain('fill in `from` and `to`');
    expect(await quiet({ from: '22:00', to: '10pm' })).toContain('begin and end at the same time');
    expect(await quiet({ from: '22', to: '24:00' })).toContain('none → 22:00–00:00');
    expect(await quiet({})).toBe('**Quiet hours: alerts mention nobody**: 22:00–00:00 (`UTC`)');
    expect(await quiet({ off: true })).toContain('22:00–00:00 (`UTC`) → none');
    await expect(
      stage().acting.run(
        moderator(),
        stage().channels.general,
        'settings',
        {},
        {
          subcommands: ['quiet-hours'],
        },
      ),
    ).rejects.toThrow('Missing Permissions');
  });
});
