import { describe, expect, it } from 'vitest';
import { createTimetables } from '../../src/jobs/timetable.ts';
import { channelId, guildId } from '../../src/ids.ts';
import { DEFAULT_SETTINGS } from '../../src/store/settings.ts';
import { manualClock } from '../manualClock.ts';
import { hearingLog } from '../pipeline/words.ts';

const guild = guildId.parse('1');

describe('the timetable of a server', () => {
  it('has every job whose schedule can be read, though another cannot, and says which', async () => {
    const log = hearingLog();
    const done: string[] = [];
    const reschedule = createTimetables({
      settings: {
        get: () =>
          Promise.resolve({
            ...DEFAULT_SETTINGS,
            summarySchedule: 'whenever',
            dailySchedule: '0 9 * * *',
            cloudSchedule: '1 hour',
            markSchedule: 'off',
            roleJobs: [
              {
                slot: 2,
                role: 'summary',
                channelId: channelId.parse('2'),
                of: null,
                schedule: '2 hours',
                since: 0,
              },
            ],
          }),
      },
      scheduler: {
        schedule: (name) => Promise.resolve(void done.push(`schedule ${name}`)),
        cancel: (name) => Promise.resolve(void done.push(`cancel ${name}`)),
      },
      clock: manualClock(),
      log,
      signal: new AbortController().signal,
    });
    await reschedule(guild);
    expect(done).toEqual([
      'schedule daily',
      'schedule cloud',
      'cancel marks',
      'cancel role-1',
      'schedule role-2',
      ...[3, 4, 5].map((slot) => `cancel role-${slot}`),
    ]);
    await log.heard('a timetable could not be set');
  });
});
