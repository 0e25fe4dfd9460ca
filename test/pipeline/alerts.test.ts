import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  channelId,
  guildId,
  messageId,
  snowflakeAt,
  userId,
  type ChannelId,
  type MessageId,
} from '../../src/ids.ts';
import { silentLog } from '../../src/log.ts';
import type { Label } from '../../src/mood/verdict.ts';
import { DAY, HOUR, MINUTE } from '../../src/mood/window.ts';
import { createAlerts, type Alerts, type AlertsOptions } from '../../src/pipeline/alerts.ts';
import { createBackground, type Background } from '../../src/pipeline/background.ts';
import { createWatcher, type Watcher } from '../../src/pipeline/watcher.ts';
import { openStage, type Stage } from '../commands/stage.ts';
import { hearingLog } from './words.ts';

let stage: Stage;
let background: Background;
let alerting: Alerts;
let watcher: Watcher;
let written = 0;

beforeEach(async () => {
  stage = await openStage();
  await chooseAlertChannel(channelId.parse(stage.channels.offtopic));
  begin();
});
afterEach(() => stage.close());

/** As the program does at its start: nothing is remembered but what is stored. */
function begin(more: Partial<AlertsOptions> = {}) {
  const { client, store, clock, deliveries } = stage;
  background = createBackground(silentLog);
  alerting = createAlerts({ client, store, clock, log: silentLog, background, deliveries, ...more });
  watcher = createWatcher({ store, clock, alerts: alerting });
}

async function chooseAlertChannel(alertChannelId: ChannelId | null) {
  const guild = guildId.parse(stage.guild);
  const settings = await stage.store.settings.get(guild);
  await stage.store.settings.update(guild, () => ({ ...settings, alertChannelId }));
}

/** Judged messages in the store, at their moments. */
async function keep(
  rows: readonly { at: number; author: string; label: Label; where?: string }[],
): Promise<MessageId[]> {
  const { store, guild, channels } = stage;
  const messages = rows.map(({ at, author, label, where = channels.general }) => ({
    id: messageId.parse((BigInt(snowflakeAt(at)) + BigInt(written++)).toString()),
    guildId: guildId.parse(guild),
    channelId: channelId.parse(where),
    authorId: userId.parse(author),
    createdAt: at,
    content: label,
  }));
  await store.intake.add(messages);
  const verdictOf = (label: Label) => {
    const probabilities = { positive: 0, neutral: 0, negative: 0, [label]: 1 };
    return { label, probabilities, uncertain: false };
  };
  return await store.queue.tag(
    messages.map(({ id, createdAt }, n) => ({
      id,
      revision: 1,
      verdict: verdictOf(rows[n]!.label),
      model: 't',
      promptVersion: '1',
      truncated: false,
      judgedAt: createdAt,
    })),
  );
}

/** A judged message, as the judging loop hands it to the watcher. */
async function write(author: string, label: Label, at = stage.clock.now()): Promise<void> {
  const [id] = await keep([{ at, author, label }]);
  const message = await stage.store.messages.get(id!);
  await watcher.see(message!, message!.verdict!);
}

/** A calm week: 6 messages an hour, one in ten negative. */
async function calmWeek() {
  const end = stage.clock.now() - 4 * HOUR;
  await keep(
    Array.from({ length: 7 * 24 * 6 }, (_, n) => ({
      at: end - 7 * DAY + n * 10 * MINUTE,
      author: stage.people.ann,
      label: n % 10 === 0 ? 'negative' : 'neutral',
    })),
  );
}

async function outage(messages = 24) {
  const authors = [stage.people.ann, stage.people.ben, stage.people.lin, stage.people.mod];
  for (let n = 0; n < messages; n += 1) {
    await stage.clock.advance(30_000);
    await write(authors[n % authors.length]!, n % 6 === 0 ? 'neutral' : 'negative');
  }
  await background.settled();
}

const alerts = async () =>
  (await stage.sees(stage.people.mod, stage.channels.offtopic)).filter(({ author }) => author.bot);

describe('an alert', () => {
  beforeEach(calmWeek);

  it('opens once for a spike, says its evidence and mentions nobody without a role', async () => {
    await outage();
    const [alert, ...more] = await alerts();
    expect(more).toEqual([]);
    expect(alert?.text).toMatch(/\d+ of \d+/);
    expect(alert?.text).toContain(stage.channels.general);
    expect(alert?.mentions).toEqual([]);
    expect(await stage.store.incidents.allOpen()).toMatchObject([{ messageId: alert?.id, state: 'open' }]);
  });

  it('does not open in a calm hour', async () => {
    for (let n = 0; n < 24; n += 1) {
      await stage.clock.advance(MINUTE);
      await write(n % 2 === 0 ? stage.people.ann : stage.people.ben, n % 10 === 0 ? 'negative' : 'neutral');
    }
    await background.settled();
    expect(await alerts()).toEqual([]);
  });

  it('ends when the channel is calm again, in the same message', async () => {
    await outage();
    await stage.clock.advance(2 * HOUR);
    await watcher.settle();
    await background.settled();
    const [alert, ...more] = await alerts();
    expect(more).toEqual([]);
    expect(alert?.text).toMatch(/[Rr]esolved/);
    expect(await stage.store.incidents.allOpen()).toEqual([]);
  });

  it('is told to the webhooks of the server when it opens and when it ends, once each', async () => {
    const guild = guildId.parse(stage.guild);
    const hook = {
      id: 'a1',
      form: 'json',
      to: 'http://127.0.0.1:9/',
      secret: null,
      events: 'alerts',
    } as const;
    const settings = await stage.store.settings.get(guild);
    await stage.store.settings.update(guild, () => ({ ...settings, webhooks: [hook] }));
    await outage();
    begin();
    await outage(6);
    await stage.clock.advance(2 * HOUR);
    await watcher.settle();
    await background.settled();
    const told = await stage.store.deliveries.take(stage.clock.now(), stage.clock.now() + HOUR, 9);
    const letters = told.map(({ letter }) => JSON.parse(letter) as { facts: { phase: string } });
    expect(letters.map(({ facts }) => facts.phase)).toEqual(['open', 'resolved']);
    expect(JSON.stringify(letters)).not.toMatch(/<@&?\d/);
    expect(JSON.stringify(letters)).toContain('https://discord.com/channels/');
    expect(JSON.stringify(letters)).not.toContain('`'); // as which messages are quoted
  });

  it('is raised after a start when the program ended between the verdicts and the alert', async () => {
    const authors = [stage.people.ann, stage.people.ben, stage.people.lin, stage.people.mod];
    for (let n = 0; n < 24; n += 1) {
      await stage.clock.advance(30_000);
      const label = n % 6 === 5 ? 'neutral' : 'negative';
      await keep([{ at: stage.clock.now(), author: authors[n % 4]!, label }]);
    }
    begin();
    await watcher.resume();
    await background.settled();
    expect(await alerts()).toHaveLength(1);
    begin();
    await watcher.resume();
    await background.settled();
    expect(await alerts()).toHaveLength(1);
    await stage.clock.advance(2 * HOUR);
    await watcher.settle();
    begin();
    await watcher.resume();
    await background.settled();
    expect(await stage.store.incidents.allOpen()).toEqual([]);
  });

  it('is neither raised again nor forgotten by a restart', async () => {
    await outage();
    begin();
    await outage(6);
    expect(await alerts()).toHaveLength(1);
    await stage.clock.advance(2 * HOUR);
    begin();
    await watcher.settle();
    await background.settled();
    expect((await alerts())[0]?.text).toMatch(/[Rr]esolved/);
  });

  it('is raised at the same message where everything is forgotten before each as where nothing is', async () => {
    const raisedAt = async (forgets: boolean): Promise<number | null> => {
      const authors = [stage.people.ann, stage.people.ben, stage.people.lin, stage.people.mod];
      for (let n = 0; n < 24; n += 1) {
        if (forgets) begin();
        await stage.clock.advance(30_000);
        await write(authors[n % authors.length]!, n % 6 === 0 ? 'neutral' : 'negative');
        if ((await stage.store.incidents.allOpen()).length > 0) return n;
      }
      return null;
    };
    const remembering = await raisedAt(false);
    await background.settled();
    await stage.close();
    stage = await openStage();
    await chooseAlertChannel(channelId.parse(stage.channels.offtopic));
    begin();
    await calmWeek();
    expect(remembering).not.toBeNull();
    expect(await raisedAt(true)).toBe(remembering);
    await background.settled();
  });

  it('is not raised for what was written more than an hour ago', async () => {
    const authors = [stage.people.ann, stage.people.ben, stage.people.lin];
    for (let n = 0; n < 24; n += 1)
      await write(authors[n % 3]!, 'negative', stage.clock.now() - 2 * HOUR + n * 1000);
    await background.settled();
    expect(await alerts()).toEqual([]);
    expect(await stage.store.incidents.allOpen()).toEqual([]);
  });

  it('says less and less where Discord refuses its content: no quotes, no links, bare figures', async () => {
    const refusing = async (...texts: string[]) => {
      await stage.acting.filter({ texts });
      await stage.clock.advance(MINUTE);
      await outage(2);
      return (await alerts())[0]!;
    };
    await stage.acting.filter({ texts: ['`negative`'] });
    await outage();
    const [unquoted, ...more] = await alerts();
    expect(more).toEqual([]);
    expect(unquoted!.text).toContain('/channels/');
    expect(unquoted!.text).not.toContain('`negative`');

    const unlinked = await refusing('/channels/');
    expect(unlinked.text).not.toContain('/channels/');
    expect(unlinked.text).toContain('Since');
    const bare = await refusing('Since');
    expect(bare.text).toMatch(/\d+ of \d+/);
    expect(bare.text).not.toContain('Since');
    const full = await refusing();
    expect(full.text).toContain('`negative`');
  });

  it('is given up where Discord refuses every form: logged once, told to /status and to other places', async () => {
    const log = hearingLog();
    begin({ log });
    await stage.acting.filter({ texts: ['Incident'] });
    await outage();
    await alerting.refresh();
    await background.settled();
    expect(log.said.filter((line) => line.includes('given up'))).toHaveLength(1);
    expect(await alerts()).toEqual([]);
    expect(alerting.refused(guildId.parse(stage.guild))).toMatchObject([
      { channelId: stage.channels.general },
    ]);

    await stage.acting.filter({ texts: [] });
    begin({ log });
    await alerting.resume();
    await background.settled();
    expect(await alerts()).toEqual([]);
    expect(alerting.refused(guildId.parse(stage.guild))).toHaveLength(1);
    await stage.clock.advance(2 * HOUR);
    await watcher.settle();
    await background.settled();
    expect(alerting.refused(guildId.parse(stage.guild))).toEqual([]);
  });

  it('says once that there is no channel for it, and goes to other places all the same', async () => {
    const log = hearingLog();
    const told: string[] = [];
    begin({ log, deliveries: { deliver: ({ key }) => Promise.resolve(void told.push(key)) } });
    await chooseAlertChannel(null);
    await outage();
    for (let minute = 0; minute < 5; minute += 1) {
      await stage.clock.advance(MINUTE);
      await alerting.refresh();
      await background.settled();
    }
    expect(log.said.filter((line) => line.includes('no alert channel'))).toHaveLength(1);
    expect(told).toHaveLength(1);
  });

  it('is drawn and sent again only where it says something else', async () => {
    const drawn: unknown[] = [];
    const points = () => stage.clock.now() < opened + 10 * MINUTE;
    let opened = Infinity;
    begin({
      chart: {
        plan: () => Promise.resolve({ spec: {} as never, alt: points() ? 'early' : 'late' }),
        draw(plan) {
          drawn.push(plan);
          return Promise.resolve(null);
        },
      },
    });
    await outage();
    opened = stage.clock.now();
    const refresh = async () => {
      await alerting.refresh();
      await background.settled();
    };
    await refresh();
    const before = drawn.length;
    for (let minute = 0; minute < 5; minute += 1) await refresh();
    expect(drawn.length).toBe(before);
    await stage.clock.advance(11 * MINUTE);
    await refresh();
    expect(drawn.length).toBe(before + 1);
  });
});
