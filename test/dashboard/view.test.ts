import { PermissionFlagsBits } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { guildId } from '../../src/ids.ts';
import { DAY, HOUR, MINUTE } from '../../src/mood/window.ts';
import { background, calmWeek, keep, outage, stage } from '../pipeline/alerts/rig.ts';
import { chat, moderator, mood, useMood } from './rig.ts';

useMood();

describe('what a viewer may see', () => {
  it('is what they may see in Discord: a private channel is in no figure, table or list of others', async () => {
    await chat(stage.channels.general, 'positive');
    await chat(stage.channels.staff, 'negative', 20);
    const [owner, ann] = [await mood.view(stage.people.owner), await mood.view(stage.people.ann)];
    expect(owner.table.map(({ name }) => name)).not.toContain('staff'); // not watched unless chosen
    expect(owner.head.counts.total).toBe(32);
    expect(ann.head.counts).toMatchObject({ total: 12, negative: 0 });
    expect(ann.channels.map(({ name }) => name)).toEqual(['general', 'offtopic']);
    expect(JSON.stringify(ann)).not.toContain(stage.channels.staff);
  });

  it('holds for the map of the week too: what was written unseen two weeks ago is not in it', async () => {
    await keep(
      Array.from({ length: 20 }, (_, n) => ({
        at: stage.clock.now() - 14 * DAY - n * MINUTE,
        author: stage.people.ann,
        label: 'negative' as const,
        where: stage.channels.staff,
      })),
    );
    const written = async (as: string) =>
      (await mood.view(as)).rhythm.days.flatMap(({ hours }) => hours).reduce((n, { total }) => n + total, 0);
    expect(await written(stage.people.owner)).toBe(20);
    expect(await written(stage.people.ann)).toBe(0);
    await chat(stage.channels.general, 'positive');
    const past = (await mood.view(stage.people.ann)).timeline.rows.map(({ usual }) => usual);
    expect(past.every((usual) => usual === null)).toBe(true);
  });

  it('changes at once with the rights', async () => {
    await chat(stage.channels.general, 'positive');
    expect((await mood.view(stage.people.ann)).head.counts.total).toBe(12);
    const known = new Promise((resolve) => stage.client.once('roleUpdate', resolve));
    await stage.acting.setBotPermissions(stage.guild, PermissionFlagsBits.Administrator);
    await known;
    const changed = new Promise((resolve) => stage.client.once('channelUpdate', resolve));
    const channel = stage.client.channels.cache.get(stage.channels.general);
    if (!channel || channel.isDMBased() || channel.isThread()) throw new Error('no channel');
    await channel.permissionOverwrites.create(stage.guild, { ReadMessageHistory: false });
    await changed;
    expect((await mood.view(stage.people.ann)).head.counts.total).toBe(0);
    expect((await mood.view(stage.people.owner)).head.counts.total).toBe(12);
  });

  it('answers alike for what does not exist and what is hidden', async () => {
    const { staff } = stage.channels;
    const hidden = await mood.ask(`view?channels=${staff}`, stage.people.ann);
    const unknown = await mood.ask('view?channels=1234567890', stage.people.ann);
    expect(hidden).toEqual(unknown);
    expect(hidden.status).toBe(404);
    const stranger = await stage.acting.addUser({ username: 'stranger' });
    expect((await mood.ask('view', stranger)).status).toBe(404);
  });

  it('names the part of the address that cannot be read', async () => {
    for (const query of ['period=year', 'zone=Nowhere/Land', 'channels=abc', 'guild=x'])
      expect(await mood.ask(`view?${query}`, stage.people.ann), query).toMatchObject({
        status: 400,
        text: expect.stringContaining(`\\"${query.split('=')[0]!}\\"`) as string,
      });
  });
});

describe('incidents', () => {
  it('are marked in the chart with what was usual, for everyone who sees their channel', async () => {
    await calmWeek();
    await outage();
    const { timeline, head } = await mood.view(stage.people.ann);
    expect(timeline.marks).toMatchObject([{ sign: 'A', kind: 'incident' }]);
    expect(timeline.marks[0]!.text).toContain('#general');
    expect(head.notes.join()).toContain('Not over yet');
    const last = timeline.rows.at(-1)!;
    expect(last.usual!.low).toBeGreaterThan(last.point!.mood);
  });

  it('are listed for moderators alone, who act on them as by the buttons of the alert', async () => {
    await calmWeek();
    await outage();
    const mia = await moderator();
    expect((await mood.view(stage.people.ann)).inbox).toBeNull();
    const { inbox } = await mood.view(mia);
    const [one] = inbox!.incidents;
    expect(one!.acts.map(({ act }) => act)).toEqual(['ack', 'assign', 'snooze', 'snoozeDay', 'false', 'why']);
    await stage.clock.advance(5 * MINUTE);
    expect((await mood.send(`incidents/${one!.id}`, mia, { act: 'ack' })).status).toBe(200);
    const held = await stage.store.incidents.get(one!.id);
    expect(held).toMatchObject({ state: 'acknowledged' });
    expect(held!.history.at(-1)).toMatchObject({ act: 'acknowledged', by: mia });
    expect((await mood.view(mia)).inbox!.summary.join()).toContain('within 12 min');
    expect((await mood.send(`incidents/${one!.id}`, mia, { act: 'ack' })).status).toBe(409);
    await background.settled();
  });

  it('are not acted on without the right, and an unknown one is not told from a hidden one', async () => {
    await calmWeek();
    await outage();
    const [one] = await stage.store.incidents.recent(guildId.parse(stage.guild), 1);
    expect((await mood.send(`incidents/${one!.id}`, stage.people.ann, { act: 'ack' })).status).toBe(403);
    expect((await mood.send('incidents/0', stage.people.owner, { act: 'ack' })).status).toBe(404);
    expect((await stage.store.incidents.get(one!.id))!.state).toBe('open');
  });
});

describe('corrections', () => {
  it('are taken from moderators, and count in what the server publishes of its verdicts', async () => {
    const [id] = await chat(stage.channels.general, 'negative');
    const mia = await moderator();
    const wish = { id, revision: 1, label: 'positive' };
    expect((await mood.send('corrections', stage.people.ann, wish)).status).toBe(403);
    expect((await mood.send('corrections', mia, wish)).status).toBe(200);
    const { corrections } = await mood.view(mia);
    expect(corrections!.messages).toMatchObject([{ id, corrected: 'positive' }]);
    expect(corrections!.summary.join()).toContain('12');
    expect((await mood.view(stage.people.ann)).corrections).toBeNull();
    expect((await mood.send('corrections', mia, { ...wish, label: null })).status).toBe(200);
    expect((await mood.view(mia)).corrections!.messages).toEqual([]);
  });
});

describe('status', () => {
  it('is the page of /status, for those who manage the server', async () => {
    const { status } = await mood.view(stage.people.mod);
    expect(status!.map(({ name }) => name)).toContain('Judging');
    expect(JSON.stringify(status)).not.toMatch(/<t:|\*\*|<#/);
    expect((await mood.view(stage.people.ann)).status).toBeNull();
  });
});

describe('what changes is told', () => {
  it('to pages that may see the channel, without saying what', async () => {
    const url = `http://127.0.0.1/mood/api/live?as=${stage.people.ann}&guild=${stage.guild}`;
    const answer = await mood.fetch(new Request(url));
    const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader.read()).value).toContain('open');
    const [hidden] = await keep([
      { at: stage.clock.now(), author: stage.people.owner, label: 'negative', where: stage.channels.staff },
    ]);
    mood.onTag((await stage.store.messages.get(hidden!))!);
    const [seen] = await chat(stage.channels.general, 'negative', 1);
    mood.onTag((await stage.store.messages.get(seen!))!);
    expect((await reader.read()).value).toBe('event: changed\ndata: \n\n');
    await reader.cancel();
  });
});

describe('exports', () => {
  it('are CSV with a byte-order mark and a row for each slice', async () => {
    await chat(stage.channels.general, 'negative');
    const url = `http://127.0.0.1/mood/api/export/csv?as=${stage.people.ann}&guild=${stage.guild}&period=week`;
    const answer = await mood.fetch(new Request(url));
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = new TextDecoder().decode(bytes).trim().split('\r\n');
    const { timeline } = await mood.view(stage.people.ann, 'period=week');
    expect(lines).toHaveLength(timeline.rows.length + 1);
    expect(lines[0]).toMatch(/,"?complaint"?,"?hostility"?,"?worry"?,"?sadness"?$/);
    const [complaints, hostile] = lines.at(-2)!.split(',').slice(-4).map(Number);
    expect(complaints! + hostile!).toBe(12);
    expect(lines.at(-2)).toContain(',12,0,0,12,');
    expect(answer.headers.get('content-disposition')).toContain(`mood-${stage.guild}-week.csv`);
  });

  it('are JSON of what the page shows', async () => {
    const { text } = await mood.ask('export/json', stage.people.ann);
    const { head, timeline, table } = await mood.view(stage.people.ann);
    expect(JSON.parse(text)).toMatchObject({ head, timeline, table });
  });
});

it('a period, channels and a time zone are chosen in the address', async () => {
  await chat(stage.channels.general, 'negative');
  await chat(stage.channels.offtopic, 'positive', 15);
  const query = `period=hour&channels=${stage.channels.offtopic}&zone=Asia/Kathmandu`;
  const view = await mood.view(stage.people.ann, query);
  expect(view).toMatchObject({ period: 'hour', zone: 'Asia/Kathmandu' });
  expect(view.head.counts).toMatchObject({ total: 15, negative: 0 });
  expect(view.head.when).toContain('17:45');
  const quarter = await mood.view(stage.people.ann, 'period=quarter');
  expect(quarter.timeline.rows.length).toBeGreaterThanOrEqual(90);
  expect(quarter.timeline.rows[0]!.to - quarter.timeline.rows[0]!.from).toBeLessThanOrEqual(24 * HOUR);
});
