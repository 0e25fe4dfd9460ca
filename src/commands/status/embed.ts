// The embed of /status: the model, the queue, the store, the jobs, and what could not be delivered.
import { type APIEmbed, escapeMarkdown } from 'discord.js';
import type { DeadLetterFacts } from '../../deliver/event.ts';
import { correctedLine, type CorrectedFacts } from '../../figures/corrected.ts';
import { LONGEST_RELEARNING } from '../../mood/relearning.ts';
import type { VoiceCounts } from '../../pipeline/voices.ts';
import { moment } from '../../report/times.ts';
import type { Words } from '../../report/words.ts';
import type { HealthState } from '../../store/health.ts';
import type { Report } from '../../store/store.ts';
import type { StatusFacts } from '../command.ts';
import { quoted } from '../wording.ts';
import { givenUpLines } from './givenUp.ts';

const STORES = { sqlite: 'SQLite', mongodb: 'MongoDB' } as const;

const HEALTH = {
  unchecked: 'status.storeUnchecked',
  whole: 'status.storeWhole',
  damaged: 'status.storeDamaged',
} as const;

/** The most failed jobs shown. */
const MOST_JOBS = 5;

interface ServerFacts {
  /** How the bot talks here. */
  readonly persona: string;
  readonly undelivered: readonly DeadLetterFacts[];
  readonly givenUp: readonly Report[];
  /** Messages of the server that are not judged yet. */
  readonly waiting: number;
  readonly corrected: CorrectedFacts;
  /** Of the embedded file; null where a server looks after its own. */
  readonly health: HealthState | null;
  /** When the judge changed, while alerts may wait for that; null otherwise. */
  readonly relearning: number | null;
  readonly voices: VoiceCounts;
}

/** `setup`: the lines of the setup check. */
export function statusEmbed(
  facts: StatusFacts,
  { persona, undelivered, givenUp, health, ...judged }: ServerFacts,
  setup: string,
  words: Words,
): APIEmbed {
  const letters = undelivered.map((one) => letterLine(one, words)).join('\n');
  return {
    title: words('status.title'),
    fields: [
      { name: words('status.model'), value: modelLine(facts, words) },
      { name: words('settings.persona'), value: persona },
      { name: words('status.judging'), value: judgingLines(facts, judged, words) },
      { name: words('status.store'), value: storeLine(facts.store, health, words) },
      { name: words('status.up'), value: moment(facts.startedAt, 'R') },
      { name: words('status.jobs'), value: jobLines(facts, words) },
      ...(givenUp.length === 0
        ? []
        : [{ name: words('status.givenUp'), value: givenUpLines(givenUp, words) }]),
      ...(letters === '' ? [] : [{ name: words('status.undelivered'), value: letters }]),
      { name: words('setup.title'), value: setup },
    ],
  };
}

/** What is left to say where the database cannot be read any more. */
export function damagedEmbed(words: Words): APIEmbed {
  const value = storeLine('sqlite', 'damaged', words);
  return { title: words('status.title'), fields: [{ name: words('status.store'), value }] };
}

function storeLine(store: StatusFacts['store'], health: HealthState | null, words: Words): string {
  return health === null ? STORES[store] : `${STORES[store]} · ${words(HEALTH[health])}`;
}

function modelLine({ model }: StatusFacts, words: Words): string {
  return [
    quoted(model.id),
    model.preset === null
      ? words('status.noPreset')
      : words('status.preset', { preset: quoted(model.preset) }),
    calibrationWords(model, words),
  ].join(' · ');
}

function calibrationWords({ calibration, calibrating }: StatusFacts['model'], words: Words): string {
  if (calibrating) return words('status.calibrating', { ...calibrating });
  if (!calibration) return words('status.uncalibrated');
  const { right, falseNegative, error } = calibration;
  const figures = [
    ...(right === null ? [] : [words('status.right', { n: Math.round(right) })]),
    ...(falseNegative === null ? [] : [words('status.falseNegative', { n: Math.round(falseNegative) })]),
    ...(error === null ? [] : [words('status.calibrationError', { n: Math.round(error) })]),
  ];
  return [words('status.calibrated'), ...figures].join(' · ');
}

function judgingLines(
  { queue: { pending, oldestAt, perMinute, read, remembered, waitsFor } }: StatusFacts,
  {
    waiting,
    corrected,
    relearning,
    voices,
  }: Omit<ServerFacts, 'persona' | 'undelivered' | 'givenUp' | 'health'>,
  words: Words,
): string {
  return [
    ...(waitsFor === null ? [] : [words(waitsFor === 'model' ? 'status.waitsModel' : 'status.waitsStore')]),
    words('status.judgingValue', { waiting, pending, rate: perMinute }),
    ...(oldestAt === null ? [] : [words('status.oldest', { when: moment(oldestAt, 'R') })]),
    ...(remembered === 0 ? [] : [words('status.remembered', { share: remembered / (read + remembered) })]),
    ...(voices.heard + voices.unheard === 0 ? [] : [words('status.voices', { ...voices })]),
    ...(relearning === null ? [] : [relearningLine(relearning, words)]),
    ...[correctedLine(corrected, words)].filter((line) => line !== null),
  ].join('\n');
}

function relearningLine(since: number, words: Words): string {
  const until = moment(since + LONGEST_RELEARNING, 'R');
  return words('status.relearning', { when: moment(since, 'R'), until });
}

function jobLines({ failedJobs }: StatusFacts, words: Words): string {
  if (failedJobs.length === 0) return words('status.jobsNone');
  return failedJobs
    .slice(0, MOST_JOBS)
    .map(({ name, failedAt, failures, guildId: guild, reason }) =>
      words('status.job', {
        name: quoted(name),
        when: moment(failedAt, 'R'),
        n: failures,
        // A job of the whole process may give a reason that names the operator's files or hosts.
        reason: guild === null ? '–' : escapeMarkdown(reason).slice(0, 120),
      }),
    )
    .join('\n');
}

/** What was not delivered, to which place, since when and why. Titles and reasons come from outside, so they are escaped. */
function letterLine({ title, where, failedAt, tries, reason }: DeadLetterFacts, words: Words): string {
  return words('status.undeliveredLine', {
    title: escapeMarkdown(title.slice(0, 60)) || '–',
    where: where === null ? words('webhooks.file') : quoted(where.slice(0, 60)),
    when: moment(failedAt, 'R'),
    n: tries,
    // The reason of a file names the operator's folders.
    reason: where === null ? '–' : quoted(reason.slice(0, 70)),
  });
}
