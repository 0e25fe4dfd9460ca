// Asks every card at the same moment of simulated days, and compares each figure that two of them show.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { channelId, guildId } from '../../src/ids.ts';
import type { Confusion } from '../../src/mood/confusion.ts';
import { shareOf } from '../../src/mood/mood.ts';
import { HOUR, MINUTE } from '../../src/mood/window.ts';
import { calmWeek, open, outage, stage } from '../pipeline/alerts/rig.ts';
import { MISTAKEN } from '../mood/confusions.ts';
import { cardsNow, figuresIn, leaveWaiting, MOMENT, say, startIn } from './cards.ts';

/** `judge`: what is known of the judge's mistakes. */
async function begin(judge?: Confusion) {
  await open(judge);
  const guild = guildId.parse(stage.guild);
  await stage.store.settings.update(guild, (held) => ({
    ...held,
    reportChannelId: channelId.parse(stage.channels.offtopic),
  }));
}
beforeEach(() => begin());
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

type Figures = ReturnType<typeof figuresIn>;

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

it('every card corrects its shares for the known mistakes of the judge, and all alike', async () => {
  await stage.close();
  await begin(MISTAKEN);
  await calmWeek();
  await say('positive', 30, 100);
  await outage(40);
  const { day, hour } = await cardsNow();
  expectAgreement(day);
  expectAgreement(hour);
  const server = { guildId: guildId.parse(stage.guild), channelId: null };
  const window = { from: MOMENT - 7 * MINUTE - 24 * HOUR, to: MOMENT };
  const { judge, ...counts } = await stage.store.buckets.counts(server, window);
  const percent = (share: number) => String(Math.round(100 * share));
  const corrected = percent(shareOf({ ...counts, judge: judge! })!.negative);
  expect(figuresIn(day.server).negative).toBe(corrected);
  expect(corrected).not.toBe(percent(shareOf(counts)!.negative));
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
});

it('a channel with an open incident is never said to show no clear change', async () => {
  await calmWeek();
  await say('neutral', 8, 30);
  await say('negative', 4, 20);
  await outage(24);
  const { now, hour, day } = await cardsNow();
  for (const text of [now.channel, now.assistant, ...Object.values(hour), ...Object.values(day)])
    expect(text).not.toMatch(/[Nn]o clear change|as before/);
});
