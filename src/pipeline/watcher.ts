// The spike watcher: keeps one state for each channel, adds every verdict to it, and turns spikes into incidents.
import { createLanes } from '../flow/lanes.ts';
import type { ChannelId } from '../ids.ts';
import type { Verdict } from '../mood/verdict.ts';
import { quarterOf } from '../mood/window.ts';
import type { Incident, StoredMessage } from '../store/store.ts';
import type { ChannelScope } from './alerts/rebuilding.ts';
import { ALARMING, raiseUnraised, see, settle, type WatchedParts } from './alerts/seeing.ts';
import { createStates, type States } from './alerts/states.ts';
import { eachOf } from './each.ts';

export interface Watcher {
  /** Takes a message whose verdict was stored. */
  see(message: StoredMessage, verdict: Verdict): Promise<void>;
  /** Verdicts on these messages may be stored and were not seen: the states of their channels are rebuilt from the store. */
  forget(messages: readonly StoredMessage[]): void;
  /** Ends incidents whose channels are calm again, and raises what was not seen; to be called about every minute. */
  settle(): Promise<void>;
  /** After a start: raises spikes of the last hour that could not be raised because the program ended. */
  resume(): Promise<void>;
}

export interface WatcherOptions extends Omit<WatchedParts, 'states'> {
  /** What is remembered of channels; a bounded memory of its own unless given. */
  readonly states?: States;
}

export function createWatcher({ states = createStates(), ...options }: WatcherOptions): Watcher {
  const { store, clock } = options;
  const parts: WatchedParts = { ...options, states };
  const lanes = createLanes();
  const unseen = new Map<ChannelId, ChannelScope>();

  /** One thing at a time for each channel, or one would overwrite the state of the other. */
  async function inTurn(channel: ChannelId, work: () => Promise<void>): Promise<void> {
    await lanes.enter(channel, work, Infinity);
  }

  async function seeAgain(scope: ChannelScope): Promise<void> {
    unseen.delete(scope.channelId);
    try {
      await inTurn(scope.channelId, () => raiseUnraised(parts, scope));
    } catch (error) {
      unseen.set(scope.channelId, scope);
      throw error;
    }
  }

  return {
    see: (message, verdict) => inTurn(message.channelId, () => see(parts, message, verdict)),
    forget(messages) {
      for (const { guildId, channelId } of messages) unseen.set(channelId, { guildId, channelId });
      for (const channel of unseen.keys()) {
        void inTurn(channel, () => {
          states.delete(channel);
          return Promise.resolve();
        });
      }
    },
    async settle() {
      states.dropIdle(clock.now());
      const settleInTurn = (incident: Incident) => inTurn(incident.channelId, () => settle(parts, incident));
      const steps = [
        () => allOf([...unseen.values()], seeAgain),
        async () => allOf(await store.incidents.allOpen(), settleInTurn),
      ];
      await allOf(steps, (step) => step());
    },
    async resume() {
      const now = clock.now();
      const lately = { from: quarterOf(now - ALARMING), to: now + 1 };
      await allOf(await store.settings.guilds(), async (guildId) => {
        const channels = await store.buckets.byChannel(guildId, lately);
        const turned = channels.filter(({ counts }) => counts.negative > 0);
        await allOf(turned, ({ channelId }) =>
          inTurn(channelId, () => raiseUnraised(parts, { guildId, channelId })),
        );
      });
    },
  };
}

/** Does `task` for each of `items`, also after one failed. Throws the first failure at the end. */
async function allOf<T>(items: Iterable<T>, task: (item: T) => Promise<unknown>): Promise<void> {
  const failures: unknown[] = [];
  await eachOf(items, task, (error) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}
