// Who is angry in a channel with an open incident is told what is known of it, and nothing else.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { userId } from '../../src/ids.ts';
import type { Verdict } from '../../src/mood/verdict.ts';
import { MINUTE } from '../../src/mood/window.ts';
import type { Incident } from '../../src/store/store.ts';
import { hearingLog } from '../pipeline/words.ts';
import { general, guild, NOW, openAssistantStage, support, type Stage } from './stage.ts';

let stage: Stage;
beforeEach(() => {
  stage = openAssistantStage();
});
afterEach(() => stage.store.close());

const angry: Verdict = {
  label: 'negative',
  probabilities: { positive: 0.05, neutral: 0.05, negative: 0.9 },
  uncertain: false,
};
const calm: Verdict = { ...angry, label: 'neutral' };

async function openIncident(where = general): Promise<Incident> {
  for (let n = 0; n < 20; n += 1)
    await stage.say(where, String(n % 5), 'neutral', 200 + n * 30, 'anyone for chess');
  for (const who of ['1', '2', '3', '4']) await stage.say(where, who, 'negative', 5, 'login broken');
  const { incident } = await stage.store.incidents.open({
    guildId: guild,
    channelId: where,
    openedAt: NOW - 5 * MINUTE,
    evidence: {
      ...{ negative: 14, total: 22, expected: 3.2, interval: [1, 6] as const, authors: 5 },
      since: NOW - 6 * MINUTE,
    },
  });
  return incident;
}

describe('an answer to who is angry', () => {
  it('tells since when the incident goes on and what is talked about, by link, in small letters', async () => {
    await openIncident();
    const said = await stage.ask('chat', 'nothing works here', { verdict: angry });
    expect(said).toMatch(/^chat\n-# The mood in <#101> turned <t:\d+:f> and has not recovered yet: .*\.$/s);
    expect(said).toContain('https://discord.com/channels/9/101/');
    expect(said.split('\n')).toHaveLength(2);
    expect(said).not.toContain('moderator');
  });

  it('says that a moderator has taken it up only where one has', async () => {
    const { id, revision } = await openIncident();
    const event = { act: 'acknowledged', at: NOW, by: userId.parse('5') } as const;
    await stage.store.incidents.change(id, revision, { state: 'acknowledged' }, event);
    const said = await stage.ask('chat', 'nothing works here', { verdict: angry });
    expect(said).toMatch(/A moderator has taken it up\.$/);
    const chinese = await stage.ask('chat', '又登不上了', { verdict: angry, locale: 'zh-CN' });
    expect(chinese).toMatch(/已有管理员在处理。$/);
  });

  it('tells nothing of an incident that is over, was a false alarm, or is elsewhere', async () => {
    await openIncident(support);
    expect(await stage.ask('chat', 'nothing works here', { verdict: angry })).toBe('chat');
    const { id, revision } = await openIncident();
    const wrong = { act: 'false alarm', at: NOW, by: userId.parse('5') } as const;
    const changed = await stage.store.incidents.change(id, revision, { state: 'false alarm' }, wrong);
    expect(await stage.ask('chat', 'nothing works here', { verdict: angry })).toBe('chat');
    const over = { act: 'resolved', at: NOW, by: null } as const;
    await stage.store.incidents.change(id, changed!.revision, { state: 'open', resolvedAt: NOW }, over);
    expect(await stage.ask('chat', 'nothing works here', { verdict: angry })).toBe('chat');
  });

  it('says so of an incident that opened again only where one has since', async () => {
    const { id, revision } = await openIncident();
    const by = userId.parse('5');
    const { incidents } = stage.store;
    const taken = { act: 'acknowledged', at: NOW - 3, by } as const;
    const first = await incidents.change(id, revision, { state: 'acknowledged' }, taken);
    const over = { act: 'resolved', at: NOW - 2, by: null } as const;
    const closed = { state: 'resolved', resolvedAt: NOW - 2 } as const;
    const second = await incidents.change(id, first!.revision, closed, over);
    const again = { act: 'reopened', at: NOW - 1, by: null } as const;
    await incidents.change(id, second!.revision, { state: 'open', resolvedAt: null }, again);
    const said = await stage.ask('chat', 'nothing works here', { verdict: angry });
    expect(said).toContain('has not recovered yet');
    expect(said).not.toContain('has taken it up');
  });

  it.each(['sadness', 'worry'] as const)('tells nothing to who writes out of %s', async (kind) => {
    await openIncident();
    expect(await stage.ask('chat', 'my dog died', { verdict: { ...angry, kind } })).toBe('chat');
    expect(await stage.ask('chat', 'so bad', { verdict: { ...angry, kind: 'complaint' } })).toMatch(/-# /);
  });

  it('stands without it where the store does not answer, and the log says why', async () => {
    const log = hearingLog();
    const incidents = { ...stage.store.incidents, latest: () => Promise.reject(new Error('locked')) };
    const broken = openAssistantStage({ log, store: { ...stage.store, incidents } });
    expect(await broken.ask('chat', 'nothing works here', { verdict: angry })).toBe('chat');
    expect(log.said.join()).toContain('without what is known');
    await broken.store.close();
  });

  it('is as always for who is calm, and in direct messages', async () => {
    await openIncident();
    expect(await stage.ask('chat', 'morning', { verdict: calm })).toBe('chat');
    expect(await stage.ask('chat', 'nothing works', { verdict: angry, place: null })).toBe('chat');
  });
});
