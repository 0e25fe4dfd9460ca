import { Client, Events, GatewayIntentBits, MessageFlags } from 'discord.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Clock, systemClock } from '../../src/clock.ts';
import type { VerdictTag } from '../../src/compose/preview.ts';
import { silentLog } from '../../src/log.ts';
import { playDemo } from '../../src/demo/play.ts';
import { ALL_CHANNELS, CALM, CAST, OUTAGE } from '../../src/demo/story.ts';
import { HARBOUR, type LocalServer, startLocalServer } from 'local-discord';

const TOKEN = 'demo-test';
/** The pauses of the outage pass at once; time limits are real. */
const hurried: Clock = {
  now: () => systemClock.now(),
  wait: (ms, signal) => (ms > 1000 ? systemClock.wait(ms, signal) : Promise.resolve()),
};

let server: LocalServer<VerdictTag>;
let bot: Client;
const commands: string[] = [];
const heard: { content: string; channel: string; at: number }[] = [];

beforeAll(async () => {
  server = await startLocalServer<VerdictTag>({ token: TOKEN });
  bot = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.MessageContent],
    rest: { api: server.apiUrl },
  });
  bot.on(Events.MessageCreate, (message) => {
    if (message.author.bot || !message.inGuild()) return;
    heard.push({ content: message.content, channel: message.channel.name, at: message.createdTimestamp });
    // The real bot answers these and does not judge them.
    if (message.content.includes(`<@${HARBOUR.bot}>`)) return;
    server.showTag({
      channelId: message.channelId,
      messageId: message.id,
      label: 'neutral',
      uncertain: false,
      probabilities: { positive: 0.2, neutral: 0.6, negative: 0.2 },
      model: 'none',
    });
  });
  bot.on(Events.InteractionCreate, (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    const { options } = interaction;
    const values = options.data
      .flatMap(({ options: inner }) => inner ?? [])
      .map(({ value }) => String(value));
    commands.push([interaction.commandName, options.getSubcommand(), ...values].join(' '));
    const posts =
      interaction.commandName === 'mood'
        ? [HARBOUR.channels.moodReports, HARBOUR.channels.modAlerts].map(async (id) => {
            const channel = await bot.channels.fetch(id);
            if (channel?.isSendable()) await channel.send('a post');
          })
        : [];
    void Promise.all([interaction.reply({ content: 'done', flags: MessageFlags.Ephemeral }), ...posts]);
  });
  await bot.login(TOKEN);
});

afterAll(async () => {
  await bot.destroy();
  await server.close();
});

test('the story is about 250 messages of a dozen people in three channels, and every name in it exists', () => {
  const lines = [...CALM, ...OUTAGE];
  expect(lines.length).toBeGreaterThanOrEqual(245);
  expect(new Set(lines.map(({ channel }) => channel))).toEqual(new Set(['general', '中文闲聊', 'support']));
  const names = new Set(CAST.map(({ username }) => username));
  expect(names.size).toBeGreaterThanOrEqual(12);
  for (const { by, text, channel } of lines) {
    expect(names).toContain(by);
    expect(ALL_CHANNELS.map(({ name }) => name)).toContain(channel);
    for (const [, name] of text.matchAll(/\{(\w+)\}/g)) expect([...names, 'bot']).toContain(name);
    for (const [, name] of text.matchAll(/\{#(\S+?)\}/g))
      expect(ALL_CHANNELS.map((one) => one.name)).toContain(name);
  }
  expect(CALM.every(({ minutesBefore }) => minutesBefore < 26 * 60)).toBe(true);
});

test('it waits for the bot’s commands, sets it up, tells the past and then the outage, and reads the mood', async () => {
  const said: string[] = [];
  const log = { info: (line: string) => said.push(line), warn: (line: string) => said.push(`warn: ${line}`) };
  const signal = new AbortController().signal;
  const playing = playDemo({
    url: server.url,
    timeZone: 'Asia/Shanghai',
    clock: hurried,
    log: log as never,
    signal,
  });
  const channel = { name: 'channel', description: 'where', type: 7 };
  await bot.application?.commands.set([
    {
      name: 'settings',
      description: 'settings',
      options: [
        { name: 'reports', description: 'r', type: 1, options: [channel] },
        { name: 'alerts', description: 'a', type: 1, options: [channel] },
        {
          name: 'timezone',
          description: 't',
          type: 1,
          options: [{ name: 'zone', description: 'z', type: 3, required: true }],
        },
        {
          name: 'summary',
          description: 's',
          type: 1,
          options: [{ name: 'schedule', description: 'w', type: 3, required: true }],
        },
      ],
    },
    {
      name: 'mood',
      description: 'mood',
      options: [
        {
          name: 'channel',
          description: 'c',
          type: 1,
          options: [{ name: 'hours', description: 'h', type: 4 }],
        },
      ],
    },
  ] as never);
  await playing;

  expect(commands).toEqual([
    `settings reports ${HARBOUR.channels.moodReports}`,
    `settings alerts ${HARBOUR.channels.modAlerts}`,
    'settings timezone Asia/Shanghai',
    'settings summary 1 minute',
    'mood channel 1',
  ]);
  expect(heard).toHaveLength(CALM.length + OUTAGE.length);
  const age = (one?: { at: number }) => (systemClock.now() - (one?.at ?? 0)) / 60_000;
  expect(age(heard[0])).toBeGreaterThan(25 * 60);
  expect(age(heard[CALM.length])).toBeLessThan(2);
  expect(heard.some(({ content }) => content.includes(`<@${HARBOUR.bot}>`))).toBe(true);
  expect(heard.every(({ content }) => !content.includes('{'))).toBe(true);
  expect(said.filter((line) => line.startsWith('warn'))).toEqual([]);
  expect(said.at(-1)).toContain('The stage is yours');
});

test('it stops at once when it is told to', async () => {
  const stop = new AbortController();
  const playing = playDemo({
    url: server.url,
    timeZone: 'UTC',
    clock: systemClock,
    log: silentLog,
    signal: stop.signal,
  });
  stop.abort(new Error('enough'));
  await expect(playing).rejects.toThrow('enough');
});
