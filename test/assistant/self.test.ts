import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { messageId } from '../../src/ids.ts';
import { SELF_TOPICS } from '../../src/llm/heads/asked.ts';
import { LOCALES } from '../../src/locale.ts';
import { COPY, general, guild, openAssistantStage, place, staff, support, type Stage } from './stage.ts';

let stage: Stage;
beforeEach(() => {
  stage = openAssistantStage();
});
afterEach(() => stage.store.close());

const settings = (change: object) => stage.store.settings.update(guild, (held) => ({ ...held, ...change }));

/** Ids of messages, one for each wording. */
const IDS = ['1', '2', '3', '4', '5', '6'].map((id) => messageId.parse(id));

describe('what is read in a message', () => {
  it('decides who answers: written words where it is sure, else the responder', async () => {
    expect(await stage.ask('self.who', 'who are you')).toContain('Barometer');
    expect(await stage.ask('self.who', 'who', { probability: 0.49 })).toBe('chat');
    expect(await stage.ask(null, 'hi')).toBe('chat');
    expect(await stage.ask('write', 'a poem')).toBe('chat');
    expect(stage.chatted).toEqual(['who (unsure)', 'hi (unsure)', 'a poem (write)']);
  });

  it.each(['what is my name?', 'do you know my name?', '我叫什么名字？', '我是誰'])(
    'is about the asker, not the bot: %s',
    async (text) => {
      expect(await stage.ask('self.who', text)).toBe('chat');
    },
  );

  it.each([
    'tell me your name',
    'can i know who you are',
    'who are you? i just joined',
    'introduce yourself to me',
    'my name is Bo, what is yours?',
    '你叫什么',
    '跟我的朋友介绍一下你自己',
    '我叫小明，你叫什么名字？',
    '我是新來的，你是誰？',
  ])('is about the bot, though it speaks of the asker too: %s', async (text) => {
    expect(await stage.ask('self.who', text)).toContain('Barometer');
  });
});

describe('a question about the bot in a running talk', () => {
  const history = [
    { role: 'user', text: 'I work at a mill' },
    { role: 'assistant', text: 'Nice.' },
  ] as const;

  it.each([
    ['self.memory', 'forget everything i told you', 'chat reset'],
    ['self.memory', 'do you remember me?', 'chat reset'],
    ['self.keeps', 'how long do you remember my messages?', '30 days'],
    ['self.optout', 'did i tell you that i want to opt out?', 'opt-out'],
  ] as const)('is about the bot, though it speaks of what was said: %s %s', async (asked, text, words) => {
    expect(await stage.ask(asked, text, { history })).toContain(words);
    expect(stage.chatted).toEqual([]);
  });

  it('is about what was said where the asker told something of it', async () => {
    expect(await stage.ask('self.memory', 'do you remember where I work?', { history })).toBe('chat');
  });
});

describe('where nothing says what is asked', () => {
  it('plain words are answered as ever, in each language, and all else is chat', async () => {
    expect(await stage.ask(null, 'how do i opt out?')).toBe(await stage.ask('self.optout'));
    expect(await stage.ask(null, '你是谁', { locale: 'zh-CN' })).toContain('Barometer');
    expect(await stage.ask(null, '刪除我的資料', { locale: 'zh-TW' })).toContain('privacy delete');
    expect(await stage.ask(null, 'how is the mood here')).toContain('No messages were judged');
    expect(await stage.ask(null, 'opt out of what?')).toBe('chat');
  });

  it('quotes of others do not hide them', async () => {
    const text = 'who are you?\n\n🧵 `ben`\n> The save is gone.';
    expect(await stage.ask(null, 'who are you?', { text })).toContain('Barometer');
  });
});

describe('an answer that goes on', () => {
  it('is the model’s, whatever was asked, and nothing is worked out or looked up', async () => {
    const begun = 'Once upon a time';
    for (const text of ['write down what 3 + 4 is', 'who are you?', 'do you remember my name?']) {
      expect(await stage.ask('self.who', text, { begun })).toBe('chat');
    }
    expect(stage.chatted.every((one) => one.endsWith('(write)'))).toBe(true);
  });
});

describe('an answer about the bot', () => {
  it('is of both topics where either may be meant', async () => {
    const asked = { label: 'self.keeps', probability: 0.9, also: 'self.shares' } as const;
    const said = await stage.ask('self.keeps', 'and my messages?', { asked });
    const [keeps, shares] = said.split('\n\n');
    expect(keeps).toBe(await stage.ask('self.keeps'));
    expect(shares).toBe(await stage.ask('self.shares'));
  });

  it('is the same for the same message, and has several wordings', async () => {
    const said = new Set<string>();
    for (const id of IDS) {
      const once = await stage.ask('self.program', '', { id });
      expect(await stage.ask('self.program', '', { id })).toBe(once);
      said.add(once);
    }
    expect(said.size).toBe(2);
  });

  it.each(LOCALES)(
    'is short, whole and in the language, everywhere and of every topic (%s)',
    async (locale) => {
      await settings({ reportChannelId: general });
      for (const topic of SELF_TOPICS) {
        for (const where of [place, null]) {
          for (const id of IDS) {
            const said = await stage.ask(`self.${topic}`, '', { id, locale, place: where });
            expect(said, topic).not.toMatch(/[{}]|undefined|null/);
            expect(said.length, said).toBeLessThan(topic === 'commands' ? 1200 : 600);
            const sentences = said.split(/[.。]\s*/).filter((part) => /\p{L}/u.test(part)).length;
            if (topic !== 'commands') expect(sentences, said).toBeLessThanOrEqual(locale === 'en' ? 5 : 4);
            if (locale === 'en') expect(said).not.toMatch(/\p{Script=Han}/u);
            else expect(said).toMatch(/\p{Script=Han}/u);
            if (locale === 'zh-TW')
              expect(said, topic).not.toMatch(/[们这个时说读发报里频讯断实发间频没还绪优类别运]/);
            expect(said).not.toMatch(/<@|@everyone|@here/);
          }
        }
      }
    },
  );

  it('names the model, says whether it is calibrated, and where it stands', async () => {
    const here = await stage.ask('self.model');
    expect(here).toMatch(/`tiny\/q4_0`.*on the machine of whoever runs me.*are calibrated/);
    const far = openAssistantStage({
      copy: { ...COPY, isRemote: true, model: () => ({ id: 'big', calibrated: false, right: null }) },
    });
    expect(await far.ask('self.model')).toMatch(
      /`big`.*on a server chosen by whoever runs me.*not calibrated/,
    );
    expect(await far.ask('self.shares')).toMatch(/server/);
    expect(await far.ask('self.shares')).not.toMatch(/any AI company|locally/);
    expect(await far.ask('self.judging')).toContain('has not been measured');
    expect(await stage.ask('self.judging')).toContain('about 76 of 100');
    await far.store.close();
  });

  it('says whether voice is heard, and that a server hears it', async () => {
    for (const topic of ['reads', 'abilities'] as const)
      expect(await stage.ask(`self.${topic}`)).toContain('I hear no voice messages.');
    const hearing = openAssistantStage({ copy: { ...COPY, hearsVoice: true } });
    for (const topic of ['reads', 'abilities', 'shares'] as const) {
      const said = await hearing.ask(`self.${topic}`);
      expect(said).toContain('go to a server chosen by whoever runs me, which writes down what is said.');
      expect(said).not.toContain('no voice');
    }
    await hearing.store.close();
  });

  it('tells how long is kept as configured', async () => {
    expect(await stage.ask('self.keeps')).toMatch(/30 days.*730 days/);
    const brief = openAssistantStage({ copy: { ...COPY, contentDays: 1, historyDays: 90 } });
    expect(await brief.ask('self.keeps')).toMatch(/1 day\b.*90 days/);
    const none = openAssistantStage({ copy: { ...COPY, storeContent: false } });
    expect(await none.ask('self.keeps')).not.toMatch(/\b30 days/);
    expect(await none.ask('self.keeps', '', { place: null })).toMatch(/direct messages is not stored/);
    await brief.store.close();
    await none.store.close();
  });

  it('tells which channels are read here, of those that all readers can see', async () => {
    const all = await stage.ask('self.reads');
    expect(all).toContain(`2 channels of this server (<#${general}> <#${support}>)`);
    expect(all).toContain('this one is among them');
    const [first, second] = place.channels;
    const one = { ...place, channels: [{ ...first!, isWatched: false }, second!] };
    const less = await stage.ask('self.reads', '', { place: one });
    expect(less).toContain(`1 channel of this server (<#${support}>)`);
    expect(less).toContain('this one is not among them');
    expect(less).not.toContain(staff);
    expect(await stage.ask('self.reads', '', { place: { ...place, channels: [] } })).toContain(
      'I read no channel',
    );
  });

  it('tells where reports go, without naming a channel that not everyone here sees', async () => {
    expect(await stage.ask('self.abilities')).toMatch(
      /reports aren't posted at the moment.*alerts aren't posted/,
    );
    await settings({ reportChannelId: support });
    const both = await stage.ask('self.abilities');
    expect(both).toContain(`a summary every hour and a daily report go to <#${support}>`);
    expect(both).toContain('get an alert');
    await settings({ summarySchedule: 'off', reportChannelId: staff });
    const hidden = await stage.ask('self.abilities');
    expect(hidden).toContain('a daily report goes to a channel that not everyone here can see');
    expect(hidden).not.toContain(staff);
    await settings({ summarySchedule: '*/30 * * * *', dailySchedule: 'off' });
    expect(await stage.ask('self.abilities')).toContain('a summary at set times goes to');
  });

  it('tells of the places outside Discord that hear of the server', async () => {
    expect(await stage.ask('self.shares')).not.toContain('outside Discord');
    await settings({
      webhooks: [{ id: 'a1', form: 'json', to: 'https://example.org/secret', secret: null, events: 'all' }],
    });
    const shared = await stage.ask('self.shares');
    expect(shared).toContain('1 destination outside Discord');
    expect(shared).not.toContain('example.org');
  });

  it('mentions commands that can be clicked, and only those that work in direct messages there', async () => {
    expect(await stage.ask('self.optout')).toContain('</privacy opt-out:7>');
    const direct = await stage.ask('self.optout', '', { place: null });
    expect(direct).toContain('`/privacy opt-out`');
    const taiwan = await stage.ask('self.optout', '', { place: null, locale: 'zh-TW' });
    expect(taiwan).toMatch(/`\/隱私 退出`.*`\/隱私 匯出`.*`\/隱私 刪除`/);
    expect(await stage.ask('self.memory', '', { place: null })).toContain('</chat reset:7>');
    const commands = await stage.ask('self.commands', '', { locale: 'zh-TW' });
    expect(commands.match(/^- <\//gm)).toHaveLength(10);
  });
});
