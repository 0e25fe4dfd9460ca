// A model that mistakes laughter for anger. An alert needs different messages; one emoji of many people is not enough.
import { expect, it } from 'vitest';
import { DAY } from '../../src/mood/window.ts';
import { ANGRY } from '../crash/mind.ts';
import { postHistory } from './history.ts';
import { running, stage, useMindStage } from './mindStage.ts';
import { HARBOUR } from './stage.ts';

const { channels, people, bot } = HARBOUR;

const LAUGHED = 'Anyway, the meeting is at noon.';
let tell = () => {};
/** The model has read the message after the laughter, so it has read the laughter. */
const hasRead = new Promise<void>((resolve) => (tell = resolve));
useMindStage((message) => {
  if (message.includes(LAUGHED)) tell();
  return message.includes(ANGRY) || /[^ -~\s]/u.test(message);
});

it('nine people who laugh at a joke make no alert, ten who are angry in their own words make one', async ({
  onTestFailed,
}) => {
  onTestFailed(() => console.error(running.output()));
  const { people: acting } = stage;
  await stage.command('settings', 'alerts', { channel: channels.modAlerts });
  const seen = await acting.watch(people.mira);
  const crowd = await Promise.all(
    Array.from({ length: 10 }, (_, n) =>
      acting.addUser({ username: `crowd${n}`, guildIds: [HARBOUR.guild] }),
    ),
  );
  const past = { crowd, count: 580, from: Date.now() - 3 * DAY, everyMs: 7 * 60_000 };
  await postHistory(stage, past, (n) =>
    n % 10 === 0 ? `The update number ${n} is ${ANGRY}.` : `The meeting number ${n} is at noon.`,
  );
  await acting.post(crowd[0]!, channels.general, 'My cat pressed send on the quarterly report again.');
  for (const one of crowd.slice(1)) await acting.post(one, channels.general, '😂');

  const isAlert = ({ author, channel_id }: { author: { id: string }; channel_id: string }) =>
    author.id === bot && channel_id === channels.modAlerts;
  await acting.post(crowd[0]!, channels.general, LAUGHED);
  await hasRead;
  // Messages are judged in their order: once this one is marked, the laughter was judged. Marks are switched on only now,
  // because not every message of a backlog gets one.
  await stage.command('settings', 'reactions', { state: 'on' });
  const last = await acting.post(crowd[0]!, channels.general, 'See you at noon.');
  await seen.next('reactions', ({ message }) => message.id === last.id);
  expect((await acting.read(people.mira, channels.modAlerts)).filter(isAlert)).toEqual([]);

  for (const [n, one] of [...crowd, ...crowd].entries()) {
    await acting.post(
      one,
      channels.general,
      `${['Login', 'Sound', 'The map', 'Voice', 'Chat'][n % 5]} number ${n} is ${ANGRY} today.`,
    );
  }
  const alert = await seen.message(isAlert);
  expect(JSON.stringify(alert.embeds)).toMatch(/\d+ of \d+ clearly negative/);
}, 300_000);
