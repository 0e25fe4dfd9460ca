// One run of a job under Agenda: keeps its lock fresh, passes the signal on, and says when the job is due next.
import type { Job as AgendaJob } from 'agenda';
import type { Clock } from '../../clock.ts';
import { BarometerError, reasonOf } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { nextFire } from '../../schedule/fires.ts';
import type { Job, Outcome, Run } from '../job.ts';
import { LockLostError } from './holding.ts';
import type { HoldingRepository } from './holding.ts';
import { guildOf, scheduleOf } from './rows.ts';
import type { JobData } from './rows.ts';
import { pauseAfter } from './timing.ts';
import type { Timing } from './timing.ts';

/** Tells Agenda that a run failed; its message is the reason alone, as failures() shows it. */
class JobFailedError extends BarometerError {
  constructor(
    readonly job: string,
    readonly reason: string,
  ) {
    super(reason);
  }
}

export interface RunnerOptions {
  readonly job: Job;
  readonly holding: HoldingRepository;
  readonly clock: Clock;
  readonly log: Log;
  readonly timing: Timing;
  /** Aborted when the scheduler stops. */
  readonly stopping: AbortSignal;
}

export function runner(options: RunnerOptions): (agendaJob: AgendaJob<JobData>) => Promise<void> {
  const { job, holding, clock, log, timing, stopping } = options;

  const halted = () => stopping.aborted;

  return async (agendaJob) => {
    const { attrs } = agendaJob;
    const id = String(attrs._id ?? '');
    const guildId = guildOf(attrs.data);
    const dueAt = holding.dueAt(id) ?? clock.now();
    if (halted()) {
      holding.cutShort(id);
      return;
    }
    const lost = new AbortController();
    const signal = AbortSignal.any([stopping, lost.signal]);
    const outcome = await holding.whileRunning(id, async () => {
      const over = new AbortController();
      const keeping = keepLock(agendaJob, over.signal, lost, options);
      try {
        return await outcomeOf(job, { guildId, dueAt, signal });
      } finally {
        over.abort();
        await keeping;
      }
    });
    if (outcome.kind === 'retry' && halted()) {
      holding.cutShort(id);
      return;
    }
    const regular = await holding.current(id);
    // The schedule was cancelled while the job ran.
    if (regular === null) return;
    const now = clock.now();
    const next = nextFire(scheduleOf(regular), now);
    attrs.nextRunAt = new Date(next);
    if (outcome.kind === 'done') return;
    const failures = (attrs.failCount ?? 0) + 1;
    const pause = pauseAfter(failures, timing);
    if (pause !== null) attrs.nextRunAt = new Date(Math.min(next, now + pause));
    const facts = { job: job.name, guildId, failures, reason: outcome.reason, nextRunAt: attrs.nextRunAt };
    if (pause === null) log.error(facts, 'a job failed in all its tries and waits for its next regular time');
    else log.warn(facts, 'a job failed and is tried again');
    throw new JobFailedError(job.name, outcome.reason);
  };
}

async function outcomeOf(job: Job, run: Run): Promise<Outcome> {
  try {
    return await job.run(run);
  } catch (error) {
    return { kind: 'retry', reason: reasonOf(error) };
  }
}

/** Renews the lock until `over`; aborts `lost` when another process has it. Never rejects. */
async function keepLock(
  agendaJob: AgendaJob<JobData>,
  over: AbortSignal,
  lost: AbortController,
  { job, clock, log, timing }: RunnerOptions,
): Promise<void> {
  for (;;) {
    try {
      await clock.wait(timing.touchEveryMs, over);
      await agendaJob.touch();
    } catch (error) {
      if (over.aborted) return;
      log.warn({ job: job.name, err: error }, 'the lock of a running job could not be renewed');
      if (!(error instanceof LockLostError)) continue;
      lost.abort(error);
      return;
    }
  }
}
