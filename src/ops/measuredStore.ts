// The store, with every call timed and what it says about incidents and deliveries counted.
import type { Store } from '../store/store.ts';
import type { Figures } from './figures.ts';

/** A moment in seconds, from any beginning; it never goes back. */
export type Seconds = () => number;

/** A part of the store or the store itself: functions that return promises, beside other values. */
type Part = object;

/** The same part, with every call of its functions timed under `name`. */
function timed<P extends Part>(part: P, name: string, figures: Figures, seconds: Seconds): P {
  figures.storeErrors.inc({ part: name }, 0);
  figures.storeSeconds.zero({ part: name });
  const call = async (work: () => unknown): Promise<unknown> => {
    const began = seconds();
    try {
      return await work();
    } catch (error) {
      figures.storeErrors.inc({ part: name });
      throw error;
    } finally {
      figures.storeSeconds.observe({ part: name }, seconds() - began);
    }
  };
  return new Proxy(part, {
    get(target, key): unknown {
      const value: unknown = Reflect.get(target, key);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => call((): unknown => Reflect.apply(value, target, args));
    },
  });
}

export function measuredStore(store: Store, figures: Figures, seconds: Seconds): Store {
  const of = <P extends Part>(name: string, part: P) => timed(part, name, figures, seconds);
  const maintenance = of('maintenance', store);
  return {
    kind: store.kind,
    intake: of('intake', store.intake),
    queue: of('queue', countedQueue(store.queue, figures)),
    messages: of('messages', store.messages),
    corrections: of('corrections', store.corrections),
    buckets: of('buckets', store.buckets),
    claims: of('claims', store.claims),
    reports: of('reports', store.reports),
    incidents: of('incidents', countedIncidents(store.incidents, figures)),
    events: of('events', store.events),
    deliveries: of('deliveries', countedDeliveries(store.deliveries, figures)),
    resets: of('resets', store.resets),
    settings: of('settings', store.settings),
    people: of('people', store.people),
    portable: of('portable', store.portable),
    recount: (...asked) => maintenance.recount(...asked),
    expire: (contentBefore, rowsBefore, limit) => maintenance.expire(contentBefore, rowsBefore, limit),
    eraseGuild: (guildId) => maintenance.eraseGuild(guildId),
    close: () => store.close(),
  };
}

function countedQueue(queue: Store['queue'], { unjudged }: Figures): Store['queue'] {
  return {
    ...queue,
    async fail(failed) {
      await queue.fail(failed);
      unjudged.inc(failed.length);
    },
  };
}

function countedIncidents(incidents: Store['incidents'], figures: Figures): Store['incidents'] {
  return {
    ...incidents,
    async open(incident) {
      const opened = await incidents.open(incident);
      if (opened.fresh) figures.incidentsOpened.inc();
      return opened;
    },
    async change(...args) {
      const changed = await incidents.change(...args);
      if (changed) figures.incidentChanges.inc({ state: changed.state });
      return changed;
    },
  };
}

function countedDeliveries(outbox: Store['deliveries'], { deliveries }: Figures): Store['deliveries'] {
  return {
    ...outbox,
    async markArrived(key, at) {
      await outbox.markArrived(key, at);
      deliveries.inc({ outcome: 'arrived' });
    },
    async postpone(key, dueAt) {
      await outbox.postpone(key, dueAt);
      deliveries.inc({ outcome: 'failed' });
    },
    async bury(key, at, reason) {
      await outbox.bury(key, at, reason);
      deliveries.inc({ outcome: 'dead' });
    },
  };
}
