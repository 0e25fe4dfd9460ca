// A role that is run on a schedule: what it says of each window is posted once.
import { BarometerError } from '../errors.ts';
import type { Locale } from '../locale.ts';
import { NoRoleAnswerError, type Roles } from '../llm/role/runner.ts';
import { MINUTE } from '../mood/window.ts';
import { audienceOf } from '../pipeline/audience.ts';
import { answerOf, type RoleOrder, type RoleResult } from '../pipeline/roles/answering.ts';
import { answersToEach } from '../pipeline/roles/each.ts';
import { messagesFor } from '../pipeline/roles/reading.ts';
import { roleMessage } from '../report/roleMessage.ts';
import { wordsIn } from '../report/words.ts';
import { windowOf } from '../schedule/windows.ts';
import type { RoleSlot } from '../store/roleJobs.ts';
import type { GuildSettings } from '../store/settings.ts';
import type { Job } from './job.ts';
import { reportJob, type ReportJobOptions } from './reportJob.ts';

export interface RoleJobOptions extends ReportJobOptions {
  readonly roles: Roles;
}

/** For a role that reads messages one by one; what it read until then is posted. */
const PATIENCE = MINUTE;

class RoleGoneError extends BarometerError {
  constructor(readonly role: string) {
    super(
      `the role "${role}" is gone: restore prompts/${role}.md, or remove the job with /settings role-job remove`,
    );
  }
}

/** The job of one of a server's places for role jobs; nothing is done where that is empty. */
export function roleJob(slot: RoleSlot, { roles, ...options }: RoleJobOptions): Job {
  const { client, store, clock } = options;
  const heldIn = ({ roleJobs }: GuildSettings) => roleJobs.find((job) => job.slot === slot);

  /** Null where the model gave no answer of the role's kind: nothing is posted then. */
  async function answered(order: RoleOrder, signal: AbortSignal): Promise<RoleResult | null> {
    try {
      return await answerOf(roles, order, signal);
    } catch (error) {
      if (error instanceof NoRoleAnswerError) return null;
      throw error;
    }
  }

  /** `read`: messages that the model read. A role that reads one text reads each by itself. Null as `answered`. */
  async function saidOf(order: RoleOrder, signal: AbortSignal) {
    const { role, shown } = order;
    if (role.reads === 'message') {
      const until = clock.now() + PATIENCE;
      const each = await answersToEach(roles, order, { signal, isLate: () => clock.now() >= until });
      return { ...each, share: null, flaw: null, isText: false };
    }
    const result = await answered(order, signal);
    return result && { ...result, isText: role.answers === 'text', read: shown.length };
  }

  return reportJob(
    {
      kind: `role-${slot}`,
      scheduleOf: (settings) => heldIn(settings)?.schedule ?? 'off',
      channelOf: (settings) => heldIn(settings)?.channelId ?? null,
      onlyIn: {
        name: `the channel of role job ${slot}`,
        mend: `remove the job with /settings role-job remove and add it anew, or let me into the channel`,
      },
      sinceOf: (settings) => heldIn(settings)?.since ?? 0,
      isPicture: false,
      // What a role said of yesterday's hours is no news.
      mostDue: 1,

      windowsSince(report, { schedule, dueAt, since }) {
        const { from, to } = windowOf(schedule, Math.min(dueAt, clock.now()));
        // Another job may have had this place: a window that began as one of its own would pass for posted.
        const begin = Math.max(from, since, report?.window.to ?? 0);
        return to <= begin ? [] : [{ from: begin, to }];
      },

      async draft({ guildId, window, settings, readIn, id }, signal) {
        const held = heldIn(settings);
        if (!held) return null;
        const role = roles.get(held.role);
        if (!role) throw new RoleGoneError(held.role);
        const locale: Locale = settings.locale;
        const scope = { guildId, channelId: held.of };
        const wanted = { scope, window, isPosted: true, ...audienceOf(client, guildId, readIn) };
        const { shown, all, read } = await messagesFor(role, wanted, store);
        if (shown.length === 0) return null;
        const said = await saidOf({ role, shown, all, locale }, signal);
        if (!said || said.parts.length === 0) return null;
        const facts = { title: role.titles[locale], ...said, read: { found: read.found, shown: said.read } };
        const message = roleMessage(facts, { guildId, words: wordsIn(locale), id });
        return { letter: null, forms: [() => Promise.resolve(message)] };
      },
    },
    options,
  );
}
