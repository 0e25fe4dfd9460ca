// The port to what measures the bot for its operators: each part is passed through it, and comes back measured.
import type { Client } from 'discord.js';
import type { Job } from '../jobs/job.ts';
import type { Judge } from '../llm/judge.ts';
import type { Model } from '../llm/model.ts';
import type { Metrics } from '../pipeline/metrics.ts';
import type { Store, StoredMessage, Tag } from '../store/store.ts';

/** What is asked at each scrape. */
export interface Watched {
  readonly client: Client;
  readonly store: Pick<Store, 'kind' | 'incidents'>;
  readonly queue: Metrics['queue'];
  readonly judge: Pick<Judge, 'stats'>;
  readonly model: Pick<Model, 'id'>;
}

export interface Instruments {
  readonly store: (store: Store) => Store;
  readonly model: (model: Model) => Model;
  readonly job: (job: Job) => Job;
  /** Called with every verdict that was stored. */
  tagged(message: StoredMessage, tag: Tag): void;
  /** Called once, before the client connects. */
  watch(watched: Watched): void;
}

/** Nobody asks for figures: every part stays as it is. */
export const unmeasured: Instruments = {
  store: (store) => store,
  model: (model) => model,
  job: (job) => job,
  tagged: () => undefined,
  watch: () => undefined,
};
