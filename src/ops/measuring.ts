// The instruments that measure, over one registry of figures.
import { Events } from 'discord.js';
import type { Clock } from '../clock.ts';
import { createFigures } from './figures.ts';
import type { Instruments, Watched } from './instruments.ts';
import { measuredJob } from './measuredJob.ts';
import { measuredModel } from './measuredModel.ts';
import { measuredStore, type Seconds } from './measuredStore.ts';
import { PARTS, type Lack } from './readiness.ts';
import { scrape } from './scrape.ts';

export interface Measuring extends Instruments {
  /** The figures of now, as Prometheus reads them. */
  readonly metrics: () => Promise<{ readonly type: string; readonly text: string }>;
}

export interface MeasuringOptions {
  readonly clock: Clock;
  readonly seconds: Seconds;
  readonly lacks: () => Promise<readonly Lack[]>;
}

const EVENTS = {
  lost: Events.ShardReconnecting,
  closed: Events.ShardDisconnect,
  resumed: Events.ShardResume,
  anew: Events.ShardReady,
  failed: Events.ShardError,
} as const;

export function createMeasuring({ clock, seconds, lacks }: MeasuringOptions): Measuring {
  const figures = createFigures();
  let watched: Watched | null = null;

  return {
    store: (store) => measuredStore(store, figures, seconds),
    model: (model) => measuredModel(model, figures, seconds),
    job: (job) => measuredJob(job, figures, seconds),
    tagged({ createdAt }, { verdict, judgedAt }) {
      figures.verdicts.inc({ label: verdict.label, uncertain: String(verdict.uncertain) });
      figures.verdictDelay.observe(Math.max(0, (judgedAt - createdAt) / 1000));
    },
    watch(given) {
      watched = given;
      for (const [event, name] of Object.entries(EVENTS)) {
        figures.gateway.inc({ event }, 0);
        given.client.on(name, () => figures.gateway.inc({ event }));
      }
    },
    async metrics() {
      const missing = new Set((await lacks()).map(({ part }) => part));
      for (const part of PARTS) {
        figures.ready.set({ part }, missing.has(part) ? 0 : 1);
      }
      if (watched) await scrape(watched, figures, clock);
      const { registry } = figures;
      return { type: registry.contentType, text: await registry.metrics() };
    },
  };
}
