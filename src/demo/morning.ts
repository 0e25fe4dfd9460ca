// The next morning: the report of the day is posted at its time.
import { DateTime } from 'luxon';
import type { APIMessage } from 'discord-api-types/v10';
import { RehearsalError } from './control.ts';
import { caption, pause, post, set, type Scene } from './scene.ts';
import { CHANNELS } from './story.ts';
import { MORNING_BEHIND_MS } from './storyClock.ts';

const MINUTE = 60_000;
const REPORT_MS = 4 * MINUTE;
const READ_MS = 6_000;

/** @param timeZone IANA */
export async function showReport(scene: Scene, timeZone: string): Promise<void> {
  const { story, log } = scene;
  await caption(scene, 'morning', CHANNELS.reports);
  story.skip(story.behind() - MORNING_BEHIND_MS);
  const soon = DateTime.fromMillis(story.now() + MINUTE, { zone: timeZone });
  const report = await dailyReport(scene, soon.toFormat('HH:mm'));
  story.skip(Infinity);
  if (report) log.info(`Rehearsal: the daily report is in #${CHANNELS.reports}.`);
  else log.warn(`Rehearsal: no daily report came to #${CHANNELS.reports} yet.`);
  await caption(scene, 'report', report ?? CHANNELS.reports);
  if (!report) return;
  await pause(scene, READ_MS);
  await caption(scene, 'report', report, 'end');
}

/** Undefined where none comes: the story goes on without it. */
async function dailyReport(scene: Scene, time: string): Promise<APIMessage | undefined> {
  const { stage, log } = scene;
  try {
    await set(scene, 'daily', { time });
  } catch (error) {
    if (!(error instanceof RehearsalError)) throw error;
    log.warn(`Rehearsal: the time of the daily report is not set. ${error.asked}: ${error.reason}`);
    return undefined;
  }
  const isReport = ({ channel_id: channel, embeds }: APIMessage) =>
    channel === stage.channelId(CHANNELS.reports) && embeds.length > 0;
  return post(scene, isReport, REPORT_MS);
}
