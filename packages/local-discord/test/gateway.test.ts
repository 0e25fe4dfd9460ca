// The gateway as an unchanged discord.js client meets it: lost lines, lost sessions, intents.
import { type Client, Events, GatewayIntentBits as Intent, type Message } from 'discord.js';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { HARBOUR, type Rig, makeClient, nextEvent, startRig } from './rig.ts';

const { people: person, channels } = HARBOUR;
let rig: Rig;
afterEach(() => rig.close());

const contents = (client: Client) => {
  const seen: string[] = [];
  client.on(Events.MessageCreate, ({ content }) => seen.push(content));
  return seen;
};
const received = (client: Client, content: string) =>
  nextEvent<Message>(client, Events.MessageCreate, (message) => message.content === content);

describe('a client whose line drops', () => {
  it('resumes and gets what it missed, in order and once', async () => {
    rig = await startRig();
    const client = await rig.login();
    const seen = contents(client);
    const resumed = nextEvent<number>(client, Events.ShardResume);
    await rig.people.gateway('drop');
    expect((await rig.people.state()).online).toBe(false);
    for (const text of ['one', 'two', 'three']) await rig.people.post(person.lin, channels.general, text);
    await resumed;
    const last = received(client, 'four');
    await rig.people.post(person.lin, channels.general, 'four');
    await last;
    expect(seen).toEqual(['one', 'two', 'three', 'four']);
  });

  it('resumes when it is asked to reconnect', async () => {
    rig = await startRig();
    const client = await rig.login();
    const resumed = nextEvent<number>(client, Events.ShardResume);
    await rig.people.gateway('reconnect');
    await resumed;
    expect((await rig.people.state()).online).toBe(true);
  });

  it('identifies anew when its session is gone', async () => {
    rig = await startRig();
    const client = await rig.login();
    const back = nextEvent<number>(client, Events.ShardReady);
    await rig.people.gateway('invalidate');
    await back;
    const message = received(client, 'still there?');
    await rig.people.post(person.lin, channels.general, 'still there?');
    await message;
  });
});

describe('intents', () => {
  it('withhold content from a client without Message Content, unless it is mentioned, alone or the author', async () => {
    rig = await startRig();
    const client = await rig.login([Intent.Guilds, Intent.GuildMessages, Intent.DirectMessages]);
    const seen = contents(client);
    await rig.people.post(person.lin, channels.general, 'private matter');
    await rig.people.post(person.lin, channels.general, `<@${client.user.id}> for you`);
    const dm = await rig.people.dm(person.lin);
    const last = received(client, 'direct');
    await rig.people.post(person.lin, dm, 'direct');
    await last;
    expect(seen).toEqual(['', `<@${client.user.id}> for you`, 'direct']);
  });

  it('keep events from a client that did not ask for them', async () => {
    rig = await startRig();
    const client = await rig.login([Intent.Guilds]);
    const seen = contents(client);
    expect(client.guilds.cache.get(HARBOUR.guild)?.members.cache.size).toBe(1);
    await rig.people.post(person.lin, channels.general, 'unheard');
    const made = nextEvent(client, Events.ChannelCreate);
    await rig.people.addChannel({ guildId: HARBOUR.guild, name: 'later' });
    await made;
    expect(seen).toEqual([]);
  });

  it('refuse Message Content where the application has it switched off, and blank it over REST', async () => {
    rig = await startRig({ messageContentIntent: false });
    await expect(rig.login()).rejects.toThrow('disallowed intents');
    const client = await rig.login([Intent.Guilds]);
    const posted = await rig.people.post(person.lin, channels.general, 'private matter');
    const channel = await client.channels.fetch(channels.general);
    if (!channel?.isTextBased()) throw new Error('no text channel');
    expect((await channel.messages.fetch(posted.id)).content).toBe('');
  });

  it('show a client nothing of channels it cannot see', async () => {
    rig = await startRig();
    const client = await rig.login();
    const seen = contents(client);
    const hidden = await rig.people.addChannel({ guildId: HARBOUR.guild, name: 'hidden', isPrivate: true });
    await rig.people.post(person.mira, hidden, 'owner only');
    const open = received(client, 'open');
    await rig.people.post(person.mira, channels.general, 'open');
    await open;
    expect(seen).toEqual(['open']);
  });
});

it('a wrong token is refused by REST and gateway alike', async () => {
  rig = await startRig();
  const client = makeClient(rig.apiUrl);
  await expect(client.login('wrong')).rejects.toThrow('An invalid token was provided');
  const socket = new WebSocket(`${rig.server.url.replace('http', 'ws')}/gateway?v=10&encoding=json`);
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  socket.once('open', () => {
    socket.send(JSON.stringify({ op: 2, d: { token: 'wrong', intents: 0, properties: {} } }));
  });
  expect(await closed).toBe(4004);
});

it('events go to the shard that their server belongs to', async () => {
  rig = await startRig({ shards: 2 });
  const client = makeClient(rig.apiUrl);
  client.options.shards = [0, 1];
  client.options.shardCount = 2;
  const ready = nextEvent(client, Events.ClientReady);
  await client.login('test-token');
  await ready;
  try {
    const guild = client.guilds.cache.get(HARBOUR.guild)!;
    expect(client.guilds.cache.size).toBe(1);
    expect(guild.shardId).toBe(Number((BigInt(HARBOUR.guild) >> 22n) % 2n));
  } finally {
    await client.destroy();
  }
});
