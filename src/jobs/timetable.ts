// Sets the jobs of a server as its settings say.
import type { GuildId } from '../ids.ts';
import { reasonOf } from '../errors.ts';
import { eachOf } from '../pipeline/each.ts';
import { createLanes } from '../flow/lanes.ts';
import { untilStoreAnswers, type Waiting } from '../pipeline/storeAway.ts';
import { parseSchedule } from '../schedule/schedule.ts';
import { ROLE_SLOTS } from '../store/roleJobs.ts';
import type { SettingsStore } from '../store/store.ts';
import type { Scheduler } from './job.ts';

export interface TimetablesOptions extends Waiting {
  readonly settings: Pick<SettingsStore, 'get'>;
  readonly scheduler: Pick<Scheduler, 'schedule' | 'cancel'>;
}

/**
 * Schedules what a server's settings ask for, and cancels the rest. For each server one call at a time, so that the last
 * change of its settings counts. A timetable that cannot be set is logged; the server's others are.
 */
export function createTimetables({ settings, scheduler, ...waiting }: TimetablesOptions) {
  const lanes = createLanes();

  async function bringInLine(id: GuildId): Promise<void> {
    const { leftAt, timeZone, ...texts } = await settings.get(id);
    const wanted = [
      ['summary', texts.summarySchedule],
      ['daily', texts.dailySchedule],
      ['cloud', texts.cloudSchedule],
      ['marks', texts.markSchedule],
      ...ROLE_SLOTS.map((slot) => {
        const held = texts.roleJobs.find((one) => one.slot === slot);
        return [`role-${slot}`, held?.schedule ?? 'off'] as const;
      }),
    ] as const;
    const setOne = async ([job, text]: (typeof wanted)[number]) => {
      const schedule = leftAt === null ? parseSchedule(text, timeZone) : null;
      await (schedule ? scheduler.schedule(job, id, schedule) : scheduler.cancel(job, id));
    };
    await eachOf(wanted, setOne, (error, [job]) =>
      waiting.log.error({ guildId: id, job, reason: reasonOf(error) }, 'a timetable could not be set'),
    );
  }

  return async (id: GuildId): Promise<void> => {
    await lanes.enter(id, () => untilStoreAnswers('a timetable', () => bringInLine(id), waiting));
  };
}
