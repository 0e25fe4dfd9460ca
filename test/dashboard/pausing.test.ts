// Pausing invites from the inbox: offered where the alert offers it, and checked again at the press.
import { PermissionFlagsBits as P } from 'discord.js';
import { beforeEach, describe, expect, it } from 'vitest';
import { INVITE_PERMISSIONS } from '../../src/discord/invite.ts';
import { channelId, guildId } from '../../src/ids.ts';
import { HOUR } from '../../src/mood/window.ts';
import { wordsIn } from '../../src/report/words.ts';
import { alerting, alerts, background, calmWeek, outage, stage, write } from '../pipeline/alerts/rig.ts';
import { buttonsOf } from '../support/buttons.ts';
import { actOn, grant, person } from './pressing.ts';
import { mood, useMood } from './rig.ts';

/** Manages the server. */
let boss: string;

useMood();
beforeEach(async () => {
  await grant(INVITE_PERMISSIONS | P.ManageGuild);
  boss = await person(P.ModerateMembers | P.ManageGuild);
  await calmWeek();
});
/** Accounts that are years old. */
async function complaintsOfOldAccounts() {
  for (let n = 0; n < 24; n += 1) {
    await stage.clock.advance(30_000);
    await write(`20000000000000000${n % 4}`, 'negative');
  }
  await background.settled();
}

const incident = async () => (await stage.store.incidents.recent(guildId.parse(stage.guild), 9)).at(-1)!;
const row = async (as: string, query = '') => {
  const { id } = await incident();
  return (await mood.view(as, query)).inbox!.incidents.find((one) => one.id === id)!;
};
const offered = async (as: string) =>
  (await row(as)).acts.map(({ act }) => act).filter((act) => act.includes('pause'));
const onAlert = async () =>
  buttonsOf((await alerts())[0]!)
    .map((id) => id.split(':')[1]!)
    .filter((name) => name.includes('pause'));
const act = async (as: string, name: string, id?: string) => actOn(id ?? (await incident()).id, as, name);
const pausedUntil = () =>
  stage.client.guilds.cache.get(stage.guild)!.incidentsData?.invitesDisabledUntil?.getTime() ?? null;

describe('Pause invites in the inbox', () => {
  it('asks for how long, says until when, shows on the alert, and is ended', async () => {
    await outage();
    const { asks } = (await row(boss)).acts.find((one) => one.act === 'pause')!;
    expect(asks!.question).toBe(wordsIn('en')('alert.invites.howLong'));
    expect(asks!.times.map(({ act: time, label }) => [time, label])).toEqual([
      ['pause1', '1 h'],
      ['pause4', '4 h'],
      ['pause24', '24 h'],
    ]);
    expect((await row(boss)).invites).toBe('');
    const done = await act(boss, 'pause4');
    expect(done.status).toBe(200);
    expect(done.told).toMatch(
      /^🚪 Invites are paused until Mon 5 Jan, \d\d:\d\d \(in 4 hours\): nobody can join by one\.$/,
    );
    expect(pausedUntil()).toBe(stage.clock.now() + 4 * HOUR);
    expect((await row(boss)).invites).toBe(done.told);
    expect(JSON.stringify(await alerts())).toContain(`<@${boss}> paused invites`);
    expect([await offered(boss), await onAlert()]).toEqual([['unpause'], ['unpause']]);
    expect(await act(boss, 'pause1')).toEqual({ status: 409, error: done.told });

    expect(await act(boss, 'unpause')).toMatchObject({ status: 200, told: null });
    expect(pausedUntil()).toBeNull();
    expect((await row(boss)).invites).toBe('');
    expect((await incident()).history.slice(-2)).toMatchObject([
      { act: 'invites paused', by: boss },
      { act: 'invites resumed', by: boss },
    ]);
    expect(await act(boss, 'unpause')).toMatchObject({ status: 409 });
  });

  it('speaks the language of whoever looks', async () => {
    await outage();
    for (const locale of ['zh-CN', 'zh-TW'] as const) {
      const words = wordsIn(locale);
      const shown = (await row(boss, `lang=${locale}`)).acts.find((one) => one.act === 'pause')!;
      expect([shown.label, shown.asks!.question]).toEqual([
        words('alert.button.pause'),
        words('alert.invites.howLong'),
      ]);
    }
  });

  it('is offered in a raid alone, as on the alert', async () => {
    await complaintsOfOldAccounts();
    expect((await incident()).state).toBe('open');
    expect([await offered(boss), await onAlert()]).toEqual([[], []]);
  });

  it('is offered no more once the incident is over, and does nothing then', async () => {
    await outage();
    expect(await offered(boss)).toEqual(['pause']);
    await alerting.resolve(await incident(), stage.clock.now(), 'calm');
    await background.settled();
    expect(await offered(boss)).toEqual([]);
    expect(await act(boss, 'pause1')).toEqual({ status: 409, error: wordsIn('en')('alert.nothing.over') });
    expect(pausedUntil()).toBeNull();
  });

  it('is neither offered to nor done for those who do not manage the server at that moment', async () => {
    await outage();
    const moderator = await person(P.ModerateMembers | P.ManageChannels | P.ManageMessages);
    expect(await offered(moderator)).toEqual([]);
    expect((await act(moderator, 'pause1')).status).toBe(403);
    // The right is taken between the look and the press.
    expect(await offered(boss)).toEqual(['pause']);
    const { guilds } = await stage.acting.state();
    const held = guilds.find(({ id }) => id === stage.guild)!.members.find(({ user }) => user.id === boss)!;
    await stage.acting.takeRole(stage.guild, boss, held.roles.at(-1)!);
    for (const name of ['pause1', 'unpause']) expect((await act(boss, name)).status).toBe(403);
    expect(pausedUntil()).toBeNull();
  });

  it('is not offered where the bot lacks the right, and says which', async () => {
    await outage();
    expect(await offered(boss)).toEqual(['pause']);
    await grant(INVITE_PERMISSIONS);
    expect(await offered(boss)).toEqual([]);
    const error = "I can't pause invites: I need Manage Server in this server.";
    for (const name of ['pause1', 'unpause']) expect(await act(boss, name)).toEqual({ status: 409, error });
    expect(pausedUntil()).toBeNull();
  });

  it('stands on the incident whose alert it is where several channels share one', async () => {
    await outage();
    const lead = await incident();
    const place = { guildId: lead.guildId, channelId: channelId.parse(stage.channels.offtopic) };
    const opened = { ...place, openedAt: stage.clock.now(), evidence: lead.evidence };
    const { id, revision } = (await stage.store.incidents.open(opened)).incident;
    const joined = { act: 'joined', at: stage.clock.now(), by: null } as const;
    await stage.store.incidents.change(id, revision, { leadId: lead.id }, joined);
    const rows = (await mood.view(boss)).inbox!.incidents;
    expect(rows.filter(({ acts }) => acts.some((one) => one.act === 'pause')).map((one) => one.id)).toEqual([
      lead.id,
    ]);
    // A press on a page of before they joined is noted where the alert tells of it.
    expect((await act(boss, 'pause1', id)).status).toBe(200);
    expect((await incident()).history.at(-1)).toMatchObject({ act: 'invites paused', by: boss });
  });
});
