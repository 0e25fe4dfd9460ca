// /setup: a guided first run. Every step can be skipped and opened again, and nothing is saved before the end.
import type { APIMessage } from 'discord-api-types/v10';
import { Locale, PermissionFlagsBits } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { INVITE_PERMISSIONS } from '../../src/discord/invite.ts';
import { guildId } from '../../src/ids.ts';
import { silentLog } from '../../src/log.ts';
import { HOUR } from '../../src/mood/window.ts';
import { enroll } from '../../src/pipeline/enroll.ts';
import { buttonsOf } from '../support/buttons.ts';
import { postComponent } from './rights/posting.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
let general: string;
let offtopic: string;
let staff: string;
let mod: string;
let owner: string;
beforeEach(async () => {
  stage = await openStage();
  ({ general, offtopic, staff } = stage.channels);
  ({ mod, owner } = stage.people);
});
afterEach(() => stage.close());

const settings = () => stage.store.settings.get(guildId.parse(stage.guild));
const buttonTo = (message: APIMessage, name: string) =>
  buttonsOf(message).find((id) => id.startsWith(`setup:${name}:`))!;
const begin = (who: string) => stage.ask(who, general, 'setup');
const fieldsOf = ({ embeds }: APIMessage) =>
  Object.fromEntries((embeds[0]?.fields ?? []).map(({ name, value }) => [name, value]));
const press = (who: string, message: APIMessage, name: string) =>
  stage.press(who, message, buttonTo(message, name));

type Fields = Record<string, string | string[]>;
/** Opens the form of a step, fills it in and sends it off; what is shown then. */
async function take(who: string, message: APIMessage, step: string, fields: Fields) {
  const { interactionId } = await stage.acting.click(who, message, buttonTo(message, step));
  await stage.acting.submit(who, general, interactionId, fields);
  return settled(who, message);
}
/** The message once the bot has dealt with everything. */
async function settled(who: string, { id }: APIMessage) {
  await stage.idle();
  return (await stage.sees(who, general)).find((one) => one.id === id)!;
}
const refusalOf = async (act: Promise<{ message?: APIMessage }>) => (await act).message?.content;

describe('/setup', () => {
  it('shows what would be saved, with the next runs, what is read and why, and saves it at the end only', async () => {
    const before = await settings();
    const shown = await begin(mod);
    expect(shown.isEphemeral).toBe(true);
    expect(Object.keys(fieldsOf(shown))).toEqual([
      '1 · Where I post',
      '2 · Language and time',
      '3 · What I read',
      'Does it work?',
    ]);
    expect(fieldsOf(shown)['3 · What I read']).toContain(`I read 2 channels: <#${general}> <#${offtopic}>`);
    expect(fieldsOf(shown)['3 · What I read']).toContain('everyone here can see');

    const where = await take(mod, shown, 'where', { reports: [offtopic], alerts: [], role: [] });
    expect(fieldsOf(where)['1 · Where I post']).toContain(`**Reports**: <#${offtopic}>`);
    expect(fieldsOf(where)['1 · Where I post']).toContain('where reports go');
    const time = await take(mod, where, 'time', {
      language: 'zh-TW',
      zone: 'Tokyo',
      summary: '0 */6 * * *',
      daily: '08:00',
    });
    expect(fieldsOf(time)['2 · Language and time']).toContain('Asia/Tokyo');
    expect(fieldsOf(time)['2 · Language and time']).toMatch(/next: .+ · .+ · .+\n[^]*next: .+ · .+ · .+/);
    expect(await settings()).toEqual(before);

    const saved = await press(mod, time, 'save').then(() => settled(mod, time));
    expect(saved.content).toContain('Saved');
    expect(saved.content).toContain('**Language**: English → 繁體中文');
    expect(saved.content).toContain(
      time.embeds[0]?.fields?.find(({ name }) => name === 'Good to know')?.value,
    );
    expect(await settings()).toMatchObject({
      reportChannelId: offtopic,
      locale: 'zh-TW',
      timeZone: 'Asia/Tokyo',
      summarySchedule: '0 */6 * * *',
      dailySchedule: '0 8 * * *',
    });
    expect(stage.rescheduled).toEqual([stage.guild]);
    const [test] = await stage.sees(owner, offtopic);
    expect(test?.text).toContain('測試');
    expect(test?.text).toContain('</mood server:');
    expect(saved.content).toContain(test!.id);
    expect(test?.mention_roles).toEqual([]);
  });

  it('offers the time zone that the server’s language speaks for, and moves no server that skips the step', async () => {
    const guild = stage.client.guilds.cache.get(stage.guild)!;
    guild.preferredLocale = Locale.Japanese;
    const shown = await begin(mod);
    expect(fieldsOf(shown)['2 · Language and time']).toMatch(/UTC[^]*may be in Asia\/Tokyo/);
    const { modal } = await stage.acting.click(mod, shown, buttonTo(shown, 'time'));
    expect(JSON.stringify(modal)).toContain('Asia/Tokyo');
    const other = await take(mod, shown, 'time', { zone: 'Berlin' });
    expect(fieldsOf(other)['2 · Language and time']).toContain('Europe/Berlin');
    expect(fieldsOf(other)['Good to know']).toMatch(/Europe\/Berlin.*summer/i);
    expect(fieldsOf(other)['2 · Language and time']).not.toContain('Tokyo');
    const skipped = await take(mod, await begin(mod), 'where', { reports: [offtopic], alerts: [], role: [] });
    await press(mod, skipped, 'save');
    await stage.idle();
    expect((await settings()).timeZone).toBe('UTC');
  });

  it('names what it cannot take and the mend, keeps the rest, and takes it once that is mended', async () => {
    await stage.acting.setBotPermissions(stage.guild, INVITE_PERMISSIONS & ~PermissionFlagsBits.EmbedLinks);
    const shown = await take(mod, await begin(mod), 'where', { reports: [offtopic], alerts: [], role: [] });
    expect(fieldsOf(shown)['Not taken yet']).toContain('**Embed Links**');
    expect(fieldsOf(shown)['1 · Where I post']).toContain('not posted');
    const zone = await take(mod, shown, 'time', { zone: 'Atlantis' });
    expect(fieldsOf(zone)['Not taken yet']).toContain('Atlantis');
    await stage.acting.setBotPermissions(stage.guild, INVITE_PERMISSIONS);
    await press(mod, zone, 'check');
    const mended = await settled(mod, zone);
    expect(fieldsOf(mended)['1 · Where I post']).toContain(`<#${offtopic}>`);
    expect(fieldsOf(mended)['Not taken yet']).not.toContain('Embed Links');
  });

  it('chooses channels to read and not to read, and takes back what is no longer chosen', async () => {
    const chosen = await take(owner, await begin(owner), 'read', { on: [staff], off: [offtopic] });
    await press(owner, chosen, 'save');
    await stage.idle();
    expect((await settings()).watch).toEqual({ include: [], exclude: [offtopic] });
    const guild = stage.client.guilds.cache.get(stage.guild)!;
    const channel = guild.channels.cache.get(staff);
    if (!channel || !('permissionOverwrites' in channel)) throw new Error('no channel');
    await stage.acting.setBotPermissions(stage.guild, PermissionFlagsBits.Administrator);
    const again = await take(owner, await begin(owner), 'read', { on: [staff], off: [] });
    await press(owner, again, 'save');
    await stage.idle();
    expect((await settings()).watch).toEqual({ include: [staff], exclude: [] });
  });

  it('takes no channel that the person cannot see, and no role that would call everybody', async () => {
    await stage.acting.setBotPermissions(stage.guild, PermissionFlagsBits.Administrator);
    const shown = await take(mod, await begin(mod), 'where', { reports: [staff], role: [stage.guild] });
    const refused = fieldsOf(shown)['Not taken yet'];
    expect(refused).toContain("can't see that channel");
    expect(refused).toContain("@everyone can't be the role");
    await press(mod, shown, 'save');
    await stage.idle();
    expect(await settings()).toMatchObject({ reportChannelId: null, alertRoleId: null });
  });

  it('can be discarded, and says where there is no test', async () => {
    const before = await settings();
    const first = await take(mod, await begin(mod), 'where', { reports: [offtopic] });
    await press(mod, first, 'drop');
    expect((await settled(mod, first)).content).toContain('nothing was changed');
    expect(await settings()).toEqual(before);
    const second = await begin(mod);
    await press(mod, second, 'save');
    const saved = await settled(mod, second);
    expect(saved.content).toContain('No test was posted');
  });

  it('is offered by a button under the notice, which works for managers only', async () => {
    const guild = stage.client.guilds.cache.get(stage.guild)!;
    const { store, clock } = stage;
    await enroll(guild, {
      ...{ store, clock, log: silentLog, retentionDays: 30, readers: { isRemote: false, hearsVoice: false } },
      firstSettings: () => ({}),
    });
    const notice = (await stage.sees(owner, general)).at(-1)!;
    expect(buttonsOf(notice)).toEqual(['setup:open']);
    const told = await stage.press(stage.people.ann, notice, 'setup:open');
    expect(told.content).toMatch(/Only people with \*\*Manage Server\*\*/);
    const shown = await stage.press(mod, notice, 'setup:open');
    expect(shown.isEphemeral).toBe(true);
    expect(buttonsOf(shown)).toHaveLength(6);
  });
});

describe('a draft of /setup', () => {
  const LATE = /This set-up was saved, discarded, or is too old/;

  it('is saved once, though the button is pressed twice', async () => {
    const shown = await take(mod, await begin(mod), 'where', { reports: [offtopic] });
    const save = buttonTo(shown, 'save');
    const twice = await Promise.all([1, 2].map(() => stage.acting.click(mod, shown, save)));
    await stage.idle();
    expect(twice.map(({ message }) => LATE.test(message?.content ?? '')).toSorted()).toEqual([false, true]);
    expect(await stage.sees(owner, offtopic)).toHaveLength(1);
  });

  it.each(['where', 'time', 'read', 'check', 'save', 'drop'])(
    'is too old for "%s" after an hour, and another person’s or a forged one does nothing',
    async (name) => {
      const shown = await begin(mod);
      const before = await settings();
      const customId = buttonTo(shown, name);
      const forged = await postComponent(stage, general, customId);
      expect(await refusalOf(stage.acting.click(owner, forged, customId))).toBe(
        'Only the person who asked can do this.',
      );
      const unknown = await postComponent(stage, general, `setup:${name}:1`);
      expect(await refusalOf(stage.acting.click(mod, unknown, `setup:${name}:1`))).toMatch(LATE);
      await stage.clock.advance(HOUR + 1);
      expect(await refusalOf(stage.acting.click(mod, shown, customId))).toMatch(LATE);
      expect(await settings()).toEqual(before);
    },
  );

  it('is not taken from a form that is sent off late', async () => {
    const shown = await begin(mod);
    const { interactionId } = await stage.acting.click(mod, shown, buttonTo(shown, 'where'));
    await press(mod, shown, 'save');
    await stage.idle();
    const sent = stage.acting.submit(mod, general, interactionId, { reports: [offtopic] });
    expect(await refusalOf(sent)).toMatch(LATE);
    expect((await settings()).reportChannelId).toBeNull();
  });
});
