// Asks every card at the same moment of simulated days, and compares each figure that two of them show.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { channelId, guildId } from '../../src/ids.ts';
import type { Confusion } from '../../src/mood/confusion.ts';
import { kindsTotal, NO_KINDS, type Kinds } from '../../src/mood/kind.ts';
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

/** What a sentence leaves to the cards, and what it leaves out where there is too little to say. */
const LEFT_OUT: readonly (keyof Figures)[] = ['people', 'neutral', 'kinds', 'change'];
const LEFT_OUT_OF_FEW: readonly (keyof Figures)[] = [...LEFT_OUT, 'positive', 'negative', 'span'];

/** Cards about one span say the same of each figure: where one of them tells it, all do. */
function expectAgreement({ assistant, ...cards }: Readonly<Record<string, string>>) {
  const [[first, text] = ['', ''], ...others] = Object.entries(cards);
  const figures = figuresIn(text);
  for (const [name, other] of others) expect(figuresIn(other), `${name} and ${first}`).toEqual(figures);
  if (assistant === undefined) return;
  const said = Object.entries(figuresIn(assistant)).filter(
    ([key]) => !(figures.level === null ? LEFT_OUT_OF_FEW : LEFT_OUT).includes(key as keyof Figures),
  );
  expect(figures, 'the assistant').toMatchObject(Object.fromEntries(said));
}

/** A card tells what the store holds of its span, and where there is enough to say, no figure is missing. */
async function expectTruth(text: string) {
  const figures = figuresIn(text);
  const [from = 0, to = 0] = figures.span!.split(' ').map((seconds) => Number(seconds) * 1000);
  const scope = { guildId: guildId.parse(stage.guild), channelId: null };
  const {
    total,
    positive,
    negative,
    kinds = NO_KINDS,
  } = await stage.store.buckets.counts(scope, { from, to });
  if (total > 0) expect(figures.total, text).toBe(`${total}`);
  expect(figures.kinds, text).toBe(kindsTotal(kinds) < 10 ? null : told(kinds));
  if (total < 10) {
    expect(figures, text).toMatchObject({ level: null, mood: null, change: null });
    return;
  }
  const missing = Object.entries(figures).filter(([, value]) => value === null);
  expect(missing.filter(([key]) => key !== 'waiting' && key !== 'kinds')).toEqual([]);
  expect(figures.positive).toBe(`${Math.round((100 * positive) / total)}`);
  expect(figures.negative).toBe(`${Math.round((100 * negative) / total)}`);
}

/** Those that the rig writes. */
const told = ({ complaint, hostility }: Kinds) =>
  [`${complaint} complaints`, ...(hostility > 0 ? [`${hostility} against people`] : [])].join(', ');

describe.each(Object.entries(DAYS))('at one moment of %s', (_, live) => {
  it('every card tells the same span, level, figures, comparison, incident and backlog', async () => {
    await live();
    const { day, hour, now, page, incident, status } = await cardsNow();
    expectAgreement(day);
    expectAgreement({ server: day.server, page: page.day });
    expectAgreement({ channel: now.channel, page: page.hour });
    const { summary, ...asked } = hour;
    // Of an hour without a message nothing is posted.
    const isQuiet = figuresIn(hour.server).total === null && figuresIn(hour.server).waiting === null;
    expect(summary === '').toBe(isQuiet);
    expectAgreement(isQuiet ? asked : hour);
    // Where the last hour is empty, the assistant tells of the day.
    const last = figuresIn(now.channel).total === null ? day.server : now.channel;
    expectAgreement({ last, assistant: now.assistant });
    for (const text of [day.server, hour.server, now.channel]) await expectTruth(text);
    const incidents = await stage.store.incidents.recent(guildId.parse(stage.guild), 10);
    const [one] = incidents;
    expect(incidents.length).toBeLessThanOrEqual(1);

    // The span goes up to now, and says so to the second.
    const { span, evidence } = figuresIn(day.server);
    expect(span).toBe(`${(MOMENT - 7 * MINUTE - 24 * HOUR) / 1000} ${MOMENT / 1000}`);

    expect(evidence).toHaveLength(one ? 1 : 0);
    const told = { ...day, ...hour, channelNow: now.channel, assistantNow: now.assistant, ...incident };
    for (const [name, text] of Object.entries(told)) {
      expect(figuresIn(text).evidence, name).toEqual(evidence);
      expect(startIn(text), name).toBe(startIn(day.server));
    }
    expect(startIn(day.server) === null).toBe(!one);
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
  const { day, hour, page } = await cardsNow();
  expectAgreement(day);
  expectAgreement({ server: day.server, page: page.day });
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
