// Every figure of the bot that Prometheus may ask for. Labels have few values: never a server, a channel or a person.
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { LABELS } from '../mood/verdict.ts';

const QUICK = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];
const EVALUATION = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
const WAIT = [0.5, 1, 2.5, 5, 15, 60, 300, 900, 3600];

/** Times are in seconds. */
export function createFigures() {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const counter = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Counter({ name: `barometer_${name}`, help, labelNames, registers });
  const gauge = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Gauge({ name: `barometer_${name}`, help, labelNames, registers });
  const histogram = <Label extends string>(
    name: string,
    help: string,
    buckets: number[],
    ...labelNames: Label[]
  ) => new Histogram({ name: `barometer_${name}`, help, buckets, labelNames, registers });

  const figures = {
    registry,
    info: gauge('info', 'Always 1; the labels say what runs', 'model', 'store', 'node'),
    ready: gauge('ready', '1 where this part can work', 'part'),
    scrapeErrors: counter('scrape_errors_total', 'Scrapes at which some figures could not be read'),

    queued: gauge('queue_messages', 'Messages that wait for a verdict'),
    oldest: gauge('queue_oldest_seconds', 'Age of the oldest message that waits for a verdict'),
    blocked: gauge('queue_blocked', '1 while judging waits for this part', 'by'),
    verdicts: counter('verdicts_total', 'Stored verdicts', 'label', 'uncertain'),
    verdictDelay: histogram(
      'verdict_delay_seconds',
      'From the writing of a message to its verdict, history that was read back included',
      WAIT,
    ),
    unjudged: counter('messages_failed_total', 'Messages that could not be judged'),
    batches: histogram('judge_batch_seconds', 'Time of the model for one batch of messages', EVALUATION),
    texts: counter('judge_texts_total', 'Texts that verdicts were asked of, by who answered', 'source'),
    firstWord: histogram('chat_first_token_seconds', 'Time to the first piece of an answer', EVALUATION),
    answers: histogram('chat_answer_seconds', 'Time to the end of an answer', EVALUATION),
    tokens: counter('tokens_total', 'About how many tokens were read or written', 'work'),
    modelErrors: counter('model_errors_total', 'Calls of the model that failed', 'work'),

    jobs: counter('jobs_total', 'Ended runs of jobs', 'job', 'outcome'),
    jobSeconds: histogram('job_seconds', 'Time of one run of a job', WAIT, 'job'),
    jobsLocked: gauge('jobs_locked', 'Jobs that this process has locked and runs', 'job'),

    shards: gauge('gateway_shards', 'Connections to Discord, by state', 'state'),
    ping: gauge('gateway_ping_seconds', 'Mean time of a heartbeat to Discord and back'),
    guilds: gauge('gateway_servers', 'Servers that the bot is in'),
    gateway: counter('gateway_events_total', 'Connections that were lost, and how they came back', 'event'),

    storeSeconds: histogram('store_seconds', 'Time of one call of the store', QUICK, 'part'),
    storeErrors: counter('store_errors_total', 'Calls of the store that failed', 'part'),

    incidents: gauge('incidents', 'Incidents that are not over', 'state'),
    incidentsOpened: counter('incidents_opened_total', 'Incidents that were opened'),
    incidentChanges: counter('incident_changes_total', 'Changes of incidents, by the state after', 'state'),
    deliveries: counter('deliveries_total', 'Tries to deliver to webhooks, mail and files', 'outcome'),
  } as const;
  showZeros(figures);
  return figures;
}

type Zeroed = Readonly<
  Record<'verdicts' | 'texts' | 'tokens' | 'modelErrors' | 'incidentChanges' | 'deliveries', Counter>
>;

/** A rate is right only where the series begins before the first count. */
function showZeros({ verdicts, texts, tokens, modelErrors, incidentChanges, deliveries }: Zeroed): void {
  for (const label of LABELS) {
    for (const uncertain of ['true', 'false']) verdicts.inc({ label, uncertain }, 0);
  }
  for (const source of ['model', 'memory']) texts.inc({ source }, 0);
  for (const work of ['judge', 'chat']) {
    tokens.inc({ work }, 0);
    modelErrors.inc({ work }, 0);
  }
  for (const state of ['acknowledged', 'snoozed', 'false alarm', 'resolved'])
    incidentChanges.inc({ state }, 0);
  for (const outcome of ['arrived', 'failed', 'dead']) deliveries.inc({ outcome }, 0);
}

export type Figures = ReturnType<typeof createFigures>;
