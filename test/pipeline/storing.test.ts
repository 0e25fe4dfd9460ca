import { Events, type Message } from 'discord.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { channelId, guildId } from '../../src/ids.ts';
import { silentLog } from '../../src/log.ts';
import { isCommand } from '../../src/pipeline/addressed.ts';
import { createStoring } from '../../src/pipeline/storing.ts';
import { openStage, type Stage } from '../commands/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

/** Whether the message is stored to be judged. */
async function isStored(content: string, where = stage.channels.general): Promise<boolean> {
  const seen = new Promise<Message>((resolve) => stage.client.once(Events.MessageCreate, resolve));
  await stage.acting.post(stage.people.ann, where, content);
  const storing = createStoring({ store: stage.store, log: silentLog, wake: () => {} });
  return (await storing.add([await seen])).length === 1;
}

it('stores what people say to each other', async () => {
  expect(await isStored('the server is down')).toBe(true);
  expect(await isStored('/r/place is back, and 50/50 it stays')).toBe(true);
});

it('does not store what is said to a bot: a question or a command is not the mood of its channel', async () => {
  const bot = stage.client.user.id;
  expect(await isStored(`<@${bot}> why is everything broken?`)).toBe(false);
  expect(await isStored('/mood server')).toBe(false);
  expect(await isStored('!rank me')).toBe(false);
  const guild = guildId.parse(stage.guild);
  const chatChannelId = channelId.parse(stage.channels.offtopic);
  await stage.store.settings.update(guild, (held) => ({ ...held, chatChannelId }));
  expect(await isStored('what a day', stage.channels.offtopic)).toBe(false);
});

it.each([
  ['/mood', true],
  ['  !play something sad', true],
  ['/r/gaming says hello', false],
  ['! no way', false],
  ['!!!', false],
  ['-50 points', false],
  ['this is /s obviously', false],
])('of "%s" it is %s that it is a command', (text, is) => {
  expect(isCommand(text)).toBe(is);
});
