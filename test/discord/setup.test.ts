import { ChannelType, Events, type OverwriteResolvable, PermissionFlagsBits } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setupLines } from '../../src/commands/setupText.ts';
import { checkSetup, type ChosenSetup, type SetupProblem } from '../../src/discord/setup.ts';
import { INVITE_PERMISSIONS } from '../../src/discord/invite.ts';
import { channelId } from '../../src/ids.ts';
import { LOCALES } from '../../src/locale.ts';
import { wordsIn } from '../../src/report/words.ts';
import { openStage, type Stage } from '../commands/stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

const guild = () => stage.client.guilds.cache.get(stage.guild)!;
const memberRole = () => guild().roles.cache.find(({ name }) => name === 'Member')!.id;
const id = (name: 'general' | 'offtopic' | 'staff') => channelId.parse(stage.channels[name]);

async function overwrite(channel: 'general' | 'offtopic', overwrites: OverwriteResolvable[]) {
  const found = guild().channels.cache.get(stage.channels[channel]);
  if (found?.type !== ChannelType.GuildText) throw new Error('no channel');
  const changed = new Promise((resolve) => stage.client.once(Events.ChannelUpdate, resolve));
  await found.permissionOverwrites.set(overwrites);
  await changed;
}

/** Closed to @everyone, read by the bot and by whoever has the role. */
const gated = (role: string): OverwriteResolvable[] => [
  { id: stage.guild, deny: ['ViewChannel'] },
  { id: stage.client.user.id, allow: ['ViewChannel', 'SendMessages'] },
  { id: role, allow: ['ViewChannel', 'SendMessages'] },
];

async function gateAll() {
  await overwrite('general', gated(memberRole()));
  await overwrite('offtopic', gated(memberRole()));
}

const check = (change: Partial<ChosenSetup> = {}) =>
  checkSetup(guild(), {
    reportChannelId: id('general'),
    alertChannelId: null,
    chatChannelId: null,
    roleJobs: [],
    watch: { include: [], exclude: [] },
    alertRoleId: null,
    secondCall: null,
    marks: false,
    noticed: true,
    ...change,
  });

describe('the setup check', () => {
  it('finds nothing where every promise can be kept, and counts what is watched', async () => {
    expect(await check()).toMatchObject({ watched: 2, problems: [] });
  });

  it('says that nothing is watched where every channel is closed to everyone', async () => {
    await gateAll();
    expect(await check()).toMatchObject({ watched: 0, problems: [{ kind: 'nothing watched' }] });
    const chosen = await check({ watch: { include: [id('general')], exclude: [] } });
    expect(chosen).toMatchObject({ watched: 1, problems: [] });
  });

  it('says that nothing is watched where everything was switched off', async () => {
    const { problems } = await check({ watch: { include: [], exclude: [id('general'), id('offtopic')] } });
    expect(problems).toEqual([{ kind: 'nothing watched' }]);
  });

  it('says where no channel was chosen for reports and alerts, and that members were not told', async () => {
    const { problems } = await check({ reportChannelId: null, noticed: false });
    expect(problems).toEqual([{ kind: 'no reports' }, { kind: 'no alerts' }, { kind: 'not noticed' }]);
    const alertsOnly = await check({ reportChannelId: null, alertChannelId: id('general') });
    expect(alertsOnly.problems).toEqual([{ kind: 'no reports' }]);
  });

  it('names the watched channels whose history cannot be read, or that cannot be marked', async () => {
    const { id: me } = stage.client.user;
    await overwrite('offtopic', [{ id: me, deny: ['ReadMessageHistory', 'AddReactions'] }]);
    const channelIds = [id('offtopic')];
    const history = { kind: 'limited', purpose: 'watch', channelIds, missing: ['ReadMessageHistory'] };
    expect((await check()).problems).toEqual([history]);
    const missing = ['ReadMessageHistory', 'AddReactions'];
    expect((await check({ marks: true })).problems).toEqual([
      history,
      { kind: 'limited', purpose: 'reactions', channelIds, missing },
    ]);
  });

  it('names what a chosen channel lacks, and chosen channels that are gone or hidden', async () => {
    await overwrite('offtopic', [{ id: stage.client.user.id, deny: ['SendMessages'] }]);
    const { problems } = await check({
      reportChannelId: id('offtopic'),
      alertChannelId: channelId.parse('1'),
      roleJobs: ['1', '2', id('offtopic')].map((one) => ({ channelId: channelId.parse(one) })),
      watch: { include: [id('staff')], exclude: [] },
    });
    expect(problems).toEqual([
      { kind: 'missing', purpose: 'reports', channelId: id('offtopic'), missing: ['SendMessages'] },
      { kind: 'gone', purpose: 'alerts' },
      { kind: 'gone', purpose: 'roleJobs' },
      { kind: 'missing', purpose: 'roleJobs', channelId: id('offtopic'), missing: ['SendMessages'] },
      { kind: 'unseen', channelIds: [id('staff')] },
    ]);
  });

  it('says that reports can name no channel where their readers are others than those of the watched channels', async () => {
    await overwrite('general', gated(memberRole()));
    const { problems } = await check({
      reportChannelId: id('offtopic'),
      watch: { include: [id('general')], exclude: [id('offtopic')] },
    });
    expect(problems).toEqual([{ kind: 'bare reports', channelId: id('offtopic') }]);
  });
});

describe('rights that the invite does not ask for', () => {
  const grant = async (...rights: bigint[]) => {
    const changed = new Promise((resolve) => stage.client.once(Events.GuildRoleUpdate, resolve));
    await stage.acting.setBotPermissions(
      stage.guild,
      rights.reduce((all, right) => all | right, INVITE_PERMISSIONS),
    );
    await changed;
  };
  const { ManageChannels, CreatePublicThreads } = PermissionFlagsBits;

  it('are listed with the button that each would add, where it would be; nothing fails without them', async () => {
    await grant();
    const { problems, extras } = await check({ alertChannelId: id('offtopic') });
    expect(problems).toEqual([]);
    expect(extras).toEqual([
      { remedy: 'slow mode', rights: ['ManageChannels'], channelIds: [id('general'), id('offtopic')] },
      { remedy: 'thread', rights: ['CreatePublicThreads'], channelIds: [id('offtopic')] },
    ]);
    const text = setupLines({ watched: 2, problems, extras }, wordsIn('en'), (path) => path);
    expect(text.split('\n')).toEqual([
      '✅ All is in place; 2 channels are watched.',
      `ℹ️ Optional: **Manage Channels** in <#${id('general')}> <#${id('offtopic')}> would add the button **Slow mode** to alerts`,
      `ℹ️ Optional: **Create Public Threads** in <#${id('offtopic')}> would add the button **Open thread** to alerts`,
    ]);
  });

  it('are not listed once they are granted, nor where alerts are not posted', async () => {
    await grant();
    expect((await check({ reportChannelId: null })).extras).toEqual([]);
    await grant(ManageChannels, CreatePublicThreads);
    expect((await check()).extras).toEqual([]);
  });
});

describe('the setup check in words', () => {
  it('fits a field of an embed, however much is missing, and says how much is left out', () => {
    const channelIds = Array.from({ length: 50 }, (_, n) => channelId.parse(`13000000000000000${n + 10}`));
    const missing = [
      'ViewChannel',
      'SendMessages',
      'EmbedLinks',
      'AttachFiles',
      'ReadMessageHistory',
    ] as const;
    const lacking = (purpose: 'reports' | 'alerts' | 'chat'): SetupProblem => ({
      kind: 'missing',
      purpose,
      channelId: channelIds[0]!,
      missing,
    });
    const problems: SetupProblem[] = [
      { kind: 'nothing watched' },
      lacking('reports'),
      lacking('alerts'),
      lacking('chat'),
      { kind: 'bare reports', channelId: channelIds[0]! },
      { kind: 'unseen', channelIds },
      { kind: 'limited', purpose: 'watch', channelIds, missing },
      { kind: 'limited', purpose: 'reactions', channelIds, missing },
      { kind: 'not noticed' },
    ];
    for (const locale of LOCALES) {
      const text = setupLines(
        { watched: 0, problems, extras: [] },
        wordsIn(locale),
        (path) => `</${path}:1300000000000000099>`,
      );
      expect(text.length).toBeLessThanOrEqual(1024);
      expect(text.split('\n')[0]).toContain('</settings watch:1300000000000000099>');
      expect(text).toContain('<#1300000000000000010>');
    }
    const english = setupLines({ watched: 0, problems, extras: [] }, wordsIn('en'), (path) => path);
    expect(english.split('\n').at(-1)).toMatch(/^… and \d more$/);
  });
});
