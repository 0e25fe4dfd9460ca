// What the page's "Make a spike" writes, through the whole bot: the lines of the button open an alert.
import { expect, it } from 'vitest';
import { SPIKE } from '../../src/page/spike.js';
import { running, stage, useMindStage } from './mindStage.ts';
import { HARBOUR } from './stage.ts';

const { channels, people, bot } = HARBOUR;

useMindStage((message) => SPIKE.en.some((line) => message.includes(line)));

it('a press of the button is enough for an alert in a server without any history', async ({
  onTestFailed,
}) => {
  onTestFailed(() => console.error(running.output()));
  const { people: acting } = stage;
  await stage.command('settings', 'alerts', { channel: channels.modAlerts });
  const seen = await acting.watch(people.mira);
  const crowd = [people.wen, people.tomas, people.yuki, people.lin, people.mira];
  for (const [n, line] of SPIKE.en.entries()) await acting.post(crowd[n % 5]!, channels.support, line);
  const alert = await seen.message(
    ({ author, channel_id }) => author.id === bot && channel_id === channels.modAlerts,
  );
  expect(JSON.stringify(alert.embeds) + alert.content).toMatch(/\d+ of \d+/);
});
