// /settings role-job, as managers use it.
import { PermissionFlagsBits } from 'discord.js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { INVITE_PERMISSIONS } from '../../../src/discord/invite.ts';
import { guildId } from '../../../src/ids.ts';
import { DEFAULT_SETTINGS } from '../../../src/store/settings.ts';
import { shippedRoles } from '../../llm/role/stage.ts';
import { UNSEEN } from '../rights/told.ts';
import { openStage, type Stage } from '../stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());
const id = () => guildId.parse(stage.guild);
afterEach(() => stage.store.settings.update(id(), () => DEFAULT_SETTINGS));

const ask = (what: string, options: Record<string, string> = {}, who = stage.people.mod) =>
  stage.ask(who, stage.channels.general, `settings role-job ${what}`, options);
const add = (more: Record<string, string> = {}) =>
  ask('add', { role: 'summary', channel: stage.channels.offtopic, schedule: '1 hour', ...more });
const jobs = async () => (await stage.store.settings.get(id())).roleJobs;

describe('/settings role-job', () => {
  it('adds a job, says when it runs, and brings the timetable in line', async () => {
    const answer = await add();
    expect(answer.isEphemeral).toBe(true);
    expect(answer.content).toContain('Role job added');
    expect(answer.content).toContain('1 hour');
    expect(answer.content).toContain(`1. \`summary\`: every 1 h, in <#${stage.channels.offtopic}>`);
    expect(await jobs()).toEqual([
      {
        slot: 1,
        role: 'summary',
        channelId: stage.channels.offtopic,
        of: null,
        schedule: '1 hour',
        since: stage.clock.now(),
      },
    ]);
    expect(stage.rescheduled.at(-1)).toBe(stage.guild);
  });

  it('can be undone', async () => {
    const answer = await add();
    const row = answer.components?.[0];
    const [button] = row && 'components' in row ? row.components : [];
    await stage.press(stage.people.mod, answer, button && 'custom_id' in button ? button.custom_id : '');
    expect(await jobs()).toEqual([]);
  });

  it('lists jobs and removes one, whose place the next one takes', async () => {
    expect((await ask('list')).content).toContain('There is no role job yet');
    await add();
    await add({ role: 'suggestions', of: stage.channels.general });
    expect((await ask('list')).content).toContain(`2. \`suggestions\` of <#${stage.channels.general}>`);
    expect(await stage.complete(stage.people.mod, 'settings role-job remove', 'job', 'sum')).toEqual([
      { name: '1. summary: 1 hour', value: '1' },
    ]);
    expect((await ask('remove', { job: '1' })).content).toContain('Role job removed');
    expect((await ask('remove', { job: '9' })).content).toContain('There is no role job `9`');
    await add();
    expect((await jobs()).map(({ slot, role }) => [slot, role])).toEqual([
      [1, 'summary'],
      [2, 'suggestions'],
    ]);
    expect((await stage.ask(stage.people.mod, stage.channels.general, 'settings show')).text).toContain(
      'suggestions',
    );
  });

  it('takes every role, also such as read one text', async () => {
    const offered = await stage.complete(stage.people.mod, 'settings role-job add', 'role', '');
    const roles = offered.map(({ value }) => value);
    expect(roles).toEqual(shippedRoles().map(({ name }) => name));
    expect(roles).toEqual(expect.arrayContaining(['intent', 'keywords', 'summary', 'translate']));
    expect((await add({ role: 'keywords' })).content).toContain('1. `keywords`: every 1 h');
  });

  it.each([
    ['a role that is none', { role: 'poem' }, 'There is no role `poem`'],
    ['times that are none', { schedule: 'whenever' }, 'whenever'],
    ['no times', { schedule: 'off' }, 'A role job needs times'],
  ])('refuses %s', async (_what, more, told) => {
    expect((await add(more)).content).toContain(told);
    expect(await jobs()).toEqual([]);
  });

  it('takes five at most', async () => {
    for (let n = 0; n < 5; n += 1) await add();
    expect((await add()).content).toContain('5 role jobs at most');
    expect(await jobs()).toHaveLength(5);
  });

  it('posts nothing of a channel where people read who may not read it, nor tells of unseen ones', async () => {
    const { people, channels, acting, guild } = stage;
    expect((await add({ of: channels.staff })).content).toBe(UNSEEN);
    const answer = await stage.ask(people.owner, channels.general, 'settings role-job add', {
      ...{ role: 'summary', channel: channels.offtopic, schedule: '1 hour', of: channels.staff },
    });
    expect(answer.content).toMatch(/is not watched|cannot read/);
    await acting.setBotPermissions(guild, INVITE_PERMISSIONS & ~PermissionFlagsBits.SendMessages);
    expect((await add()).content).toContain('Send Messages');
    await acting.setBotPermissions(guild, INVITE_PERMISSIONS | PermissionFlagsBits.ManageChannels);
    expect(await jobs()).toEqual([]);
  });
});
