// Whatever Discord puts into a message, the bot goes on: real packets over the gateway, through discord.js to the store.
import { Events, type Message } from 'discord.js';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { messageId } from '../../src/ids.ts';
import { DEAF } from '../../src/pipeline/hearing.ts';
import { createIntake, type Intake } from '../../src/pipeline/intake.ts';
import { changed, changes, close, failures, full, log, open, send, stage } from './oddMessages.ts';

let intake: Intake;
const stopping = new AbortController();

beforeAll(async () => {
  await open();
  intake = createIntake({
    store: stage.store,
    consider: () => Promise.resolve(),
    hearing: DEAF,
    background: stage.background,
    wake: () => undefined,
    onGap: () => undefined,
    ...{ clock: stage.clock, log, signal: stopping.signal },
  });
});
afterAll(async () => {
  stopping.abort();
  await close();
});

describe('a message of Discord', () => {
  it('with fields that are null, odd or new breaks nothing, and messages after it arrive', async () => {
    const taken: Promise<unknown>[] = [];
    const take = (message: Message) => void taken.push(intake.receive(message));
    stage.client.on(Events.MessageCreate, take);
    const events = fc.constantFrom('MESSAGE_CREATE', 'MESSAGE_UPDATE');
    await fc.assert(
      fc.asyncProperty(fc.array(changes(), { minLength: 1, maxLength: 8 }), events, async (all, event) => {
        await send(event, all.map(changed));
        await Promise.all(taken.splice(0));
        expect(failures.splice(0)).toEqual([]);
      }),
      { numRuns: 60 },
    );
    stage.client.off(Events.MessageCreate, take);
  });

  it('that has every field null but those that name it is read as one without words', async () => {
    const plain = full();
    const names = new Set(['id', 'channel_id', 'guild_id', 'author']);
    const empty = Object.fromEntries(
      Object.keys(plain).map((key) => [key, names.has(key) ? plain[key] : null]),
    );
    const come = new Promise<Message>((resolve) => stage.client.once(Events.MessageCreate, resolve));
    await send('MESSAGE_CREATE', [empty]);
    const message = await come;
    expect([message.content, message.attachments.size, message.flags.bitfield]).toEqual(['', 0, 0]);
    await intake.receive(message);
    expect(await stage.store.messages.get(messageId.parse(message.id))).toBeNull();
    expect(failures).toEqual([]);
  });

  it('of a kind or with flags that nobody knows yet is not taken for what a person said', async () => {
    const come: Message[] = [];
    const note = (message: Message) => void come.push(message);
    stage.client.on(Events.MessageCreate, note);
    await send('MESSAGE_CREATE', [
      { ...full(), type: 999 },
      { ...full(), flags: 2 ** 31 + 2 ** 40 },
    ]);
    stage.client.off(Events.MessageCreate, note);
    const [unknown, flagged] = come;
    for (const message of [unknown!, flagged!]) await intake.receive(message);
    expect(await stage.store.messages.get(messageId.parse(unknown!.id))).toBeNull();
    expect(await stage.store.messages.get(messageId.parse(flagged!.id))).toMatchObject({ content: 'hello' });
  });

  it('without an author is left out, and the log says so without its words', async () => {
    const nobody = { ...full(), author: null };
    await send('MESSAGE_CREATE', [nobody]);
    expect(log.said).toContain('Discord sent a message that cannot be read: it is left out');
    expect(log.said.join()).not.toContain('hello');
  });
});
