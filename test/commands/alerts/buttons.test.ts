import { PermissionFlagsBits } from 'discord.js';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { INVITE_PERMISSIONS } from '../../../src/discord/invite.ts';
import { DAY, HOUR, MINUTE } from '../../../src/mood/window.ts';
import { alertButtonId } from '../../../src/report/alertButtons.ts';
import { onAlertStage } from './stage.ts';

const { ManageChannels } = PermissionFlagsBits;
const { stage, grant, moderator, other, raise, alerts, alert, latest, press, choose, slowness } =
  onAlertStage();

describe('the buttons of an alert', () => {
  beforeEach(() => raise());

  it('tell everybody who is on it, and call the role no more', async () => {
    expect((await alert()).content).toContain('<@&77>');
    await press('ack');
    const shown = await alert();
    expect(shown.text).toContain(`<@${moderator()}> is looking into it`);
    expect(shown.content).not.toContain('<@&77>');
    await stage().clock.advance(5 * MINUTE);
    await raise('general', 30);
    expect((await alert()).text).toContain('30 of 40');
    expect(await alerts()).toHaveLength(1);
    expect((await alert()).content).not.toContain('<@&77>');
  });

  it('do once what two moderators press at once', async () => {
    const message = await alert();
    const id = alertButtonId('ack', (await latest()).id);
    await Promise.all([moderator(), other()].map((who) => stage().acting.click(who, message, id)));
    await stage().background.settled();
    const { history } = await latest();
    expect(history.map(({ act }) => act)).toEqual(['acknowledged']);
    expect([moderator(), other()]).toContain(history[0]?.by);
  });

  it('are refused to those who do not moderate, by the name of what they lack', async () => {
    expect(await press('ack', stage().people.ann)).toContain('**Manage Messages** or **Timeout Members**');
    expect(await press('false', stage().people.ann)).toContain('**Manage Messages**');
    expect(await press('slow', stage().people.ann)).toContain('**Manage Channels**');
    expect((await latest()).history).toEqual([]);
    expect(slowness()).toBe(0);
  });

  it('read their incident once', async () => {
    const read = vi.spyOn(stage().store.incidents, 'get');
    await press('why');
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('answer sanely once the incident is over', async () => {
    const before = await alert();
    const { id } = await latest();
    await stage().alerts.resolve(await latest(), stage().clock.now() + 42 * MINUTE, 'calm');
    await stage().background.settled();
    expect((await alert()).text).toContain('Resolved after 52 min');
    await expect(stage().acting.click(moderator(), before, alertButtonId('ack', id))).rejects.toThrow();
    expect(await press('why')).toContain('Why did it spike?');
    await press('false');
    expect((await latest()).state).toBe('resolved'); // the form is not sent yet
  });

  it('snooze: quiet for the time, one call if it is worse after it', async () => {
    await press('snooze');
    const until = (stage().clock.now() + HOUR) / 1000;
    expect((await alert()).text).toContain(`snoozed it until <t:${until}:f> (<t:${until}:R>)`);
    await stage().clock.advance(30 * MINUTE);
    await raise('general', 39);
    await stage().alerts.refresh();
    await stage().background.settled();
    expect(await alerts()).toHaveLength(1);
    await stage().clock.advance(31 * MINUTE);
    for (let n = 0; n < 3; n += 1) {
      await stage().alerts.refresh();
      await stage().background.settled();
    }
    const [first, call, ...more] = await alerts();
    expect(more).toEqual([]);
    expect(call?.content).toMatch(/^<@&77> Much worse since it was snoozed/);
    expect(call?.message_reference?.message_id).toBe(first?.id);
    expect((await latest()).state).toBe('open');
  });

  it('snooze: can be ended, and is then as if it had never been', async () => {
    await press('snoozeDay');
    await press('unsnooze');
    expect(await latest()).toMatchObject({ state: 'open', snoozed: null });
    expect((await alert()).text).toMatch(/<@\d+> ended the snooze/);
    await raise('general', 39);
    await stage().clock.advance(DAY + MINUTE);
    await stage().alerts.refresh();
    await stage().background.settled();
    expect(await alerts()).toHaveLength(1);
  });

  it('snooze: nobody is called after it when it is not worse', async () => {
    await press('snoozeDay');
    await stage().clock.advance(DAY + MINUTE);
    await stage().alerts.refresh();
    await stage().background.settled();
    expect((await latest()).state).toBe('open');
    expect(await alerts()).toHaveLength(1);
  });

  it('post the alert anew where it got worse and its message was deleted', async () => {
    await press('snooze');
    await stage().acting.remove(stage().people.owner, await alert());
    await stage().clock.advance(61 * MINUTE);
    await raise('general', 39);
    await stage().alerts.refresh();
    await stage().background.settled();
    const [again, ...more] = await alerts();
    expect(more).toEqual([]);
    expect(again?.text).toContain('39 of 40');
    expect((await latest()).messageId).toBe(again?.id);
  });

  it('slow mode and thread: are offered only while the bot has the right, whichever was first', async () => {
    const offered = async () =>
      JSON.stringify((await alert()).components).match(/alert:(slow|unslow|thread|why)/g) ?? [];
    expect(await offered()).toEqual(['alert:slow', 'alert:thread', 'alert:why']);
    await press('slow');
    await choose('slowOpen');
    const refreshed = async (permissions: bigint) => {
      await grant(permissions);
      await stage().alerts.refresh();
      await stage().background.settled();
      return offered();
    };
    expect(await refreshed(INVITE_PERMISSIONS)).toEqual(['alert:why']);
    expect(await refreshed(INVITE_PERMISSIONS | ManageChannels)).toEqual(['alert:unslow', 'alert:why']);
  });

  it('thread: opens one, and links it ever after', async () => {
    const { id } = await alert();
    expect(await press('thread')).toContain(`<#${id}>`);
    expect(stage().client.channels.cache.get(id)?.isThread()).toBe(true);
    expect(await press('thread', other())).toContain(`<#${id}>`);
    expect((await latest()).history.map(({ act }) => act)).toEqual(['thread']);
  });

  it('false alarm: takes a reason, says by how much the threshold moved, and can be taken back', async () => {
    const message = await alert();
    const id = alertButtonId('false', (await latest()).id);
    const { interactionId, modal } = await stage().acting.click(moderator(), message, id);
    expect(modal?.title).toBe('False alarm');
    await stage().acting.submit(moderator(), message.channel_id, interactionId, { reason: 'match `night`' });
    const told = await stage().ask(moderator(), stage().channels.general, 'alerts threshold');
    expect(told.text).toContain(`<#${stage().channels.general}>: sensitivity reduced (4×)`);
    await stage().background.settled();
    const shown = await alert();
    expect(shown.text).toContain('`match night`');
    expect(shown.text).toContain('sensitivity is reduced (4×)');
    await raise('general', 39);
    expect(await alerts()).toHaveLength(1);
    const reset = await stage().ask(moderator(), stage().channels.general, 'alerts threshold', {
      reset: true,
    });
    expect(reset.text).toContain('no false alarm or missed alert has an effect');
  });
});
