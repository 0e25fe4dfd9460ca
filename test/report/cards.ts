// Every card about the mood of the rig's server at one moment, and the figures that it shows.
import { createAssistant } from '../../src/assistant/assistant.ts';
import { channelId, guildId, messageId, snowflakeAt, userId } from '../../src/ids.ts';
import { summaryJob } from '../../src/jobs/summary.ts';
import { silentLog } from '../../src/log.ts';
import type { Label } from '../../src/mood/verdict.ts';
import { MINUTE } from '../../src/mood/window.ts';
import { COPY } from '../assistant/stage.ts';
import { openMood } from '../dashboard/rig.ts';
import { alerting, background, keep, stage, watcher } from '../pipeline/alerts/rig.ts';
import { answerOf } from '../pipeline/answerOf.ts';

/** Seven minutes past the hour: the quarter-hour is not over, and the last full hour is. */
export const MOMENT = Date.UTC(2026, 0, 5, 13, 7);

/** Judged messages, a minute from one to the next, so many minutes before the outage. */
export async function say(label: Label, n: number, minutesBefore: number) {
  const at = stage.clock.now() - minutesBefore * MINUTE;
  const { ann, ben } = stage.people;
  await keep(
    Array.from({ length: n }, (_, i) => ({ at: at + i * MINUTE, author: i % 2 ? ann : ben, label })),
  );
}

export async function leaveWaiting(n: number) {
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
    ...{ store, clock, log: silentLog, copy: COPY },
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
  const place = {
    guildId: guildId.parse(guild),
    channelId: here,
    channels: heard,
    names: new Set<string>(),
    people: new Set<string>(),
  };
  const question = {
    ...{ id: messageId.parse('1'), text, said: text, begun: '', alone: null, history: [] },
    ...{ verdict: null, locale: 'en' as const },
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
export function figuresIn(text: string) {
  const found = (pattern: RegExp) => pattern.exec(text)?.slice(1).join(' ') ?? null;
  const all = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, one]) => one).sort();
  return {
    total: found(/(?:"name":"Messages","value":"|^(?:Only )?|\. )(\d+)(?: \(| messages?|")/),
    people: found(/"name":"People","value":"≈ (\d+)/),
    level: found(new RegExp(`(?:Mood |: )(${LEVELS})[:,]`)),
    mood: found(new RegExp(`(?:Mood |: )(?:${LEVELS})[:,] ([−+]?\\d+)`)),
    positive: found(/(\d+)% positive/),
    neutral: found(/(\d+)% neutral/),
    negative: found(/(\d+)% negative/),
    kinds: found(/Negative messages: ([\w, ]+)/),
    waiting: found(/Of (\d+) messages?, (\d+) not judged yet/),
    change: found(
      /(?:Compared with the period before(?:: |","value":")|Day before: )((?:[▲▼] (?:up|down) |▬ )?[−+]?\d+ from [−+]?\d+|too few messages to compare)/,
    ),
    span: found(/<t:(\d+):f> (?:–|to) <t:(\d+):[ft]>/),
    evidence: all(/(\d+ of \d+ clearly negative; [\d.]+ expected \(95 %: \d+–\d+\))/g),
  };
}

/** What the mood view says, in the form of a card. */
async function pageSays(query = ''): Promise<string> {
  const mood = openMood();
  const { head } = await mood.view(stage.people.owner, query);
  mood.close();
  const span = [head.window.from, head.window.to].map((at) => `<t:${Math.floor(at / 1000)}:f>`).join(' – ');
  return [head.headline, span, head.balance, JSON.stringify(head.facts), ...head.notes].join('\n');
}

export async function cardsNow() {
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
    page: { day: await pageSays(), hour: await pageSays(`period=hour&channels=${general}`) },
    status: await by('status'),
  };
}

/** The moment that stands before the evidence, or in the field of that name. */
export function startIn(text: string): string | null {
  return (
    (/since <t:(\d+):f>: \d+ of/.exec(text) ??
      /"name":"Since","value":"<t:(\d+):/.exec(text) ??
      /· <t:(\d+):f> · \d+ of/.exec(text))?.[1] ?? null
  );
}
