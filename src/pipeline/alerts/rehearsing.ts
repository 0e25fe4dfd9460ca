// What an alert of a channel would say now: as if one negative message after the other were written until it opened.
import { stepSpike, type SpikeOptions, type SpikeState } from '../../mood/spike.ts';
import type { Evidence } from '../../mood/evidence.ts';
import type { ChannelId } from '../../ids.ts';
import type { AlertFacts } from '../../report/alertFacts.ts';
import { remediesFor, type FactsOptions } from './facts.ts';
import { hushAt } from './hushing.ts';
import { rebuild, type ChannelScope } from './rebuilding.ts';
import { spikeOptionsOf } from './thresholds.ts';

/** So many people write in turn. */
const PEOPLE = 5;
/** What does not turn a channel by then never does. */
const MOST = 500;

/**
 * The facts of that alert, with the channel's own normal and threshold; null where no number of messages would open it.
 * Nothing is stored. `alertChannelId`: where alerts go.
 */
export async function rehearsal(
  options: FactsOptions,
  scope: ChannelScope,
  alertChannelId: ChannelId,
): Promise<AlertFacts | null> {
  const { client, store, clock } = options;
  const now = clock.now();
  const settings = await store.settings.get(scope.guildId);
  const { state } = await rebuild({ store, clock }, scope, null);
  const evidence = evidenceAt(state, now, spikeOptionsOf(settings, scope.channelId, now));
  if (!evidence) return null;
  return {
    id: 'test',
    shortId: '',
    state: 'open',
    channels: [
      {
        channelId: scope.channelId,
        evidence,
        openedAt: now,
        resolvedAt: null,
        mostlyOnePerson: false,
      },
    ],
    resolvedAt: null,
    end: 'calm',
    snoozedUntil: null,
    alertRoleId: settings.alertRoleId,
    secondCall: null,
    hush: await hushAt(store, scope.guildId, settings, now),
    cause: null,
    worst: [],
    acts: [],
    slowMode: null,
    slowUntil: null,
    isSlow: false,
    strictness: 1,
    hasThread: false,
    invites: { canPause: false, canResume: false, pausedUntil: null },
    remedies: remediesFor(client, scope.channelId, alertChannelId),
    waiting: 0,
  };
}

function evidenceAt(held: SpikeState, now: number, options: SpikeOptions): Evidence | null {
  // An incident that is open shall not speak for the test.
  let state: SpikeState = { ...held, alert: null };
  const at = Math.max(now, held.newest.at);
  for (let n = 0; n < MOST; n += 1) {
    const step = stepSpike(state, { at, author: `somebody ${n % PEOPLE}`, weight: 1 }, options);
    if (step.outcome.kind === 'spike') return step.outcome.evidence;
    state = step.state;
  }
  return null;
}
