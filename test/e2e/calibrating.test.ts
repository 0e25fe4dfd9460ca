// A model without a calibration is calibrated under the running bot. The jump of its verdicts is no change of mood.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LABELLED_ROWS } from '../../src/compose/places.ts';
import { readShippedRows } from '../../src/llm/calibrating/rows.ts';
import { PRESET, startMind } from '../crash/mind.ts';
import { paperModel } from '../llm/remote/paperModel.ts';
import type { TestServer } from '../llm/remote/server.ts';
import { HARBOUR, openStage, type BotProcess, type Stage } from './stage.ts';

const { channels, people, bot } = HARBOUR;

let stage: Stage;
let mind: TestServer;
let running: BotProcess;
beforeAll(async () => {
  // It calls neutral what is negative, and negative what is not: the fitted head must turn every verdict round.
  const rows = await readShippedRows(LABELLED_ROWS);
  const ends = rows
    .filter(({ label }) => label !== 'negative')
    .map(({ text }) => endOf(bytesOf(text.trim())));
  const isWronged = new Set(ends);
  mind = await startMind((message) => isWronged.has(endOf(message.slice(0, message.lastIndexOf('\n')))));
  stage = await openStage();
  running = await stage.start({ MODEL: PRESET, LLM_URL: mind.url });
}, 240_000);
afterAll(async () => {
  await stage.close();
  await mind.close();
});

const endOf = (text: string) => text.slice(-12);
/** As the mind sees it: each byte is a character. */
const bytesOf = (text: string) =>
  String.fromCharCode(
    ...paperModel()
      .tokenize(text, false)
      .filter((token) => token < 256),
  );

it('turns its verdicts round without an alert, and /status says that alerts wait', async ({
  onTestFailed,
}) => {
  onTestFailed(() => console.error(running.output()));
  const { people: acting } = stage;
  await stage.command('settings', 'alerts', { channel: channels.modAlerts });
  const marks = (state: 'on' | 'off') => stage.command('settings', 'reactions', { state });
  const seen = await acting.watch(people.mira);
  const crowd = [people.tomas, people.yuki, people.lin];
  const markOf = async (text: string) => {
    const { id } = await acting.post(people.tomas, channels.general, text);
    return JSON.stringify(await seen.next('reactions', ({ message }) => message.id === id));
  };
  await marks('on');
  expect(await markOf('The harbour meeting number one is at noon.')).toContain('😐');
  // Of a backlog not every message gets a mark.
  await marks('off');
  await running.said('is calibrated here, on 1082 messages');
  for (let n = 0; n < 40; n += 1) {
    await acting.post(crowd[n % 3]!, channels.general, `The harbour meeting number ${n} is at noon.`);
  }
  await marks('on');
  expect(await markOf('The harbour meeting is over.')).toContain('😟');
  const manager = await acting.watch(people.mira);
  await acting.run(people.mira, channels.general, 'status');
  const status = await manager.settled(({ embeds }) => embeds.length > 0);
  expect(JSON.stringify(status.embeds)).toMatch(/calibrated · \d+ of 100 chat messages right/);
  expect(JSON.stringify(status.embeds)).toContain('The judge changed');
  const alerts = await acting.read(people.mira, channels.modAlerts);
  expect(alerts.filter(({ author }) => author.id === bot)).toEqual([]);
}, 600_000);
