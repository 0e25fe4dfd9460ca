import { Events, PermissionFlagsBits } from 'discord.js';
import { beforeEach, describe, expect, it } from 'vitest';
import { INVITE_PERMISSIONS } from '../../../src/discord/invite.ts';
import { HOUR, MINUTE } from '../../../src/mood/window.ts';
import { alertButtonId } from '../../../src/report/alertButtons.ts';
import { buttonsOf } from '../../support/buttons.ts';
import { onAlertStage } from './stage.ts';

const { stage, grant, raise, alert, alerts, latest, press, choose } = onAlertStage();
const { ManageGuild } = PermissionFlagsBits;

const owner = () => stage().people.owner;
const guild = () => stage().client.guilds.cache.get(stage().guild)!;
const names = async () => buttonsOf(await alert()).map((id) => id.split(':')[1]);
/** Accounts that are years old. */
const LONG_THERE = ['200000000000000001', '200000000000000002', '200000000000000003'];

async function complain(people: readonly string[]) {
  for (const who of people) await stage().tell(stage().channels.general, who, 'negative', 2);
  await raise();
}
/** The people of the stage joined just now. */
const newPeople = () => {
  const { ann, ben, lin } = stage().people;
  return [ann, ben, lin];
};

describe('Pause invites', () => {
  it('is offered where many new people write and the bot may do it, and nowhere else', async () => {
    await grant(INVITE_PERMISSIONS | ManageGuild);
    await complain(LONG_THERE);
    expect(await names()).not.toContain('pause');
  });

  it('is not offered without the right', async () => {
    await complain(newPeople());
    expect(await names()).not.toContain('pause');
  });

  describe('in a raid', () => {
    beforeEach(async () => {
      await grant(INVITE_PERMISSIONS | ManageGuild);
      await complain(newPeople());
    });

    it('pauses them for the chosen time, says until when, and can be undone', async () => {
      expect(await names()).toContain('pause');
      expect(await press('pause', owner())).toContain('For how long?');
      const told = new Promise((resolve) => stage().client.once(Events.GuildUpdate, resolve));
      expect(await choose('pause4', owner())).toContain('Invites are paused until');
      await told;
      const until = stage().clock.now() + 4 * HOUR;
      expect(guild().incidentsData?.invitesDisabledUntil?.getTime()).toBe(until);
      expect((await alert()).text).toContain(`paused until <t:${until / 1000}`);
      expect((await alert()).text).toContain(`<@${owner()}> paused invites`);
      expect(await names()).toEqual(expect.arrayContaining(['unpause', 'why']));
      expect(await names()).not.toContain('pause');

      await press('unpause', owner());
      expect(guild().incidentsData?.invitesDisabledUntil).toBeNull();
      expect((await alert()).text).toContain('allowed invites again');
      expect((await alert()).text).not.toContain('Invites are paused');
      expect(await alerts()).toHaveLength(1);
    });

    it('pauses them for less than a day, as much as Discord takes, however its clock differs', async () => {
      const told = new Promise((resolve) => stage().client.once(Events.GuildUpdate, resolve));
      await press('pause', owner());
      await choose('pause24', owner());
      await told;
      const until = guild().incidentsData?.invitesDisabledUntil?.getTime() ?? 0;
      expect(until - stage().clock.now()).toBe(24 * HOUR - MINUTE);
    });

    it('is over by itself after that time', async () => {
      await press('pause', owner());
      await choose('pause1', owner());
      await stage().clock.advance(HOUR + 1);
      await stage().alerts.refresh();
      await stage().background.settled();
      expect(await names()).not.toContain('unpause');
      expect((await alert()).text).not.toContain('Invites are paused');
    });

    it('needs Manage Server of the person, and says so where the bot lost it', async () => {
      expect(await press('pause')).toContain('You need **Manage Server**');
      expect(guild().incidentsData?.invitesDisabledUntil ?? null).toBeNull();
      await press('pause', owner());
      await grant(INVITE_PERMISSIONS);
      expect(await choose('pause1', owner())).toContain("I can't pause invites");
      expect(guild().incidentsData?.invitesDisabledUntil ?? null).toBeNull();
    });

    it('is done while one of the channels is not calm, and noted where the alert tells of it', async () => {
      const { id } = await latest();
      await raise('offtopic');
      const { id: second, revision } = await latest('offtopic');
      const joined = { act: 'joined', at: stage().clock.now(), by: null } as const;
      await stage().store.incidents.change(second, revision, { leadId: id }, joined);
      await stage().alerts.resolve(await latest(), stage().clock.now(), 'calm');
      await stage().background.settled();
      const button = alertButtonId('pause', id);
      const shown = (await alerts()).find((one) => buttonsOf(one).includes(button));
      await stage().press(owner(), shown!, button);
      expect(await choose('pause1', owner())).toContain('Invites are paused until');
      expect((await latest()).history.at(-1)).toMatchObject({ act: 'invites paused', by: owner() });
    });

    it('does nothing twice, nor once the incident is over', async () => {
      await press('pause', owner());
      await choose('pause1', owner());
      const before = (await latest()).history.length;
      expect(await press('pause1', owner()).catch(() => 'no such button')).toBe('no such button');
      expect((await latest()).history).toHaveLength(before);
      await press('unpause', owner());
      await stage().alerts.resolve(await latest(), stage().clock.now(), 'calm');
      await stage().background.settled();
      expect(await names()).not.toContain('pause');
    });
  });
});
