// A fleet: two processes of two shards each, on one database and one Discord.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { MessageFlags, type APIMessage } from 'discord-api-types/v10';
import { MongoClient, type Collection } from 'mongodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { messageId, type GuildId } from '../../src/ids.ts';
import { openMongoStore } from '../../src/store/mongo/store.ts';
import { paperModel } from '../llm/remote/paperModel.ts';
import { startServer, type TestServer } from '../llm/remote/server.ts';
import type { SmallModel } from '../llm/remote/smallModel.ts';
import type { Stream } from 'local-discord/testing';
import { describeMongo } from '../support/mongo/describe.ts';
import { addPlaces, type Place } from './fleet.ts';
import { HARBOUR, openStage, type BotProcess, type Stage } from './stage.ts';

const { people, bot } = HARBOUR;
const COUNT = 4;
/** Two bots and a database may be slow on a busy machine; no test here measures speed. */
const PATIENCE = 240_000;
/** Summaries of the past year. They are posted only when a test makes them due. */
const YEARLY = '0 0 1 1 *';
const YEARLY_TOO = '0 0 1 2 *';
const IN_THE_YEAR = '2025-12-31T20:00:00Z';
/** After a change of the schedule the next summary starts where the last one ended: it is the following month. */
const IN_THE_MONTH_AFTER = '2026-01-15T20:00:00Z';

/** What a test reads of a job's row. */
interface JobRow {
  readonly lastModifiedBy: string;
  readonly nextRunAt: Date;
  readonly lockedAt?: Date | null;
}

describeMongo('two processes of two shards each', 'replica set', (mongo) => {
  let stage: Stage;
  let llm: TestServer;
  let seen: Stream;
  let client: MongoClient;
  let uri: string;
  /** One server on each shard. */
  let places: Place[];
  let first: BotProcess;
  let second: BotProcess;
  const posted = new Map<GuildId, APIMessage[]>();

  const start = (shards: string) => {
    const DATA_DIR = join(stage.dataDir, shards.replace('/', '-of-'));
    mkdirSync(DATA_DIR, { recursive: true });
    return stage.start({
      SHARDS: shards,
      MONGODB_URI: uri,
      DATA_DIR,
      LLM_URL: llm.url,
      SELF_CALIBRATION: 'false',
    });
  };
  const jobs = (): Collection<JobRow> => client.db().collection<JobRow>('agendaJobs');
  const summaryOf = ({ id }: Place) => jobs().findOne({ name: 'summary', 'data.guild': id });
  const makeDue = (some: readonly Place[]) =>
    jobs().updateMany(
      { name: 'summary', 'data.guild': { $in: some.map(({ id }) => id) } },
      { $set: { nextRunAt: new Date() } },
    );

  /** As if the schedules had been set long ago: what ended before such a change is not caught up. */
  const oweReports = () =>
    client
      .db()
      .collection('settings')
      .updateMany({}, { $set: { 'settings.reportsSince': { summary: 0, daily: 0 } } });

  async function post(place: Place, content: string, at?: string): Promise<APIMessage> {
    const when = at === undefined ? {} : { at };
    const message = await stage.people.post(place.asker, place.hall, content, when);
    posted.set(place.id, [...(posted.get(place.id) ?? []), message]);
    return message;
  }
  /** A process that is killed between a verdict and its reaction shows none later: these are yet to get theirs. */
  async function unjudged(messages: readonly APIMessage[]): Promise<APIMessage[]> {
    const store = await openMongoStore(uri, { storeContent: true });
    try {
      const held = await Promise.all(messages.map(({ id }) => store.messages.get(messageId.parse(id))));
      return messages.filter((_, n) => held[n]?.status !== 'judged');
    } finally {
      await store.close();
    }
  }
  const judged = ({ id }: APIMessage) =>
    seen.next('reactions', ({ message }) => message.id === id && (message.reactions ?? []).length > 0);
  const answers = (lines: readonly APIMessage[], { id }: APIMessage) =>
    lines.filter(
      ({ author, message_reference }) => author.id === bot && message_reference?.message_id === id,
    );
  const answered = (question: APIMessage) =>
    seen.message((message) => answers([message], question).length > 0);
  const summaries = async ({ reports }: Place) =>
    (await stage.people.read(people.mira, reports, 100)).filter(({ author }) => author.id === bot);
  const summed = ({ reports }: Place, nth: number) =>
    new Promise<void>((resolve) => {
      const look = () => {
        const known = seen.events.filter(
          (event) => event.type === 'message' && event.message.channel_id === reports,
        );
        if (known.length < nth) return;
        stop();
        resolve();
      };
      const stop = seen.listen(look);
      look();
    });

  /** Resolves when the bot has said what is now in force. */
  async function set(channelId: string, subcommand: string, options: Record<string, string>): Promise<void> {
    const asked = { subcommands: [subcommand] };
    const { message } = await stage.people.run(people.mira, channelId, 'settings', options, asked);
    const isLoading = ({ flags }: APIMessage) => ((flags ?? 0) & MessageFlags.Loading) !== 0;
    await seen.settled((shown) => shown.id === message?.id && !isLoading(shown));
  }

  beforeAll(async () => {
    stage = await openStage({ shards: COUNT });
    // An answer of the paper model would fill several messages.
    const chat: SmallModel['chat'] = (_history, { onText }) => {
      onText('Hello there.');
      return Promise.resolve('stop');
    };
    llm = await startServer({ ...paperModel({ ' neutral': 5 }), chat });
    uri = mongo.freshUri();
    client = await new MongoClient(uri).connect();
    seen = await stage.people.watch(people.mira);
    places = await addPlaces(stage, COUNT);
    [first, second] = await Promise.all([start('0-1/4'), start('2-3/4')]);
    for (const { hall, reports } of places) {
      await seen.message(({ channel_id, content }) => channel_id === hall && content.includes('opt-out'));
      await set(hall, 'reports', { channel: reports });
      await set(hall, 'reactions', { state: 'on' });
      await set(hall, 'summary', { schedule: YEARLY });
    }
  }, PATIENCE);
  afterAll(async () => {
    await client.close();
    await stage.close();
    await llm.close();
  });

  it(
    'judge each message once, answer each mention once, and post each summary once',
    { timeout: PATIENCE },
    async ({ onTestFailed }) => {
      onTestFailed(() => console.error(first.output(), second.output()));
      const messages = await Promise.all(
        places.flatMap((place, shard) => [
          post(place, `A word on shard ${shard}.`),
          post(place, `An old word on shard ${shard}.`, IN_THE_YEAR),
          post(place, `A newer word on shard ${shard}.`, IN_THE_MONTH_AFTER),
        ]),
      );
      const questions = await Promise.all(
        places.map((place, shard) => post(place, `<@${bot}> what about shard ${shard}?`)),
      );
      const direct = await stage.people.dm(people.mira);
      const whisper = await stage.people.post(people.mira, direct, 'Are you there?');
      await Promise.all(messages.map(judged));
      await Promise.all([...questions, whisper].map(answered));
      await makeDue(places);
      await Promise.all(places.map((place) => summed(place, 1)));

      const readings = llm.seen.filter(({ path }) => path === '/tokenize').map(({ body }) => body['content']);
      for (const { content } of messages) {
        expect(readings.filter((read) => String(read).trim() === content)).toHaveLength(1);
      }
      const owners = await Promise.all(places.map(async (place) => (await summaryOf(place))?.lastModifiedBy));
      expect(owners[0]).toBe(owners[1]);
      expect(owners[2]).toBe(owners[3]);
      expect(owners[0]).not.toBe(owners[2]);
      expect(llm.seen.filter(({ path }) => path === '/v1/models')).toHaveLength(2);
      expect(answers(await stage.people.read(people.mira, direct), whisper)).toHaveLength(1);
    },
  );

  it(
    'leave the servers of a process that was killed alone until it is back; then nothing is lost or doubled',
    { timeout: PATIENCE },
    async ({ onTestFailed }) => {
      onTestFailed(() => console.error(first.output(), second.output()));
      const [near, , far, farther] = places as [Place, Place, Place, Place];
      for (const { hall } of [near, far, farther]) {
        await set(hall, 'summary', { schedule: YEARLY_TOO });
      }
      const burst = await Promise.all(
        Array.from({ length: 12 }, (_, n) => post([far, farther][n % 2]!, `In the burst, number ${n}.`)),
      );
      await second.stop('SIGKILL');
      const unread = await unjudged(burst);
      // A process keeps the settings that it has read.
      await first.stop();
      await oweReports();
      first = await start('0-1/4');
      await set(near.hall, 'reactions', { state: 'on' });

      const away = [await post(far, 'While you were away.'), await post(farther, 'Where are you?')];
      const question = await post(far, `<@${bot}> are you back?`);
      const dueSince = new Date();
      await makeDue([near, far, farther]);
      await Promise.all([summed(near, 2), judged(await post(near, 'Life goes on here.'))]);
      for (const place of [far, farther]) {
        const job = await summaryOf(place);
        expect(job?.nextRunAt.getTime()).toBeGreaterThanOrEqual(dueSince.getTime());
        expect(job?.lockedAt ?? null).toBeNull();
        expect(await summaries(place)).toHaveLength(1);
      }

      second = await start('2-3/4');
      await Promise.all([...unread, ...away].map(judged));
      await Promise.all([answered(question), summed(far, 2), summed(farther, 2)]);
      const stopped = await Promise.all([first.stop(), second.stop()]);
      expect(stopped.map(({ code }) => code)).toEqual([0, 0]);

      const store = await openMongoStore(uri, { storeContent: true });
      try {
        for (const place of places) {
          const said = posted.get(place.id)!;
          // What is said to the bot is no mood of the channel.
          const all = said.filter(({ content }) => !content.includes(bot));
          const held = await Promise.all(all.map(({ id }) => store.messages.get(messageId.parse(id))));
          expect(held.map((message) => message?.status)).toEqual(all.map(() => 'judged'));
          const ever = { from: 0, to: Date.now() + 86_400_000 };
          const { total } = await store.buckets.counts({ guildId: place.id, channelId: null }, ever);
          expect(total).toBe(all.length);
          const lines = await stage.people.read(people.mira, place.hall, 100);
          for (const asked of said.filter(({ content }) => content.includes(bot))) {
            expect(answers(lines, asked)).toHaveLength(1);
          }
          expect(await summaries(place)).toHaveLength(place === places[1] ? 1 : 2);
          expect(lines.filter(({ content }) => content.includes('/privacy opt-out'))).toHaveLength(1);
        }
        expect(await store.queue.countPending()).toBe(0);
      } finally {
        await store.close();
      }
    },
  );
});
