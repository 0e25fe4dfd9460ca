import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeMongo } from '../support/mongo/describe.ts';
import { postCalmDay } from './history.ts';
import { HARBOUR, openStage, type BotProcess, type Stage } from './stage.ts';

const { channels, people, bot } = HARBOUR;

/** Longer than the two minutes in which a job whose lock was lost is taken over. */
const TAKEOVER = 240_000;

const angry = [
  'This update is terrible.',
  'I hate this, it is awful.',
  'Worst day ever, so angry.',
  'This is broken and I am furious.',
  'Disgusting, horrible, a disaster.',
];

/** What a server lives through, on either store. */
function aDay(name: string, env: () => Record<string, string>): void {
  describe(`a day on ${name}`, () => {
    let stage: Stage;
    let running: BotProcess;
    beforeAll(async () => {
      stage = await openStage();
      running = await stage.start(env());
    });
    afterAll(() => stage.close());

    const text = (message: { content: string; embeds: unknown[] }) =>
      message.content + JSON.stringify(message.embeds);

    it('answers /mood on an empty server', async () => {
      const seen = await stage.people.watch(people.mira);
      const { message } = await stage.command('mood', 'server');
      const shown = await seen.settled(({ id, embeds }) => id === message?.id && embeds.length > 0);
      expect(text(shown)).toMatch(/Nothing was written/);
    });

    it(
      'opens one alert for a wave of anger, shows it in /mood, and posts the summary of its window',
      async ({ onTestFailed }) => {
        onTestFailed(() => console.error(running.output()));
        await stage.command('settings', 'reports', { channel: channels.moodReports });
        await stage.command('settings', 'alerts', { channel: channels.modAlerts });
        const seen = await stage.people.watch(people.mira);
        await postCalmDay(stage);
        const crowd = [people.tomas, people.yuki, people.lin, people.wen];
        // From here on every minute with messages is summed up.
        await stage.command('settings', 'summary', { schedule: '1 minute' });
        for (let n = 0; n < 30; n += 1) {
          await stage.people.post(crowd[n % 4]!, channels.general, `${angry[n % angry.length]} (${n})`);
        }
        const alert = await seen.message(
          ({ author, channel_id }) => author.id === bot && channel_id === channels.modAlerts,
        );
        expect(text(alert)).toMatch(/\d+ of \d+/);

        const { message } = await stage.command('mood', 'channel', { hours: 1 });
        const mood = await seen.settled(({ id, embeds }) => id === message?.id && embeds.length > 0);
        expect(text(mood)).toContain('🟥');

        const summary = await seen.message(
          ({ author, channel_id }) => author.id === bot && channel_id === channels.moodReports,
        );
        expect(text(summary)).toMatch(/Summary [0-9A-Z]{4}/);
        expect([summary.embeds[0]?.image?.description]).toEqual([
          expect.stringMatching(/^Mood by hour, \d+\/\d+ \d\d:\d\d – \d+\/\d+ \d\d:\d\d: latest/),
        ]);
        const alerts = await stage.people.read(people.mira, channels.modAlerts);
        expect(alerts.filter(({ author }) => author.id === bot)).toHaveLength(1);
      },
      TAKEOVER,
    );
  });
}

aDay('SQLite', () => ({}));

describeMongo('the same on a replica set', 'replica set', (mongo) =>
  aDay('MongoDB', () => ({ MONGODB_URI: mongo.freshUri() })),
);
