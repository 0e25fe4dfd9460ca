import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { figuresOf } from '../../src/figures/mood.ts';
import { messageId } from '../../src/ids.ts';
import { MOOD_TOPICS } from '../../src/llm/heads/asked.ts';
import { LOCALES } from '../../src/locale.ts';
import { moodOf } from '../../src/mood/mood.ts';
import { periodOf } from '../../src/periods/period.ts';
import { general, guild, NOW, openAssistantStage, staff, support, type Stage } from './stage.ts';

let stage: Stage;
beforeEach(() => {
  stage = openAssistantStage();
});
afterEach(() => stage.store.close());

const NOTHING = { messages: null, hours: null, period: null, from: null, to: null };

async function sayMany(where: typeof general, label: 'positive' | 'negative', n: number, minutesAgo = 90) {
  for (let i = 0; i < n; i += 1) await stage.say(where, String(1 + (i % 4)), label, minutesAgo + i);
}

describe('how the mood is', () => {
  it('is told with the figures of /mood', async () => {
    await sayMany(general, 'positive', 9);
    await sayMany(general, 'negative', 3);
    await sayMany(general, 'negative', 12, 26 * 60);
    const period = periodOf(NOTHING, 'UTC', NOW);
    if (period.kind !== 'window') throw new Error('no window');
    const scope = { guildId: guild, channelId: general };
    const { counts } = await figuresOf(stage.store, scope, period, null, NOW);
    const said = await stage.ask('mood.now', 'how is <#101>?');
    expect(said).toContain(`very positive, +${moodOf(counts)!.value} on a scale`);
    expect(said).toContain('75% positive, 25% negative');
    expect(said).toMatch(/\b12 messages/);
    expect(said).toMatch(/Counted from <t:\d+:f> to <t:1773835620:f>; the mood lies between/);
    expect(said).toContain('better than in the same time before');
    expect(said).toContain('</mood channel:7>');
  });

  it('is that of the period and the channel that are named, in the days of the server', async () => {
    await sayMany(support, 'negative', 12, 20 * 60);
    await sayMany(support, 'positive', 14);
    expect(await stage.ask('mood.now', '#support 昨天怎么样？', { locale: 'zh-CN' })).toMatch(
      /<#102>昨天.*情绪非常负面：.*12 条消息|<#102>昨天的情绪非常负面：情绪值 −100/,
    );
    expect(await stage.ask('mood.now', '#support 今天怎麼樣？', { locale: 'zh-TW' })).toMatch(
      /<#102>今天.*情緒非常正面：.*14 則訊息|<#102>今天的情緒非常正面：情緒值 \+100/,
    );
    await stage.store.settings.update(guild, (held) => ({ ...held, timeZone: 'Pacific/Auckland' }));
    expect(await stage.ask('mood.now', 'how was #support yesterday')).not.toContain('12 messages');
  });

  it('never counts a channel that not everyone here sees, nor says that it exists', async () => {
    await sayMany(general, 'positive', 12);
    const before = await stage.ask('mood.now', 'how are we?');
    await sayMany(staff, 'negative', 40);
    expect(await stage.ask('mood.now', 'how are we?')).toBe(before);
    const hidden = await stage.ask('mood.now', 'how is #staff?');
    expect(hidden).toBe(await stage.ask('mood.now', 'how is #nowhere?'));
    expect(hidden).toBe(await stage.ask('mood.now', `how is <#${staff}>?`));
    expect(hidden).not.toMatch(/staff|103|negative|messages/);
  });

  it('goes on with the channel and the time of the question before, where it leaves them out', async () => {
    await sayMany(support, 'negative', 12, 20 * 60);
    await sayMany(support, 'positive', 14);
    const history = [
      { role: 'user', text: '#support 昨天怎么样？' },
      { role: 'assistant', text: '…' },
    ] as const;
    expect(await stage.ask('mood.now', '那今天呢', { history })).toMatch(
      /14 messages in <#102> today|<#102> today.*14 messages/,
    );
    expect(await stage.ask('mood.now', 'and how was it in #general?', { history })).toContain(
      '<#101> yesterday',
    );
    expect(await stage.ask('mood.now', 'vibe check', { history })).toContain(
      'this server in the last 24 hours',
    );
  });

  it('is no figure where too little was written', async () => {
    expect(await stage.ask('mood.now', 'vibe check')).toContain('No messages were judged in this server');
    await sayMany(general, 'negative', 9);
    const few = await stage.ask('mood.now', 'vibe check');
    expect(few).toContain('Only 9 messages were judged');
    expect(few).not.toContain('−');
  });

  it('is that of the last day where hardly anybody wrote this hour', async () => {
    await sayMany(general, 'positive', 12, 180);
    expect(await stage.ask('mood.now', 'how is it right now?')).toContain('in the last 24 hours');
    await sayMany(general, 'negative', 12, 5);
    expect(await stage.ask('mood.now', 'how is it right now?')).toContain('in the last hour');
  });

  it('is no mood where a channel is not watched', async () => {
    const unwatched = { id: support, name: 'support', isWatched: false, isThread: false };
    const none = { names: new Set<string>(), people: new Set<string>() };
    const here = { guildId: guild, channelId: general, channels: [unwatched], ...none };
    expect(await stage.ask('mood.now', 'how is #support', { place: here })).toContain('is not watched');
  });
});

async function open(where: typeof general, minutesAgo: number) {
  const openedAt = NOW - minutesAgo * 60_000;
  const evidence = {
    negative: 14,
    total: 22,
    expected: 3.2,
    interval: [1, 6] as const,
    authors: 5,
    since: openedAt - 60_000,
  };
  const { incident } = await stage.store.incidents.open({
    guildId: guild,
    channelId: where,
    openedAt,
    evidence,
  });
  return incident;
}

describe('why the mood turned', () => {
  const talk = async (where: typeof general, text: string) => {
    for (let n = 0; n < 20; n += 1)
      await stage.say(where, String(n % 5), 'neutral', 200 + n * 30, 'anyone for chess');
    for (const who of ['1', '2', '3', '4']) await stage.say(where, who, 'negative', 20, text);
  };

  it('is told by the incident and the words that came with it, each with a link', async () => {
    await talk(support, 'login broken <@5> @everyone');
    await open(support, 30);
    const said = await stage.ask('mood.why', 'why did it turn?');
    expect(said).toMatch(
      /<#102> turned <t:\d+:f> and has not recovered yet: 14 of 22 clearly negative; 3 expected/,
    );
    expect(said).toMatch(/\[`login`\]\(https:\/\/discord\.com\/channels\/9\/102\/\d+\) \(4 messages\)/);
    expect(said).not.toMatch(/<@5>|@everyone/);
    const zh = await stage.ask('mood.why', '為什麼大家這麼生氣', { locale: 'zh-TW' });
    expect(zh).toMatch(/<#102>在 .*情緒轉差.*聊得多的詞：.*\[`登入`\]/);
  });

  it('is never told of a channel that not everyone here sees', async () => {
    await talk(staff, 'acquisition secret');
    await open(staff, 30);
    const said = await stage.ask('mood.why', 'why is everyone so mad?');
    expect(said).toContain('did not turn suddenly');
    expect(said).not.toMatch(/acquisition|secret|103/);
  });

  it('is told of an incident that is over, of none that was a false alarm, and of none long ago', async () => {
    const incident = await open(general, 300);
    const act = { act: 'resolved', at: NOW, by: null } as const;
    const over = await stage.store.incidents.change(
      incident.id,
      incident.revision,
      { state: 'resolved', resolvedAt: NOW - 240 * 60_000 },
      act,
    );
    expect(await stage.ask('mood.why', 'what happened?')).toContain('was calm again after 1 h');
    expect(await stage.ask('mood.why', 'what happened last week?')).toContain('did not turn suddenly');
    await stage.store.incidents.change(
      over!.id,
      over!.revision,
      { state: 'false alarm' },
      { ...act, act: 'false alarm' },
    );
    expect(await stage.ask('mood.why', 'what happened?')).toContain('did not turn suddenly');
  });
});

describe('what people talk about', () => {
  it('is told by the words used more than before, each with a link, of no hidden channel', async () => {
    for (const who of ['1', '2', '3']) {
      await stage.say(general, who, 'positive', 40, 'tournament `tonight` @here');
      await stage.say(staff, who, 'negative', 40, 'layoffs soon');
    }
    const said = await stage.ask('mood.topics', 'what did i miss?');
    expect(said).toMatch(/\[`tournament`\]\(https:\/\/discord\.com\/channels\/9\/101\/\d+\) \(3 messages\)/);
    expect(said).not.toMatch(/layoffs|@here|103/);
    expect(await stage.ask('mood.topics', 'what are they discussing in #support')).toContain(
      'No words stand out',
    );
  });
});

describe('what is never told', () => {
  it('is how another person feels, in any wording', async () => {
    await sayMany(general, 'negative', 12);
    for (const locale of LOCALES) {
      for (const id of ['1', '2', '3', '4']) {
        const said = await stage.ask('mood.person', 'is @ann mad at me?', {
          locale,
          id: messageId.parse(id),
        });
        expect(said).not.toMatch(/\d|\bann\b/);
      }
    }
  });

  it('is of the channel where nobody says "I", however like one’s own mood it reads', async () => {
    await sayMany(general, 'negative', 12);
    for (const text of ['and today?', '那今天呢']) {
      const said = await stage.ask('mood.mine', text);
      expect(said).not.toContain('</mood me:7>');
      expect(said).toContain('12');
    }
  });

  it('is one’s own mood where others read it, and anything of a server in direct messages', async () => {
    await sayMany(general, 'negative', 12);
    expect(await stage.ask('mood.mine', 'how have i been')).toContain('</mood me:7>');
    for (const topic of MOOD_TOPICS) {
      for (const locale of LOCALES) {
        const said = await stage.ask(`mood.${topic}`, 'how is #general', { place: null, locale });
        expect(said).not.toMatch(/\d|general|:7>/);
      }
    }
  });
});
