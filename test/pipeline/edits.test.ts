import { Events, type Message } from 'discord.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { messageId } from '../../src/ids.ts';
import { silentLog } from '../../src/log.ts';
import { DEAF } from '../../src/pipeline/hearing.ts';
import { createIntake, type Intake } from '../../src/pipeline/intake.ts';
import { openStage, type Stage } from '../commands/stage.ts';

let stage: Stage;
let intake: Intake;
const stopping = new AbortController();

beforeAll(async () => {
  stage = await openStage();
  intake = createIntake({
    store: stage.store,
    consider: () => Promise.resolve(),
    hearing: DEAF,
    background: stage.background,
    wake: () => {},
    onGap: () => {},
    clock: stage.clock,
    log: silentLog,
    signal: stopping.signal,
  });
});
afterAll(async () => {
  stopping.abort();
  await stage.close();
});

async function write(content: string): Promise<Message> {
  const seen = new Promise<Message>((resolve) => stage.client.once(Events.MessageCreate, resolve));
  await stage.acting.post(stage.people.ann, stage.channels.general, content);
  const message = await seen;
  await intake.receive(message);
  return message;
}

async function edit({ id, channelId }: Message, content: string): Promise<void> {
  const seen = new Promise<Message>((resolve) => {
    stage.client.once(Events.MessageUpdate, (_, after) => resolve(after));
  });
  await stage.acting.edit(stage.people.ann, { id, channel_id: channelId }, content);
  await intake.edited(await seen);
}

const held = async ({ id }: Message) =>
  (await stage.store.messages.get(messageId.parse(id)))?.content ?? null;

it.each(['{bot} why is it all broken?', '/mood server', '!rank me'])(
  'forgets a message that became "%s", which is not the mood of the channel, until it is edited back',
  async (text) => {
    const message = await write('it is all broken');
    expect(await held(message)).toBe('it is all broken');
    await edit(message, text.replace('{bot}', `<@${stage.client.user.id}>`));
    expect(await held(message)).toBeNull();
    await edit(message, 'still broken');
    expect(await held(message)).toBe('still broken');
  },
);

it('holds what an edited message says now', async () => {
  const message = await write('it is broken');
  await edit(message, 'it works again');
  expect(await held(message)).toBe('it works again');
});
