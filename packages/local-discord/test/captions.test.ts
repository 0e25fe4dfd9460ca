import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HARBOUR, startRig, type Rig } from './rig.ts';

const { channels, people } = HARBOUR;
const TEXTS = { en: 'It begins.', 'zh-CN': '开始了。' };

let rig: Rig;
beforeEach(async () => (rig = await startRig()));
afterEach(() => rig.close());

describe('a caption', () => {
  it('is told to who reads now and to who reads later, until it ends', async () => {
    const now = await rig.people.watch(people.yuki);
    await rig.people.caption({ step: 1, of: 5, texts: TEXTS, show: { channelId: channels.general } });
    const told = { step: 1, of: 5, texts: TEXTS, show: { channelId: channels.general } };
    expect((await now.next('caption')).caption).toEqual(told);
    const later = await rig.people.watch(people.mira);
    expect((await later.next('caption')).caption).toEqual(told);
    await rig.people.caption(null);
    expect((await now.next('caption', ({ caption }) => caption === null)).caption).toBeNull();
    const last = await rig.people.watch(people.wen);
    await rig.people.post(people.wen, channels.general, 'hello');
    await last.message();
    expect(last.events.some(({ type }) => type === 'caption')).toBe(false);
  });

  it('names no channel that the person cannot see', async () => {
    const member = await rig.people.watch(people.yuki);
    const moderator = await rig.people.watch(people.wen);
    await rig.people.caption({ step: 3, of: 5, texts: TEXTS, show: { channelId: channels.modAlerts } });
    expect((await member.next('caption')).caption).toEqual({ step: 3, of: 5, texts: TEXTS });
    expect((await moderator.next('caption')).caption?.show).toEqual({ channelId: channels.modAlerts });
  });

  it.each([
    ['without English', { step: 1, of: 5, texts: { 'zh-CN': '开始了。' } }],
    ['of step 0', { step: 0, of: 5, texts: TEXTS }],
  ])('%s is refused', async (_, caption) => {
    await expect(rig.people.caption(caption as never)).rejects.toThrow();
  });
});

it('the state says whose events are read, and that this changed', async () => {
  const first = await rig.people.watch(people.yuki);
  expect((await rig.people.state()).readers).toEqual([people.yuki]);
  const before = first.events.length;
  const second = await rig.people.watch(people.mira);
  await rig.people.post(people.mira, channels.general, 'hello');
  await first.message();
  expect(first.events.slice(before).map(({ type }) => type)).toContain('state');
  expect((await rig.people.state()).readers).toEqual([people.yuki, people.mira]);
  second.close();
  await first.next('state', (event) => first.events.lastIndexOf(event) > before + 1);
  expect((await rig.people.state()).readers).toEqual([people.yuki]);
  const all = await rig.people.watch();
  expect((await rig.people.state()).readers).toEqual([people.yuki]);
  all.close();
});

it('who reads hidden sees the same, and is not named among those who look on', async () => {
  const open = await rig.people.watch(people.yuki);
  const response = await fetch(`${rig.people.url}/control/events?userId=${people.mira}&hidden=true`);
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader.read()).value).toContain('"state"');
  expect((await rig.people.state()).readers).toEqual([people.yuki]);
  await rig.people.post(people.yuki, channels.general, 'hello');
  expect((await reader.read()).value).toContain('hello');
  await reader.cancel();
  open.close();
});
