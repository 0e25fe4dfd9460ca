import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

describe('/mood', () => {
  it('answers on an empty server', async () => {
    const { people, channels } = stage;
    const here = await stage.ask(people.ann, channels.general, 'mood channel');
    expect(here.isEphemeral).toBe(false);
    expect(here.text).toContain('Nothing was written in this period');
    const whole = await stage.ask(people.ann, channels.general, 'mood server', { messages: 100 });
    expect(whole.text).toContain('This server is still quiet');
  });
});

describe('/mood with messages', () => {
  beforeAll(async () => {
    const { people, channels } = stage;
    for (const minute of [5, 6, 7, 8, 9, 10])
      await stage.tell(channels.general, people.ann, 'positive', minute);
    for (const minute of [11, 12]) await stage.tell(channels.general, people.ben, 'negative', minute);
    for (const minute of [13, 14]) await stage.tell(channels.general, people.ben, 'neutral', minute);
    for (const minute of [95, 100]) await stage.tell(channels.general, people.ben, 'negative', minute);
    await stage.tell(channels.offtopic, people.ben, 'negative', 20);
  });

  it('shows this channel: shares, mood with its interval, change, authors', async () => {
    const { people, channels } = stage;
    const { text } = await stage.ask(people.ann, channels.general, 'mood channel', { hours: 1 });
    expect(text).toContain(`<#${channels.general}>`);
    expect(text).toContain('60% positive · ⬜ 20% neutral · 🟥 20% negative');
    expect(text).toContain('"title":"Mood positive: +40"');
    expect(text).toMatch(/mood between −\d+ and \+\d+ \(95 %\)/);
    expect(text).toContain('too few messages to compare');
    expect(text).toContain('≈ 2');
  });

  it('shows another channel, the server, and the last so many messages', async () => {
    const { people, channels } = stage;
    const other = await stage.ask(people.ann, channels.general, 'mood channel', {
      channel: channels.offtopic,
    });
    expect(other.text).toContain('Too few messages to say');
    expect(other.text).toContain('🟥 100% negative');
    const server = await stage.ask(people.ann, channels.general, 'mood server', { period: 'week' });
    expect(server.text).toContain('46% positive · ⬜ 15% neutral · 🟥 38% negative');
    const last = await stage.ask(people.ann, channels.general, 'mood channel', { messages: 6 });
    expect(last.text).toContain('🟩 100% positive');
    expect(last.text).toContain('the last 6 messages');
  });

  it('reads a range in the time zone of the server', async () => {
    const { people, channels } = stage;
    const range = { from: '2026-01-05 10:00', to: '2026-01-05 11:00' };
    const before = await stage.ask(people.ann, channels.general, 'mood channel', range);
    expect(before.text).toMatch(/🟥 100% negative.*"Messages","value":"2"/);
    await stage.ask(people.mod, channels.general, 'settings timezone', { zone: 'Asia/Shanghai' });
    const shanghai = { from: '2026-01-05 18:00', to: '2026-01-05 19:00' };
    expect((await stage.ask(people.ann, channels.general, 'mood channel', shanghai)).text).toMatch(
      /🟥 100% negative.*"Messages","value":"2"/,
    );
    await stage.ask(people.mod, channels.general, 'settings timezone', { zone: 'UTC' });
  });

  it('says to the person alone what is wrong with a range, and leaves nothing for the others', async () => {
    const { people, channels } = stage;
    const before = await stage.sees(people.ben, channels.general);
    const answer = await stage.ask(people.ann, channels.general, 'mood channel', { from: 'so`on @everyone' });
    expect(answer.isEphemeral).toBe(true);
    expect(answer.content).toContain("I can't read `so on @everyone` as a date");
    const two = await stage.ask(people.ann, channels.general, 'mood channel', { hours: 1, messages: 5 });
    expect(two.isEphemeral).toBe(true);
    expect(two.content).toContain('Choose one');
    expect(await stage.sees(people.ben, channels.general)).toHaveLength(before.length);
  });

  it('of oneself is seen by oneself alone', async () => {
    const { people, channels } = stage;
    const before = await stage.sees(people.ben, channels.general);
    const mine = await stage.ask(people.ann, channels.general, 'mood me');
    expect(mine.isEphemeral).toBe(true);
    expect(mine.text).toMatch(/Yours · Too few messages to say.*🟩 100% positive/);
    expect(mine.text).toMatch(/Your activity.*6 messages in the last 24 hours/);
    expect(await stage.sees(people.ben, channels.general)).toHaveLength(before.length);
  });

  it('never tells of a channel to someone who cannot see it, nor where others may not', async () => {
    const { people, channels } = stage;
    const ann = await stage.ask(people.ann, channels.general, 'mood channel', { channel: channels.staff });
    expect(ann.isEphemeral).toBe(true);
    expect(ann.content).toContain("You can't see that channel");
    const owner = await stage.ask(people.owner, channels.general, 'mood channel', {
      channel: channels.staff,
    });
    expect(owner.isEphemeral).toBe(true);
  });

  it('says that a channel is not watched', async () => {
    const { people, channels } = stage;
    await stage.ask(people.mod, channels.general, 'settings watch', {
      channel: channels.offtopic,
      state: 'off',
    });
    const answer = await stage.ask(people.ann, channels.offtopic, 'mood channel');
    expect(answer.content).toContain('is not watched');
    expect(answer.content).toMatch(/<\/settings watch:\d+>/);
  });

  it('speaks the language of the server to all, and that of the person to the person', async () => {
    const { people, channels } = stage;
    await stage.ask(people.mod, channels.general, 'settings language', { language: 'zh-CN' });
    const all = await stage.ask(people.ann, channels.general, 'mood channel');
    expect(all.text).toContain('情绪值');
    const lin = await stage.ask(people.lin, channels.general, 'mood me');
    expect(lin.text).toContain('你的情緒');
  });
});
