import { describe, expect, it } from 'vitest';
import { guildId } from '../../../src/ids.ts';
import { HOUR, MINUTE } from '../../../src/mood/window.ts';
import { buttonsOf } from '../../support/buttons.ts';
import { onAlertStage } from './stage.ts';

const { stage, moderator, other, raise, alert, latest } = onAlertStage();

const ask = (path: string, options = {}, who = moderator()) =>
  stage().ask(who, stage().channels.general, path, options);
const held = () => stage().store.settings.get(guildId.parse(stage().guild));
/** Negative messages that an alert of #general would need now. */
async function needed(): Promise<number> {
  await ask('alerts test');
  return Number(/: (\d+) of/.exec((await alert()).content)?.[1]);
}

describe('/alerts missed', () => {
  it('lowers the threshold of that channel alone, visibly, and is counted beside false alarms', async () => {
    const { general, offtopic } = stage().channels;
    const before = await needed();
    const told = await ask('alerts missed');
    expect(told.isEphemeral).toBe(true);
    expect(told.content).toContain(`Noted as missed: <#${general}>`);
    expect(told.content).toContain(`<#${general}>**: as usual → raised 4×`);
    expect(await needed()).toBeLessThan(before);
    const shown = await ask('alerts threshold');
    expect(shown.text).toContain(`<#${general}>: sensitivity raised (4×)`);
    expect(shown.text).not.toContain(`<#${offtopic}>`);
    const history = await ask('alerts history');
    expect(history.text).toContain('1 alert was reported as missed');
  });

  it('takes the channel and the time of the turn', async () => {
    const { offtopic } = stage().channels;
    const { content } = await ask('alerts missed', { channel: offtopic, when: '3h' });
    expect(content).toContain(`<#${offtopic}>, <t:${(stage().clock.now() - 3 * HOUR) / 1000}:f>`);
    const refused = async (when: string) => (await ask('alerts missed', { when })).content;
    expect(await refused('soonish')).toContain("can't read `soonish`");
    expect(await refused('tomorrow 8pm')).toContain('lies in the future');
    expect(await refused('9d')).toContain('more than 7 days ago');
    expect((await held()).missed).toHaveLength(1);
  });

  it('is undone by its button, for who reported it', async () => {
    const told = await ask('alerts missed');
    const [undo] = buttonsOf(told);
    await expect(stage().press(other(), told, undo!)).rejects.toThrow();
    expect((await held()).missed).toHaveLength(1);
    const undone = await stage().press(moderator(), told, undo!);
    expect(undone.content).toContain('raised 4× → as usual');
    expect(await held()).toMatchObject({ missed: [], strictness: [] });
    expect((await ask('alerts history')).text).not.toContain('reported as missed');
  });

  it('counts a turn once, however many report it, and lowers no further', async () => {
    await ask('alerts missed');
    await stage().clock.advance(20 * MINUTE);
    expect((await ask('alerts missed', {}, other())).content).toContain('has already been reported');
    await stage().clock.advance(2 * HOUR);
    expect((await ask('alerts missed')).content).toBe(
      `📝 Noted as missed: <#${stage().channels.general}>, <t:${stage().clock.now() / 1000}:f>.`,
    );
    const { missed, strictness } = await held();
    expect([missed.length, strictness[0]?.strictness]).toEqual([2, 1 / 4]);
  });

  it('is refused where an alert came, and takes back a false alarm of another time', async () => {
    await raise();
    expect((await ask('alerts missed')).content).toMatch(
      /An alert came at that time: incident `[0-9A-Z]{4}`/,
    );
    const { id } = await latest();
    await stage().alerts.act(id, { act: 'false alarm', reason: '' }, moderator() as never);
    await stage().alerts.resolve(await latest(), stage().clock.now(), 'calm');
    await stage().background.settled();
    expect((await ask('alerts missed')).content).toContain('An alert came at that time');
    await stage().clock.advance(3 * HOUR);
    expect((await ask('alerts missed')).content).toContain('reduced 4× → as usual');
  });

  it('is refused for channels that the person cannot see or that are not watched, and to those who do not moderate', async () => {
    const { general, staff } = stage().channels;
    expect((await ask('alerts missed', { channel: staff })).content).toContain("You can't see that channel");
    expect((await ask('alerts missed', { channel: staff }, stage().people.owner)).content).toContain(
      'is not watched',
    );
    expect((await held()).missed).toEqual([]);
    await expect(
      stage().acting.run(stage().people.ann, general, 'alerts', {}, { subcommands: ['missed'] }),
    ).rejects.toThrow('Missing Permissions');
  });
});

describe('/settings sensitivity for one channel', () => {
  it('changes what that channel needs and no other, is shown, and goes back to that of the server', async () => {
    const { general, offtopic } = stage().channels;
    const set = (options: Record<string, string>) =>
      ask('settings sensitivity', options, stage().people.owner);
    const usual = await needed();
    expect((await set({ level: 'low', channel: general })).content).toContain(
      `normal → normal · <#${general}>: low`,
    );
    const low = await needed();
    expect(low).toBeGreaterThan(usual);
    expect((await ask('alerts threshold')).text).toContain(`<#${general}>: set to low`);
    await set({ level: 'high', channel: offtopic });
    expect(await needed()).toBe(low);
    await set({ level: 'server', channel: general });
    expect(await needed()).toBe(usual);
    expect((await held()).channelSensitivity).toMatchObject([{ channelId: offtopic, level: 'high' }]);
    expect((await set({ level: 'server' })).content).toContain('Choose the channel');
  });
});
