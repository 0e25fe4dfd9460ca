// The rehearsal (npm run demo): people on the local server live through a calm day and an outage, with the real bot.
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { ControlEvent } from 'local-discord';
import { createControl, RehearsalError, type Control } from './control.ts';
import { openFeed, type Feed } from './feed.ts';
import { setStage, type Stage } from './stage.ts';
import { CALM, CHANNELS, OUTAGE, type Line } from './story.ts';

export interface DemoOptions {
  /** The local server, e.g. http://127.0.0.1:7860 */
  readonly url: string;
  /** IANA: that of the page's reader, so that pictures and texts have the same clock. */
  readonly timeZone: string;
  readonly clock: Clock;
  readonly log: Pick<Log, 'info' | 'warn'>;
  readonly signal: AbortSignal;
}

const MINUTE = 60_000;
/** Between two messages of the outage. */
const PACE_MS = 1_000;
const BOT_MS = 2 * MINUTE;
/** Without a new verdict for so long, judging has stalled: slow machines too judge a batch in less. */
const STALLED_MS = 1.5 * MINUTE;
/** After so many new tags a line is logged. */
const NEWS = 40;
const ALERT_MS = MINUTE / 2;
const SUMMARY_MS = 1.75 * MINUTE;

/** What was seen so far. */
interface Seen {
  /** Messages with a verdict. */
  readonly tagged: Set<string>;
  /** Channels that the bot posted in. */
  readonly posts: Set<string>;
}

interface Scene {
  readonly control: Control;
  readonly feed: Feed;
  readonly stage: Stage;
  readonly seen: Seen;
  /** Ids of the messages written so far, by channel. */
  readonly said: Map<string, string[]>;
  /** Ids of those that are judged: what is said to the bot is not. */
  readonly toJudge: string[];
}

/**
 * Resolves at the end of the story. Rejects with the signal's reason when it aborts, and with RehearsalError when the
 * server refuses something.
 */
export async function playDemo({ url, timeZone, clock, log, signal }: DemoOptions): Promise<void> {
  const control = createControl(url, signal);
  const stage = await setStage(control);
  const seen: Seen = { tagged: new Set(), posts: new Set() };
  const feed = await openFeed(url, stage.moderatorId, clock, signal, (event) => note(event, stage, seen));
  const scene: Scene = { control, feed, stage, seen, said: new Map(), toJudge: [] };
  const look = (name: string) => `${url}/?as=${stage.moderatorId}#${stage.channelId(name)}`;
  try {
    await setUpBot(scene, timeZone);
    log.info(
      `Rehearsal: open ${look(CHANNELS.support)} and watch. You are a moderator of the server "Harbour".`,
    );
    await playCalmDay(scene, clock, log);
    await playOutage(scene, clock, log, signal);
    await run(scene, { name: 'mood', subcommand: 'channel', options: { hours: 1 } });
    log.info('Rehearsal: /mood was run in #support: its card is the last message there.');
    const posted = (name: string) => () => seen.posts.has(stage.channelId(name));
    if (await feed.until(posted(CHANNELS.alerts), ALERT_MS))
      log.info(`Rehearsal: the alert is in #${CHANNELS.alerts}: ${look(CHANNELS.alerts)}`);
    else log.warn(`Rehearsal: no alert came to #${CHANNELS.alerts}: the model judged the outage mildly.`);
    if (await feed.until(posted(CHANNELS.reports), SUMMARY_MS))
      log.info(`Rehearsal: a summary is in #${CHANNELS.reports}: ${look(CHANNELS.reports)}`);
    else log.warn(`Rehearsal: no summary came to #${CHANNELS.reports} yet.`);
    log.info(
      'Rehearsal: done. The stage is yours: write, mention @Barometer, try /mood server, switch persons.',
    );
  } finally {
    feed.close();
  }
}

function note(event: ControlEvent, { botId }: Stage, { tagged, posts }: Seen): void {
  if (event.type === 'tag') tagged.add(event.tag.messageId);
  if (event.type !== 'message' || event.message.author.id !== botId) return;
  posts.add(event.message.channel_id);
}

/** Uses slash commands, as a moderator would. */
async function setUpBot(scene: Scene, timeZone: string): Promise<void> {
  const { control, feed, stage } = scene;
  const ready = async () => {
    const { online } = await control.state();
    return online && (await control.commandNames(stage.guildId)).includes('settings');
  };
  if (!(await feed.until(ready, BOT_MS)))
    throw new RehearsalError('/settings', 'the bot registered no such command');
  const set = (subcommand: string, options: Record<string, string>) =>
    run(scene, { name: 'settings', subcommand, options });
  await set('reports', { channel: stage.channelId(CHANNELS.reports) });
  await set('alerts', { channel: stage.channelId(CHANNELS.alerts) });
  await set('timezone', { zone: timeZone });
  await set('summary', { schedule: '1 minute' });
}

interface Command {
  readonly name: string;
  readonly subcommand: string;
  readonly options: Record<string, string | number>;
}

/** The moderator runs a command in #support. */
async function run({ control, stage }: Scene, { name, subcommand, options }: Command): Promise<void> {
  const outcome = await control.run({
    channelId: stage.channelId(CHANNELS.support),
    userId: stage.moderatorId,
    name,
    subcommands: [subcommand],
    options,
  });
  if (outcome === 'failed') throw new RehearsalError(`/${name} ${subcommand}`, 'the bot did not answer');
}

async function playCalmDay(scene: Scene, clock: Clock, log: DemoOptions['log']): Promise<void> {
  log.info(`Rehearsal: the calm day first, ${CALM.length} messages of the last 26 hours. Each gets its tag.`);
  const now = clock.now();
  for (const line of CALM) await say(scene, line, new Date(now - line.minutesBefore * MINUTE).toISOString());
  if (!(await awaitVerdicts(scene, log))) log.warn('Rehearsal: some messages have no tag yet; going on.');
}

async function playOutage(
  scene: Scene,
  clock: Clock,
  log: DemoOptions['log'],
  signal: AbortSignal,
): Promise<void> {
  log.info(
    `Rehearsal: now the login servers fail. Watch #support turn, and #${CHANNELS.alerts} for the alert.`,
  );
  for (const [at, line] of OUTAGE.entries()) {
    await say(scene, line);
    if (line.text.includes('{bot}'))
      log.info(`Rehearsal: ${line.by} asks the bot something in #${line.channel}.`);
    if (at % 30 === 29) log.info(`Rehearsal: ${at + 1} of ${OUTAGE.length} messages of the outage.`);
    await clock.wait(PACE_MS, signal);
  }
  if (!(await awaitVerdicts(scene, log))) log.warn('Rehearsal: some messages have no tag yet; going on.');
}

async function say({ control, stage, said, toJudge }: Scene, line: Line, at?: string): Promise<void> {
  const before = said.get(line.channel) ?? [];
  const replyTo = line.answers === undefined ? undefined : before.at(-line.answers);
  const content = line.text
    .replace(/\{#(\S+?)\}/g, (_, name: string) => `<#${stage.channelId(name)}>`)
    .replace(/\{(\w+)\}/g, (_, name: string) => `<@${name === 'bot' ? stage.botId : stage.userId(name)}>`);
  const id = await control.say({
    channelId: stage.channelId(line.channel),
    authorId: stage.userId(line.by),
    content,
    ...(replyTo !== undefined && { replyTo }),
    ...(at !== undefined && { at }),
  });
  said.set(line.channel, [...before, id]);
  if (!line.text.includes('{bot}')) toJudge.push(id);
}

/** Waits until all messages so far have a verdict; false when no verdict came for a while. */
async function awaitVerdicts({ feed, toJudge, seen }: Scene, log: DemoOptions['log']): Promise<boolean> {
  const waiting = () => toJudge.filter((id) => !seen.tagged.has(id)).length;
  for (let left = waiting(); left > 0; left = waiting()) {
    const before = left;
    if (
      !(await feed.until(() => waiting() <= Math.max(0, before - NEWS), STALLED_MS)) &&
      waiting() === before
    )
      return false;
    log.info(`Rehearsal: ${toJudge.length - waiting()} of ${toJudge.length} messages have their tag.`);
  }
  return true;
}
