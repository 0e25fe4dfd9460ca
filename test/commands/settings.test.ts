import { ChannelType, type PermissionsString } from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guildId } from '../../src/ids.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const held = () => stage.store.settings.get(guildId.parse(stage.guild));
const set = (command: string, options?: Record<string, string | number | boolean>) =>
  stage.ask(stage.people.mod, stage.channels.general, `settings ${command}`, options);

describe('/settings', () => {
  it('shows what is in force, to the person alone', async () => {
    const answer = await set('show');
    expect(answer.isEphemeral).toBe(true);
    expect(answer.text).toContain('Current settings');
    expect(answer.text).toMatch(/not posted: choose a channel with <\/settings reports:\d+>/);
    expect(answer.text).toContain('every hour at :00');
    expect(answer.text).toContain('`UTC` (now 12:00)');
  });

  it('schedules word clouds and marks, which are off until then, and chooses what is posted of quiet times', async () => {
    expect(await held()).toMatchObject({ cloudSchedule: 'off', markSchedule: 'off', quietReports: 'none' });
    await set('wordcloud', { schedule: '0 */6 * * *' });
    await set('marks', { schedule: '10 minutes' });
    const answer = await set('quiet', { post: 'line' });
    expect(await held()).toMatchObject({
      cloudSchedule: '0 */6 * * *',
      markSchedule: '10 minutes',
      quietReports: 'line',
    });
    expect(answer.content).toMatch(/^✅ \*\*When nobody writes\*\*: .+ → .+$/);
    expect((await set('show')).text).toContain('every 10 min');
    expect((await set('marks', { schedule: 'sometimes' })).text).toContain("can't read `sometimes`");
    await set('marks', { schedule: 'off' });
    expect((await held()).markSchedule).toBe('off');
    const { mod } = stage.people;
    const offered = await stage.complete(mod, 'settings marks', 'schedule', '');
    expect(offered.map(({ value }) => value)).toContain('10 minutes');
  });

  it('is for people with Manage Server alone', async () => {
    const { people, channels } = stage;
    expect(await stage.refusal(people.ann, channels.general, 'settings show')).toMatch(/permission/i);
  });

  it('says after each change what changed, from what to what, and nothing else', async () => {
    const { general, offtopic } = stage.channels;
    const reports = await set('reports', { channel: general });
    // Where alerts go follows from where reports go, so it is said as well. No other setting is.
    expect(reports.content.split('\n')).toEqual([
      `✅ **Reports**: not posted → <#${general}>`,
      `✅ **Alerts**: not posted → <#${general}>, where reports go`,
    ]);
    expect(reports.embeds).toEqual([]);
    expect((await set('alerts', { channel: offtopic })).content).toBe(
      `✅ **Alerts**: <#${general}>, where reports go → <#${offtopic}>`,
    );
    await set('chat', { channel: offtopic });
    await set('reactions', { state: 'on' });
    await set('sensitivity', { level: 'high' });
    await set('language', { language: 'zh-TW' });
    expect(await held()).toMatchObject({
      reportChannelId: general,
      alertChannelId: offtopic,
      chatChannelId: offtopic,
      reactions: true,
      sensitivity: 'high',
      locale: 'zh-TW',
    });
  });

  it('loses none of two changes made at one moment', async () => {
    await Promise.all([
      set('language', { language: 'zh-TW' }),
      set('timezone', { zone: 'Asia/Taipei' }),
      set('watch', { channel: stage.channels.general, state: 'on' }),
      set('watch', { channel: stage.channels.offtopic, state: 'on' }),
    ]);
    const { locale, timeZone, watch } = await held();
    expect({ locale, timeZone }).toEqual({ locale: 'zh-TW', timeZone: 'Asia/Taipei' });
    expect([...watch.include].sort()).toEqual([stage.channels.general, stage.channels.offtopic].sort());
    for (const channel of watch.include) await set('watch', { channel, state: 'auto' });
  });

  it('switches off only what it is told to switch off', async () => {
    const { offtopic } = stage.channels;
    expect((await set('chat')).content).toBe(`**Chat channel**: <#${offtopic}>`);
    const same = await set('chat', { channel: offtopic });
    expect(same.content).toBe(`Nothing changed.\n**Chat channel**: <#${offtopic}>`);
    expect(same.components).toEqual([]);
    expect((await held()).chatChannelId).not.toBeNull();
    await set('chat', { off: true });
    await set('alerts', { reset: 'channel' });
    await set('reports', { off: true });
    expect(await held()).toMatchObject({ chatChannelId: null, alertChannelId: null, reportChannelId: null });
  });

  it('brings the jobs of the server in line at once when something changed', async () => {
    const before = stage.rescheduled.length;
    await set('summary', { schedule: '30 minutes' });
    expect(stage.rescheduled.slice(before)).toEqual([stage.guild]);
    await set('summary', { schedule: '30 minutes' });
    expect(stage.rescheduled).toHaveLength(before + 1);
    await set('summary', { schedule: 'Never' });
    expect((await held()).summarySchedule).toBe('off');
    await set('summary', { schedule: '0 9 * * 1' });
    expect((await held()).summarySchedule).toBe('0 9 * * 1');
  });

  it('refuses a schedule or a time zone that it cannot read, and keeps the old one', async () => {
    const before = await held();
    expect((await set('summary', { schedule: 'whenever' })).content).toContain("can't read `whenever`");
    expect((await set('summary', { schedule: '5 seconds' })).content).toContain('from a minute to a day');
    expect((await set('timezone', { zone: 'Moon/Base' })).content).toContain('`Moon/Base`');
    expect(await held()).toEqual(before);
  });

  it('takes a time zone as people call it, says what it means, and names all that it may mean', async () => {
    const now = 'it is 20:00 there (UTC+8)';
    expect((await set('timezone', { zone: 'UTC+8' })).content).toContain(`\`UTC+8\` means \`UTC+8\`: ${now}`);
    expect((await held()).timeZone).toBe('Etc/GMT-8');
    expect((await set('show')).text).toContain('`UTC+8` (now 20:00)');
    expect((await set('timezone', { zone: '北京时间' })).content).toContain(
      `means \`Asia/Shanghai\`: ${now}`,
    );
    const eastern = await set('timezone', { zone: 'EST' });
    expect(eastern.content).toContain('`EST` means `America/New_York`: it is 07:00 there (UTC−5).');
    expect(eastern.content).toContain('summer time');
    const several = await set('timezone', { zone: 'CST' });
    expect(several.content).toContain('`America/Chicago` (now 06:00), `Asia/Shanghai` (now 20:00)');
    expect((await held()).timeZone).toBe('America/New_York');
    const unknown = await set('timezone', { zone: 'Berlln' });
    expect(unknown.content).toContain('such as `Europe/Berlin`');
    for (const typed of ['UTC+8', '北京', 'EST', 'GMT+1', 'Berlln', '???']) {
      const offered = await stage.complete(stage.people.mod, 'settings timezone', 'zone', typed);
      expect(offered.length, typed).toBeGreaterThan(0);
    }
    await set('timezone', { zone: 'UTC' });
  });

  it('takes times in words for schedules, and says what was understood with the next three runs', async () => {
    await set('timezone', { zone: 'Asia/Shanghai' });
    const summary = await set('summary', { schedule: 'weekdays at 8am' });
    expect((await held()).summarySchedule).toBe('0 8 * * 1-5');
    expect(summary.content).toContain(
      '`weekdays at 8am` means Monday to Friday at 08:00. Next: Tue, Jan 6, 08:00',
    );
    expect(summary.content).toMatch(/08:00 · \S+ Jan 7, 08:00 · \S+ Jan 8, 08:00 \(Asia\/Shanghai\)/);
    const interval = await set('wordcloud', { schedule: '8h' });
    expect(interval.content).toContain('`8h` means every 8 h. Next: Tue, Jan 6, 00:00 · Tue, Jan 6, 08:00');
    await set('wordcloud', { schedule: 'off' });
    await set('summary', { schedule: '0 * * * *' });
    await set('timezone', { zone: 'UTC' });
  });

  it('suggests time zones and schedules while one types', async () => {
    const { mod, lin } = stage.people;
    const zones = await stage.complete(mod, 'settings timezone', 'zone', 'shang');
    expect(zones[0]).toMatchObject({ value: 'Asia/Shanghai' });
    const schedules = await stage.complete(mod, 'settings summary', 'schedule', '');
    expect(schedules.map(({ value }) => value)).toEqual([
      '0 * * * *',
      '30 minutes',
      '0 */6 * * *',
      '0 9 * * *',
      'off',
    ]);
    await expect(stage.complete(lin, 'settings timezone', 'zone', '')).rejects.toThrow(/permission/i);
  });

  it('names exactly the permissions that it lacks in a channel, and keeps the old choice', async () => {
    const { general } = stage.channels;
    const before = await held();
    await deny(['EmbedLinks', 'AttachFiles']);
    const answer = await set('reports', { channel: general });
    expect(answer.content).toContain('I need **Embed Links**, **Attach Files** there');
    expect(await held()).toEqual(before);
    await deny([]);
    await set('reports', { channel: general });
    await deny(['SendMessages']);
    expect((await set('show')).text).toContain(`<#${general}> (reports): **Send Messages** missing`);
    await deny([]);
    const { joinedTimestamp } = stage.client.guilds.cache.get(stage.guild)!;
    await stage.store.settings.update(guildId.parse(stage.guild), (now) => ({
      ...now,
      noticedStay: joinedTimestamp,
    }));
    expect((await set('show')).text).toContain('All is in place; 2 channels are watched');
  });

  it('never lets anyone choose a channel that they cannot see', async () => {
    const answer = await set('reports', { channel: stage.channels.staff });
    expect(answer.content).toContain("You can't see that channel");
  });

  it('takes explicit choices of watched channels, and takes them back', async () => {
    const { general } = stage.channels;
    await set('watch', { channel: general, state: 'off' });
    expect((await held()).watch).toEqual({ include: [], exclude: [general] });
    const on = await set('watch', { channel: general, state: 'on' });
    expect(on.content).toBe(`✅ **Watched channels <#${general}>**: off → on`);
    expect((await set('show')).text).toContain(`Also: <#${general}>`);
    expect((await held()).watch).toEqual({ include: [general], exclude: [] });
    await set('watch', { channel: general, state: 'auto' });
    expect((await held()).watch).toEqual({ include: [], exclude: [] });
  });

  it('switches off a channel of every type that holds messages or threads', async () => {
    const { channels } = stage.client.guilds.cache.get(stage.guild)!;
    const made = new Set<string>();
    for (const type of [
      ChannelType.GuildVoice,
      ChannelType.GuildStageVoice,
      ChannelType.GuildForum,
    ] as const) {
      made.add((await channels.create({ name: `of type ${type}`, type })).id);
    }
    made.add((await channels.create({ name: 'pictures', type: ChannelType.GuildMedia })).id);
    const news = await channels.create({
      name: 'news',
      type: ChannelType.GuildAnnouncement,
      permissionOverwrites: [{ id: stage.client.user.id, allow: ['CreatePublicThreads'] }],
    });
    const thread = await news.threads.create({ name: 'about it', startMessage: await news.send('News') });
    expect(thread.type).toBe(ChannelType.AnnouncementThread);
    made.add(news.id).add(thread.id);
    for (const channel of made) {
      const answer = await set('watch', { channel, state: 'off' });
      expect(answer.content).toBe(`✅ **Watched channels <#${channel}>**: by who can see it → off`);
      expect((await held()).watch.exclude).toEqual([channel]);
      await set('watch', { channel, state: 'auto' });
    }
  });
});

/** What the bot may not do in #general from now on. */
async function deny(permissions: PermissionsString[]) {
  const channel = await stage.client.channels.fetch(stage.channels.general);
  if (channel?.type !== ChannelType.GuildText) throw new Error('no channel');
  const overwrites = permissions.length > 0 ? [{ id: stage.client.user.id, deny: permissions }] : [];
  await channel.permissionOverwrites.set(overwrites);
}
