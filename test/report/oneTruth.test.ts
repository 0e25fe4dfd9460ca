// Asks every card at the same moment of simulated days, and compares each figure that two of them show.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAssistant } from '../../src/assistant/assistant.ts';
import { channelId, guildId, messageId, snowflakeAt, userId } from '../../src/ids.ts';
import { summaryJob } from '../../src/jobs/summary.ts';
import { silentLog } from '../../src/log.ts';
import type { Label } from '../../src/mood/verdict.ts';
import { HOUR, MINUTE } from '../../src/mood/window.ts';
import { COPY } from '../assistant/stage.ts';
import {
  alerting,
  background,
  calmWeek,
  keep,
  open,
  outage,
  stage,
  watcher,
  write,
} from '../pipeline/alerts/rig.ts';
import { answerOf } from '../pipeline/answerOf.ts';

/** Seven minutes past the hour: the quarter-hour is not over, and the last full hour is. */
const MOMENT = Date.UTC(2026, 0, 5, 13, 7);

beforeEach(async () => {
  await open();
  const guild = guildId.parse(stage.guild);
  await stage.store.settings.update(guild, (held) => ({
    ...held,
    reportChannelId: channelId.parse(stage.channels.offtopic),
  }));
});
afterEach(() => stage.close());

const DAYS: Readonly<Record<string, () => Promise<unknown>>> = {
  'a calm day': async () => {
    await calmWeek();
    await say('positive', 20, 50);
  },
  'an outage': async () => {
    await calmWeek();
    await say('positive', 12, 100);
    await outage(40);
  },
  'an outage without a past': () => outage(24),
  'an outage that goes on over the hour': async () => {
    await calmWeek();
    await outage(130);
  },
  'a sparse day': () => say('negative', 11, 600),
  'a day of two messages': () => say('negative', 2, 50),
  'a day with messages that wait': async () => {
    await calmWeek();
    await outage(30);
    await leaveWaiting(25);
  },
  'a day of which nothing is judged': () => leaveWaiting(5),
};

/** Judged messages, a minute from one to the next, so many minutes before the outage. */
async function say(label: Label, n: number, minutesBefore: number) {
  const at = stage.clock.now() - minutesBefore * MINUTE;
  const { ann, ben } = stage.people;
  await keep(
    Array.from({ length: n }, (_, i) => ({ at: at + i * MINUTE, author: i % 2 ? ann : ben, label })),
  );
}

async function leaveWaiting(n: number) {
  const { store, guild, channels, people, clock } = stage;
  await store.intake.add(
    Array.from({ length: n }, (_, i) => ({
      id: messageId.parse((BigInt(snowflakeAt(clock.now())) + BigInt(1000 + i)).toString()),
      guildId: guildId.parse(guild),
      channelId: channelId.parse(channels.general),
      authorId: userId.parse(people.ann),
      createdAt: clock.now() + i,
      content: 'still to be judged',
    })),
  );
}

async function askAssistant(text: string): Promise<string> {
  const { store, clock, channels, guild } = stage;
  const assistant = createAssistant({
    ...{ store, clock, copy: COPY },
    link: (path) => `/${path}`,
    languageOf: ({ locale }) => locale,
    responder: { answer: () => answerOf(() => Promise.resolve('chat')) },
  });
  const heard = [channels.general, channels.offtopic].map((id, n) => ({
    id: channelId.parse(id),
    name: ['general', 'offtopic'][n]!,
    ...{ isWatched: true, isThread: false },
  }));
  const here = channelId.parse(channels.general);
  const place = { guildId: guildId.parse(guild), channelId: here, channels: heard, names: new Set<string>() };
  const question = {
    ...{ id: messageId.parse('1'), text, history: [], verdict: null, locale: 'en' as const },
    place: () => Promise.resolve(place),
    asked: { label: 'mood.now' as const, probability: 0.9 },
  };
  let said = '';
  const { drafts } = assistant.answer(question, { signal: new AbortController().signal });
  for await (const draft of drafts) said = draft;
  return said;
}

/** Posts the summary of the last full hour. */
async function summary(): Promise<string> {
  const { client, clock, deliveries, store, guild } = stage;
  const judging = { caughtUp: () => Promise.resolve() };
  const job = summaryJob({ client, store, clock, judging, deliveries, log: silentLog });
  await job.run({
    guildId: guildId.parse(guild),
    dueAt: clock.now(),
    signal: new AbortController().signal,
  });
  return postedWith('Summary ');
}

async function postedWith(footer: string): Promise<string> {
  const posts = await stage.sees(stage.people.mod, stage.channels.offtopic);
  const found = posts.filter(({ embeds }) => embeds.some((one) => one.footer?.text.startsWith(footer)));
  return found.at(-1)?.text ?? '';
}

const LEVELS = 'very negative|negative|neither good nor bad|positive|very positive';

/** What a card says, by what it says it of; null where it does not speak of it. */
function figuresIn(text: string) {
  const found = (pattern: RegExp) => pattern.exec(text)?.slice(1).join(' ') ?? null;
  const all = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, one]) => one).sort();
  return {
    level: found(new RegExp(`(?:Mood |: )(${LEVELS})[:,]`)),
    mood: found(new RegExp(`(?:Mood |: )(?:${LEVELS})[:,] ([−+]?\\d+)`)),
    positive: found(/(\d+)% positive/),
    negative: found(/(\d+)% negative/),
    waiting: found(/Of (\d+) messages?, (\d+) not judged yet/),
    change: found(
      /((?:[▲▼]) (?:up|down) \d+ from [−+]?\d+|▬ [−+]?\d+ from [−+]?\d+|too few messages to compare)/,
    ),
    span: found(/<t:(\d+):f> (?:–|to) <t:(\d+):[ft]>/),
    evidence: all(/(\d+ of \d+ negative; [\d.]+ expected \(95 %: \d+–\d+\))/g),
  };
}

type Figures = ReturnType<typeof figuresIn>;

async function cardsNow() {
  const { channels, people } = stage;
  const { general } = channels;
  await stage.clock.advance(MOMENT - stage.clock.now());
  await watcher.settle();
  await alerting.refresh();
  await background.settled();
  const by = (command: string, options = {}) =>
    stage.ask(people.owner, general, command, options).then(({ text }) => text);
  const lastHour = { from: '2026-01-05 12:00', to: '2026-01-05 13:00' };
  return {
    day: {
      server: await by('mood server'),
      channel: await by('mood channel'),
      daily: await by('report daily', { of: 'last' }),
      assistant: await askAssistant('how is everybody?'),
    },
    hour: {
      server: await by('mood server', lastHour),
      channel: await by('mood channel', lastHour),
      summary: await summary(),
    },
    // The hour up to now, which any message of the outage is in.
    now: { channel: await by('mood channel', { hours: 1 }), assistant: await askAssistant('how is it now?') },
    incident: {
      alert: await postedWith('Incident '),
      replay: await by('mood replay', { sensitivity: 'normal' }),
      open: await by('alerts open'),
    },
    status: await by('status'),
  };
}

/** Every card that speaks of a figure says the same of it. */
function expectAgreement(cards: Readonly<Record<string, string>>) {
  const told = Object.entries(cards).map(([name, text]) => ({ name, figures: figuresIn(text) }));
  for (const key of Object.keys(told[0]!.figures) as (keyof Figures)[]) {
    if (key === 'evidence') continue;
    const values = told.filter(({ figures }) => figures[key] !== null);
    expect(
      new Set(values.map(({ figures }) => figures[key])).size,
      `${key}: ${JSON.stringify(values.map(({ name, figures }) => [name, figures[key]]))}`,
    ).toBeLessThanOrEqual(1);
  }
  for (const { name, figures } of told) {
    expect(figures.evidence, `${name}: evidence`).toEqual(told[0]!.figures.evidence);
  }
}

describe.each(Object.entries(DAYS))('at one moment of %s', (_, live) => {
  it('every card tells the same span, level, figures, comparison, incident and backlog', async () => {
    await live();
    const { day, hour, now, incident, status } = await cardsNow();
    expectAgreement(day);
    expectAgreement(hour);
    const incidents = await stage.store.incidents.recent(guildId.parse(stage.guild), 10);
    const [one] = incidents;
    expect(incidents.length).toBeLessThanOrEqual(1);

    // The span goes up to now, and says so to the second.
    const { span } = figuresIn(day.server);
    expect(span).toBe(`${(MOMENT - 7 * MINUTE - 24 * HOUR) / 1000} ${MOMENT / 1000}`);
    expect(figuresIn(day.daily).span).toBe(span);
    expect(figuresIn(hour.summary).span ?? figuresIn(hour.server).span).toBe(figuresIn(hour.server).span);

    const { evidence } = figuresIn(day.server);
    expect(evidence).toHaveLength(one ? 1 : 0);
    for (const text of [now.channel, now.assistant, ...Object.values(incident)]) {
      if (text !== incident.open || one) expect(figuresIn(text).evidence, text).toEqual(evidence);
    }
    const waiting = (
      await stage.store.messages.waiting(guildId.parse(stage.guild), { from: 0, to: Infinity })
    )
      .map(({ total }) => total)
      .reduce((a, b) => a + b, 0);
    expect(status).toContain(`${waiting} message`);
    for (const text of [...Object.values(day), now.channel, incident.replay])
      expect(text.includes('not judged yet'), text).toBe(waiting > 0);
  });
});

it('an incident has one start, whoever tells of it, however long it goes on', async () => {
  await calmWeek();
  await outage(130);
  const { day, now, incident } = await cardsNow();
  const cards = { ...day, now: now.channel, ...incident };
  const starts = Object.entries(cards).map(([name, text]) => [name, startIn(text)]);
  const [[, first]] = starts as [[string, string | null]];
  expect(first).not.toBeNull();
  expect(starts).toEqual(starts.map(([name]) => [name, first]));
  await write(stage.people.ann, 'neutral');
});

/** The moment that stands before the evidence, or in the field of that name. */
function startIn(text: string): string | null {
  return (
    (/since <t:(\d+):f>: \d+ of/.exec(text) ??
      /"name":"Since","value":"<t:(\d+):/.exec(text) ??
      /· <t:(\d+):f> · \d+ of/.exec(text))?.[1] ?? null
  );
}

it('a channel with an open incident is never said to show no clear change', async () => {
  await calmWeek();
  await say('neutral', 8, 30);
  await say('negative', 4, 20);
  await outage(24);
  const { now, hour, day } = await cardsNow();
  for (const text of [now.channel, now.assistant, ...Object.values(hour), ...Object.values(day)])
    expect(text).not.toMatch(/[Nn]o clear change|as before/);
});
