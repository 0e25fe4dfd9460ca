// The demo as `npm run demo` plays it, with a model that knows who is angry.
import type { APIMessage } from 'discord-api-types/v10';
import type { ControlEvent } from 'local-discord';
import { People, type Stream } from 'local-discord/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ALL_CHANNELS, OUTAGE } from '../../src/demo/story.ts';
import { byMind, startMind } from '../crash/mind.ts';
import type { TestServer } from '../llm/remote/server.ts';
import { HARBOUR, runBot, type BotProcess } from './stage.ts';

/** The story takes a minute and a half, and longer on a machine that is busy. */
const PATIENCE = 400_000;
const STAFF = ['mira', 'wen', 'kofi'];
/** As the model server sees a message: each byte as a character; the beginning is enough to know it. */
const bytes = (text: string) => Buffer.from(text).toString('latin1').slice(0, 12);
const ANGRY = OUTAGE.filter(({ by, channel }) => channel === 'support' && !STAFF.includes(by));

let mind: TestServer;
let bot: BotProcess;
let people: People;
let seen: Stream;
beforeAll(async () => {
  mind = await startMind((message) => ANGRY.some(({ text }) => message.includes(bytes(text))));
  bot = runBot({ ...byMind(mind), PORT: '0', TZ: 'Asia/Shanghai' }, [], {
    args: ['dist/index.js', '--demo'],
  });
  await bot.said('/demo/ and watch');
  people = new People(/http:\/\/127\.0\.0\.1:\d+/.exec(bot.output())?.[0] ?? '');
  seen = await people.watch(HARBOUR.people.wen);
}, PATIENCE);
afterAll(async () => {
  people.close();
  await bot.stop();
  await mind.close();
});

const text = ({ content, embeds }: Pick<APIMessage, 'content' | 'embeds'>) =>
  content + JSON.stringify(embeds);

it(
  'tells its story to a Chinese moderator: calm, outage, an alert that is acknowledged, slowed, explained and resolved, and the report',
  async ({ onTestFailed }) => {
    onTestFailed(() => console.error(bot.output()));
    const entry = await fetch(`${people.url}/demo/`, {
      redirect: 'manual',
      headers: { 'accept-language': 'zh-CN,zh;q=0.9' },
    });
    expect(entry.headers.get('location')).toBe(`/?as=${HARBOUR.people.wen}`);

    const { guilds } = await people.state();
    const channel = (name: string) => guilds[0]?.channels.find((one) => one.name === name)?.id ?? name;
    const calm = (
      await Promise.all(ALL_CHANNELS.map(({ name }) => people.read(HARBOUR.people.wen, channel(name))))
    ).flat();
    expect(calm.length, 'the calm day is there before anything happens').toBeGreaterThan(100);

    const told = await seen.next(
      'caption',
      ({ caption }) => caption?.step === 5 && caption.texts['en'].includes('topics'),
    );
    const captions = seen.events.flatMap((event) =>
      event.type === 'caption' && event.caption ? [event.caption] : [],
    );
    expect([...new Set(captions.map(({ step }) => step))]).toEqual([1, 2, 3, 4, 5]);
    const steps = captions.map(({ step }) => step);
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    const shown = (step: number) => captions.filter((one) => one.step === step).map(({ show }) => show);
    expect(shown(1)[0]).toEqual({ channelId: channel('general') });
    expect(shown(2)[0]).toEqual({ channelId: channel('support') });

    // The page is led to the alert by itself, in the language of who watches.
    const [alert] = shown(3);
    expect(alert?.channelId).toBe(channel('mod-alerts'));
    const states = seen.events.flatMap((event) =>
      (event.type === 'message' || event.type === 'edit') && event.message.id === alert?.messageId
        ? [text(event.message)]
        : [],
    );
    const first = (pattern: RegExp) => states.findIndex((one) => pattern.test(one));
    const order = [/条消息中 \d+ 条明显负面/, /正在处理/, /开启了慢速模式/, /已恢复平静/].map(first);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(order[0]).toBe(0);
    expect(order[3]).toBeGreaterThan(0);

    // The answer to Why? is for the moderator alone, and names words.
    const why = wordsOf(seen.events, (one) => one.includes('为什么情绪转差'));
    expect(why).toMatch(/登录/);

    const report = wordsOf(seen.events, (_, { id }) => id === told.caption?.show?.messageId);
    expect(told.caption?.show?.channelId).toBe(channel('mood-reports'));
    expect(report).toMatch(/热门话题/);
    await bot.said('The stage is yours');
  },
  PATIENCE,
);

function wordsOf(
  events: readonly ControlEvent[],
  is: (words: string, message: APIMessage) => boolean,
): string {
  const posts = events.flatMap((event) =>
    event.type === 'message' || event.type === 'edit' ? [event.message] : [],
  );
  return posts.map((one) => (is(text(one), one) ? text(one) : '')).join('');
}
