// The rehearsal (npm run demo): people on the local server live through a calm day, an outage and its end, with the real bot.
import type { APIMessage } from 'discord-api-types/v10';
import { handleAlert } from './acts.ts';
import { createControl, RehearsalError, type Control } from './control.ts';
import { openFeed, type Feed } from './feed.ts';
import { showReport } from './morning.ts';
import { caption, pause, post, set, type Scene } from './scene.ts';
import { buttonOf, createSeen } from './seen.ts';
import { setStage, type Stage } from './stage.ts';
import { CALM, CHANNELS, EVENING, OUTAGE, STARS, type StoryLanguage } from './story.ts';
import { createTelling, type Telling } from './telling.ts';

export interface DemoOptions extends Pick<Scene, 'story' | 'clock' | 'captions' | 'log' | 'signal'> {
  /** The local server, e.g. http://127.0.0.1:7860 */
  readonly url: string;
  /** IANA: that of the page's reader, so that pictures and texts have the same clock. */
  readonly timeZone: string;
  /** Of the story, where nobody watches. */
  readonly language: StoryLanguage;
  /** Everything is ready: whoever opens a page as one of these people sees the story begin. */
  readonly onReady: (stars: Readonly<Record<StoryLanguage, string>>) => void;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const BOT_MS = 2 * MINUTE;
/** How long the story waits for somebody who watches. */
const VIEWER_MS = 30 * SECOND;
const CALM_MS = 7 * SECOND;
/** To read an alert; to see its end; to look around at the end. */
const READ_MS = 6 * SECOND;
const LOOK_MS = 4 * SECOND;
const STAY_MS = MINUTE;
/** After the last message of the outage the alert comes; after the evening it is resolved. */
const ALERT_MS = 30 * SECOND;
const OUTAGE_MS = 30 * MINUTE;
/** In the outage somebody writes every ten seconds, and somebody who watches sees one in a second. */
const OUTAGE_PACE = { paceMs: 700, skipMs: 9 * SECOND };
/** How long the servers are away once all is said; afterwards a few people write at a time, and then it is quiet for so long. */
const AWAY_MS = 15 * MINUTE;
const EVENING_MS = 11 * MINUTE;
const EVENING_GROUP = 4;

/**
 * Resolves at the end of the story, also where it ends early because the server refuses something or the bot does not
 * answer: that is logged, and the bot runs on. Rejects with the signal's reason when it aborts.
 */
export async function playDemo(options: DemoOptions): Promise<void> {
  const { url, clock, story, log, signal } = options;
  const control = createControl(url, signal);
  try {
    await playStory(control, options);
    log.info('Rehearsal: done. The stage is yours: write, mention @Barometer, try /mood server.');
    await clock.wait(STAY_MS, signal);
  } catch (error) {
    if (!(error instanceof RehearsalError)) throw error;
    log.warn(`${error.message} The bot runs on.`);
    story.skip(Infinity);
  }
  await control.caption(null);
}

async function playStory(control: Control, options: DemoOptions): Promise<void> {
  const { url, timeZone, clock, story, log, signal } = options;
  const stage = await setStage(control);
  const seen = createSeen(stage.botId);
  const all = await openFeed(url, null, clock, signal, seen.note);
  const feeds: Feed[] = [all];
  try {
    await botReady(control, all, stage);
    const telling = createTelling({ control, stage, seen, feed: all, clock, story, signal });
    await tellCalmDay(telling, story.now(), log);
    const language = await viewersLanguage(control, all, stage, options);
    const star = stage.userId(STARS[language]);
    const helper = stage.userId(STARS[language === 'en' ? 'zh-CN' : 'en']);
    const feed = await openFeed(url, star, clock, signal, seen.note);
    feeds.push(feed);
    const scene: Scene = { ...options, control, feed, stage, seen, star, helper };
    if (language !== 'en') await set(scene, 'language', { language });
    await tellStory(scene, telling, timeZone);
  } finally {
    for (const one of feeds) one.close();
  }
}

async function botReady(control: Control, feed: Feed, stage: Stage): Promise<void> {
  const ready = async () => {
    const { online } = await control.state();
    return online && (await control.commandNames(stage.guildId)).includes('settings');
  };
  if (!(await feed.until(ready, BOT_MS)))
    throw new RehearsalError('/settings', 'the bot registered no such command');
}

/** What was written before the story begins. */
export async function tellCalmDay(
  telling: Telling,
  now: number,
  log: Pick<Scene['log'], 'warn'>,
): Promise<void> {
  for (const line of CALM) await telling.say(line, now - line.minutesBefore * MINUTE);
  if (!(await telling.judged())) log.warn('Rehearsal: some messages have no tag yet; going on.');
}

/** Waits for somebody who watches, for a while, and says which of the two moderators they look as. */
async function viewersLanguage(
  control: Control,
  feed: Feed,
  stage: Stage,
  { language, onReady, log }: DemoOptions,
): Promise<StoryLanguage> {
  const stars = { en: stage.userId(STARS.en), 'zh-CN': stage.userId(STARS['zh-CN']) };
  onReady(stars);
  const readers = async () => (await control.state()).readers;
  const isWatched = await feed.until(async () => (await readers()).length > 0, VIEWER_MS);
  log.info(`Rehearsal: the story begins${isWatched ? '' : ', though nobody watches yet'}.`);
  const watching = await readers();
  return (['en', 'zh-CN'] as const).find((one) => watching.includes(stars[one])) ?? language;
}

async function tellStory(scene: Scene, telling: Telling, timeZone: string): Promise<void> {
  const { log, story } = scene;
  await caption(scene, 'calm', CHANNELS.general);
  await pause(scene, CALM_MS);

  await caption(scene, 'outage', CHANNELS.support);
  log.info('Rehearsal: the login servers fail.');
  let isRaised = false;
  // What is skipped while somebody presses a button would be time that the bot had to answer in.
  const skipMs = () => (isRaised ? 0 : OUTAGE_PACE.skipMs);
  const outage = telling.tell(OUTAGE, { ...OUTAGE_PACE, skipMs });
  const over = outage.then(() => telling.judged()).then(() => pause(scene, ALERT_MS));
  const raised = post(scene, isAlert(scene), OUTAGE_MS);
  // Whichever comes second may fail when nobody waits for it any more.
  for (const one of [outage, over, raised]) one.catch(() => undefined);
  const alert = await Promise.race([raised, over.then(() => undefined)]);
  isRaised = true;
  if (alert) await showAlert(scene, alert);
  else log.warn(`Rehearsal: no alert came to #${CHANNELS.alerts}: the model judged the outage mildly.`);
  await outage;
  await telling.judged();

  story.skip(AWAY_MS);
  await caption(scene, 'resolved', CHANNELS.support);
  await telling.tell(EVENING, {
    paceMs: OUTAGE_PACE.paceMs,
    skipMs: (said) => (said % EVENING_GROUP === 0 ? EVENING_MS : 0),
  });
  await telling.judged();
  // The bot looks every minute whether an incident is over.
  story.skip(2 * MINUTE);
  if (alert) await showEnd(scene, alert);
  await showReport(scene, timeZone);
}

const isAlert =
  ({ stage }: Scene) =>
  (message: APIMessage): boolean =>
    message.channel_id === stage.channelId(CHANNELS.alerts) && buttonOf(message, 'ack') !== undefined;

async function showAlert(scene: Scene, alert: APIMessage): Promise<void> {
  scene.log.info(`Rehearsal: an alert is in #${CHANNELS.alerts}.`);
  await caption(scene, 'alert', alert);
  await pause(scene, READ_MS);
  await handleAlert(scene, alert);
}

async function showEnd(scene: Scene, alert: APIMessage): Promise<void> {
  const isOver = (message: APIMessage) =>
    message.id === alert.id && buttonOf(message, 'snooze') === undefined;
  if (!(await post(scene, isOver, ALERT_MS))) {
    scene.log.warn('Rehearsal: the alert goes on: the model judged the evening darkly.');
    return;
  }
  scene.log.info('Rehearsal: the incident is over.');
  await caption(scene, 'resolved', alert);
  await pause(scene, LOOK_MS);
}
