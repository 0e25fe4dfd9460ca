import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { channelId, guildId } from '../../../src/ids.ts';
import { startReceiver, type Receiver } from '../../deliver/receiver.ts';
import { openStage, type Stage } from '../stage.ts';

let stage: Stage;
let receiver: Receiver;
let rules = { allowPrivate: true, mailDomains: [] as string[] };
beforeAll(async () => {
  stage = await openStage((context) => ({
    ...context,
    get targetRules() {
      return rules;
    },
  }));
});
afterAll(() => stage.close());
beforeEach(async () => {
  rules = { allowPrivate: true, mailDomains: [] };
  receiver = await startReceiver();
  const guild = guildId.parse(stage.guild);
  await stage.store.settings.update(guild, (held) => ({ ...held, webhooks: [] }));
  await stage.clock.advance(60_000);
});
afterEach(() => receiver.close());

const held = async () => (await stage.store.settings.get(guildId.parse(stage.guild))).webhooks;
const set = (command: string, options?: Record<string, string>) =>
  stage.ask(stage.people.mod, stage.channels.general, `settings webhooks ${command}`, options);
const add = (more: Record<string, string> = {}) =>
  set('add', { form: 'json', address: `${receiver.url}/hooks/T0P-S3CRET`, ...more });

describe('/settings webhooks', () => {
  it('adds a place, shows its secret once, and never its address', async () => {
    const answer = await add();
    const [webhook] = await held();
    expect(answer.isEphemeral).toBe(true);
    expect(webhook).toMatchObject({ form: 'json', to: `${receiver.url}/hooks/T0P-S3CRET`, events: 'all' });
    expect(answer.text).toContain(webhook?.secret);
    expect(answer.text).toContain(`${receiver.url}/****`);
    const list = await set('list');
    expect(list.text).toContain(`${receiver.url}/****`);
    expect(list.text).not.toContain(webhook?.secret);
    for (const { text } of [answer, list]) expect(text).not.toContain('T0P-S3CRET');
  });

  it('tests a place by its button and by its command, and says what came back', async () => {
    const answer = await add();
    const [webhook] = await held();
    const pressed = await stage.press(stage.people.mod, answer, `webhook-test:${webhook!.id}`);
    expect(pressed.isEphemeral).toBe(true);
    expect(pressed.content).toMatch(/^✅ .* received the test in \d+ ms\. It said: `200`/);
    expect(receiver.received[0]?.body).toContain('Test from Barometer');
    expect((await set('test', { webhook: webhook!.id })).content).toContain('wait a few seconds');
    await stage.clock.advance(10_000);
    receiver.answer({ status: 410 });
    expect((await set('test', { webhook: webhook!.id })).content).toContain('it answers 410');
  });

  it('removes a place, with what waits for it', async () => {
    await add();
    const [webhook] = await held();
    const guild = guildId.parse(stage.guild);
    const letter = { key: 'k', guildId: guild, target: webhook!.id, letter: '{}', at: stage.clock.now() };
    await stage.store.deliveries.add([letter]);
    expect((await set('remove', { webhook: webhook!.id })).content).toContain('is removed');
    expect(await held()).toEqual([]);
    expect(await stage.store.deliveries.nextDue()).toBeNull();
    expect((await set('remove', { webhook: webhook!.id })).content).toContain(`no \`${webhook!.id}\``);
  });

  it('offers the places of the server while one types', async () => {
    await add();
    const [webhook] = await held();
    const offered = await stage.complete(stage.people.mod, 'settings webhooks test', 'webhook', '127');
    expect(offered).toMatchObject([{ value: webhook!.id }]);
    expect(JSON.stringify(offered)).not.toContain('T0P-S3CRET');
  });

  it('refuses what it must not send to, says why, and keeps nothing', async () => {
    rules = { allowPrivate: false, mailDomains: ['example.org'] };
    const refusal = async (address: string, form = 'slack') => (await add({ form, address })).content;
    expect(await refusal('https://127.0.0.1/x')).toContain('private network');
    expect(await refusal('https://0x7f.1/x')).toContain('private network');
    expect(await refusal('http://hooks.example.com/x')).toContain('not encrypted');
    expect(await refusal('hooks')).toContain("can't read that address");
    expect(await refusal('a@evil.example', 'email')).toContain('only to certain domains');
    expect((await add({ address: 'https://hooks.example.com/x', secret: 'short' })).content).toContain(
      'too short',
    );
    rules = { allowPrivate: false, mailDomains: [] };
    expect(await refusal('a@example.org', 'email')).toContain('has not set up email');
    expect(await held()).toEqual([]);
  });

  it('holds five places at most, none twice', async () => {
    await add();
    expect((await add()).content).toContain('already on the list');
    for (let n = 0; n < 4; n += 1) await add({ address: `${receiver.url}/${n}` });
    expect((await add({ address: `${receiver.url}/more` })).content).toContain('5 destinations at most');
    expect(await held()).toHaveLength(5);
  });
});

describe('/status', () => {
  it('lists what was not delivered, without secrets, and tries it again at one press', async () => {
    await add();
    const [webhook] = await held();
    const guild = guildId.parse(stage.guild);
    const ask = () => stage.ask(stage.people.mod, stage.channels.general, 'status');
    expect((await ask()).text).not.toContain('Not delivered');
    const message = { content: '', embeds: [{ title: 'Mood **falling**' }] };
    const event = { kind: 'summary', guildId: guild, key: 'summary:1', facts: null, message } as const;
    await stage.deliveries.deliver({ ...event, at: stage.clock.now() });
    await stage.store.deliveries.bury(
      `summary:1/${webhook!.id}`,
      stage.clock.now(),
      'it answers 404 <@1> [x](y)',
    );
    const answer = await ask();
    for (const said of [
      'Not delivered',
      'Mood falling',
      `${receiver.url}/****`,
      '`it answers 404 <@1> [x](y)`',
    ]) {
      expect(answer.text).toContain(said);
    }
    const pressed = await stage.press(stage.people.mod, answer, 'status-retry');
    expect(pressed.content).toContain('Trying 1 delivery again now');
    expect(await stage.store.deliveries.nextDue()).toBe(stage.clock.now());
  });
});

describe('a place that takes nothing any more', () => {
  it('is told to managers once, where alerts go, and again only after it had worked', async () => {
    const { acting, store, clock, channels, people, deliveries } = stage;
    const guild = guildId.parse(stage.guild);
    const alertChannelId = channelId.parse(channels.offtopic);
    await store.settings.update(guild, (now) => ({ ...now, alertChannelId }));
    await add();
    const [webhook] = await held();
    const stream = await acting.watch(people.owner);
    const notices = async () =>
      (await stage.sees(people.owner, channels.offtopic)).filter(({ content }) =>
        content.includes('Nothing gets through'),
      );
    const message = { content: '', embeds: [{ title: 'Mood falling' }] };
    const deliver = (key: string) =>
      deliveries.deliver({ kind: 'summary', guildId: guild, key, facts: null, message, at: clock.now() });
    const died = (n: number) =>
      stream.message(({ content }) => content.includes(`<t:${diedAt[n]! / 1000}:f>`));
    const diedAt: number[] = [clock.now()];
    void deliveries.run(); // until the stage closes
    receiver.answer({ status: 404 });
    await deliver('summary:dead:1');
    const notice = await died(0);
    expect(notice.channel_id).toBe(channels.offtopic);
    expect(notice.content).toContain(`\`${receiver.url}/****\``);
    expect(notice.content).toContain('it answers 404');
    expect(notice.content).toMatch(/<\/settings webhooks remove:\d+>/);
    expect(notice.content).not.toContain('T0P-S3CRET');
    expect((await set('list')).text).toContain('nothing has arrived there since');

    await clock.advance(60_000);
    receiver.answer({ status: 404 });
    await deliver('summary:dead:2');
    await receiver.count(2);
    while ((await deliveries.deadLetters(guild, 5)).length < 2)
      await stage.sees(people.owner, channels.offtopic);
    await stage.ask(people.mod, channels.general, 'settings webhooks test', { webhook: webhook!.id });
    expect((await held())[0]?.diedAt).toBeUndefined();
    expect(await notices()).toHaveLength(1);

    await clock.advance(60_000);
    diedAt.push(clock.now());
    receiver.answer({ status: 404 });
    await deliver('summary:dead:3');
    await died(1);
    expect(await notices()).toHaveLength(2);
    stream.close();
  });
});
