// The contract of incidents: at most one in a channel that is not over, and no change overwrites another.
import { expect, it } from 'vitest';
import { HOUR } from '../../../src/mood/window.ts';
import type { Incident } from '../../../src/store/store.ts';
import type { StoreUnderTest } from './index.ts';
import { ann, bob, general, guild, idOf, NOON, otherGuild, random } from './fixtures.ts';

const evidence = {
  negative: 14,
  total: 22,
  expected: 3.2,
  interval: [1, 6] as const,
  authors: 5,
  since: NOON,
};
const inGeneral = { guildId: guild, channelId: general, openedAt: NOON, evidence };
const acknowledged = { act: 'acknowledged', at: NOON + 1, by: ann } as const;
const resolved = { act: 'resolved', at: NOON + HOUR, by: null } as const;
const over = { state: 'resolved', resolvedAt: NOON + HOUR } as const;

export function incidentContract(test: StoreUnderTest): void {
  const opened = async (place: Partial<typeof inGeneral> = {}) =>
    (await test.store().incidents.open({ ...inGeneral, ...place })).incident;

  it('keeps one incident a channel that is not over', async () => {
    const { incidents } = test.store();
    const both = await Promise.all([
      incidents.open(inGeneral),
      incidents.open({ ...inGeneral, openedAt: NOON + 1 }),
    ]);
    expect(both.filter(({ fresh }) => fresh)).toHaveLength(1);
    const { incident } = both[0];
    expect(both[1].incident.id).toBe(incident.id);
    expect(incident).toMatchObject({ state: 'open', evidence, resolvedAt: null, messageId: null });
    expect(incident).toMatchObject({ history: [], snoozed: null, slowMode: null, leadId: null });
    await incidents.update(incident.id, { ...evidence, negative: 15 });
    await incidents.setMessage(incident.id, random, idOf(5));
    const [held] = await incidents.openIn(guild);
    expect(held).toMatchObject({ alertChannelId: random, messageId: '5', evidence: { negative: 15 } });
    const elsewhere = await opened({ guildId: otherGuild, channelId: random, openedAt: NOON + 5 });
    expect((await incidents.allOpen()).map(({ id }) => id)).toEqual([incident.id, elsewhere.id]);
    await incidents.change(incident.id, 1, over, resolved);
    expect(await incidents.openIn(guild)).toEqual([]);
    expect((await incidents.open({ ...inGeneral, openedAt: NOON + 2 * HOUR })).fresh).toBe(true);
  });

  it('gives a change of an incident to the first of many, and writes down who it was', async () => {
    const { incidents } = test.store();
    const { id, revision } = await opened();
    const tried = await Promise.all(
      [ann, bob].map((by) =>
        incidents.change(id, revision, { state: 'acknowledged' }, { ...acknowledged, by }),
      ),
    );
    const [won, ...more] = tried.filter((incident): incident is Incident => incident !== null);
    expect(more).toEqual([]);
    expect(won).toMatchObject({ state: 'acknowledged', revision: revision + 1 });
    expect(won?.history).toEqual([{ ...acknowledged, by: tried[0] ? ann : bob }]);
    expect(await incidents.get(id)).toEqual(won);
    expect(await incidents.change('404', 1, {}, acknowledged)).toBeNull();
    expect(await incidents.get('404')).toBeNull();
    expect(await incidents.get('no id')).toBeNull();
  });

  it('finds slow modes that were to end by now, also of incidents that are over', async () => {
    const { incidents } = test.store();
    const slow = { ...acknowledged, act: 'slow mode' } as const;
    const { id } = await opened();
    await incidents.change(id, 1, { slowMode: { before: 0, set: 10, until: NOON + HOUR } }, slow);
    const other = await opened({ channelId: random });
    await incidents.change(other.id, 1, { slowMode: { before: 0, set: 10 } }, slow);
    await opened({ guildId: otherGuild });
    expect(await incidents.overslow(NOON + HOUR - 1)).toEqual([]);
    await incidents.change(id, 2, over, resolved);
    expect((await incidents.overslow(NOON + HOUR)).map((one) => one.id)).toEqual([id]);
    await incidents.change(id, 3, { slowMode: null }, { ...slow, act: 'slow mode ended', by: null });
    expect(await incidents.overslow(NOON + 9 * HOUR)).toEqual([]);
  });

  it('keeps every act, its reason and what is to be undone, oldest first', async () => {
    const { incidents } = test.store();
    const { id } = await opened();
    const snoozed = { until: NOON + HOUR, excess: 10.8 };
    await incidents.change(id, 1, { state: 'snoozed', snoozed }, { ...acknowledged, act: 'snoozed' });
    const slowMode = { before: 5, set: 10 };
    await incidents.change(id, 2, { slowMode }, { ...acknowledged, act: 'slow mode' });
    const reason = '比赛之夜 😀 `@everyone`';
    const falseAlarm = { act: 'false alarm', at: NOON + 3, by: bob, reason } as const;
    await incidents.change(id, 3, { state: 'false alarm', snoozed: null }, falseAlarm);
    expect(await incidents.get(id)).toMatchObject({ state: 'false alarm', snoozed: null, slowMode });
    const history = (await incidents.get(id))?.history ?? [];
    expect(history.map(({ act }) => act)).toEqual(['snoozed', 'slow mode', 'false alarm']);
    expect(history.at(-1)).toEqual(falseAlarm);
    expect(await incidents.openIn(guild)).toHaveLength(1);
  });

  it('opens an incident again unless its channel has a newer one', async () => {
    const { incidents } = test.store();
    const first = await opened();
    await incidents.change(first.id, 1, over, resolved);
    const again = { state: 'open', resolvedAt: null } as const;
    const reopened = await incidents.change(first.id, 2, again, { ...resolved, act: 'reopened' });
    expect(reopened).toMatchObject({ state: 'open', resolvedAt: null });
    expect((await incidents.open(inGeneral)).incident.id).toBe(first.id);
    await incidents.change(first.id, 3, over, resolved);
    const second = await opened({ openedAt: NOON + 2 * HOUR });
    expect(await incidents.change(first.id, 4, again, resolved)).toBeNull();
    expect((await incidents.latest(guild, general))?.id).toBe(second.id);
    expect(await incidents.latest(guild, random)).toBeNull();
  });

  it('knows what its message does not say yet', async () => {
    const { incidents } = test.store();
    const { id } = await opened();
    expect(await incidents.unshown()).toEqual([]);
    await incidents.change(id, 1, { state: 'acknowledged' }, acknowledged);
    await incidents.markShown(id, 1);
    expect((await incidents.unshown()).map((incident) => incident.id)).toEqual([id]);
    await incidents.markShown(id, 2);
    expect(await incidents.unshown()).toEqual([]);
  });

  it('lists a server’s incidents newest first, and those that share a message oldest first', async () => {
    const { incidents } = test.store();
    const lead = await opened();
    const late = await opened({ channelId: random, openedAt: NOON + 9 });
    await opened({ guildId: otherGuild });
    await incidents.change(late.id, 1, { leadId: lead.id }, { act: 'joined', at: NOON + 9, by: null });
    await incidents.change(lead.id, 1, over, resolved);
    expect((await incidents.recent(guild, 5)).map(({ id }) => id)).toEqual([late.id, lead.id]);
    expect(await incidents.recent(guild, 1)).toHaveLength(1);
    expect((await incidents.together(lead.id)).map(({ id }) => id)).toEqual([lead.id, late.id]);
    expect(await incidents.together(late.id)).toMatchObject([{ id: late.id, leadId: lead.id }]);
  });

  it('forgets who did something, and what they wrote, but not that it was done', async () => {
    const { incidents } = test.store();
    const { id } = await opened();
    await incidents.change(id, 1, {}, acknowledged);
    await incidents.change(id, 2, {}, { act: 'false alarm', at: NOON, by: bob, reason: 'mine' });
    await incidents.markShown(id, 3);
    await incidents.forget(guild, bob);
    expect((await incidents.get(id))?.history).toEqual([
      acknowledged,
      { act: 'false alarm', at: NOON, by: null },
    ]);
    expect(await incidents.unshown()).toHaveLength(1);
    await incidents.forget(guild, bob);
    expect((await incidents.get(id))?.history[0]).toEqual(acknowledged);
    await incidents.change(id, 3, {}, { act: 'assigned', at: NOON, by: ann, to: bob });
    await incidents.forget(guild, bob);
    expect((await incidents.get(id))?.history[2]).toEqual({ act: 'assigned', at: NOON, by: ann });
    await incidents.change(id, 4, {}, { act: 'assigned', at: NOON, by: bob, to: ann });
    await incidents.forget(guild, bob);
    expect((await incidents.get(id))?.history[3]).toEqual({ act: 'assigned', at: NOON, by: null, to: ann });
  });

  it('forgets the incidents of a server that is erased', async () => {
    const { incidents } = test.store();
    const { id } = await opened();
    await test.store().eraseGuild(guild);
    expect(await incidents.get(id)).toBeNull();
  });

  it('never gives the id of an incident again, though its server is erased', async () => {
    const { id } = await opened();
    await test.store().eraseGuild(guild);
    expect((await opened({ guildId: otherGuild })).id).not.toBe(id);
    expect((await opened()).id).not.toBe(id);
  });
}
