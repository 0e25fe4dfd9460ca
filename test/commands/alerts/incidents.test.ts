import { describe, expect, it } from 'vitest';
import { channelId, guildId, userId } from '../../../src/ids.ts';
import { silentLog } from '../../../src/log.ts';
import { HOUR, MINUTE } from '../../../src/mood/window.ts';
import { createAlerts } from '../../../src/pipeline/alerts.ts';
import { alertButtonId } from '../../../src/report/alertButtons.ts';
import { onAlertStage } from './stage.ts';

const { stage, moderator, raise, alerts, latest, press } = onAlertStage();

describe('why it spiked', () => {
  it('names words that came up, with messages that hold them, to who sees the channel alone', async () => {
    const words = ['The login server is down', '登录不了，登录服务器又崩了', 'login fails again'];
    const { ann, ben, lin } = stage().people;
    for (let n = 0; n < 40; n += 1) await say(ann, 'We met at noon for tea', 300 - n);
    for (let n = 0; n < 12; n += 1) await say([ann, ben, lin][n % 3]!, words[Math.floor(n / 4)]!, 9 - n / 2);
    await raise();
    const told = await press('why');
    // 登录 is the same thing in another language.
    expect(told).toContain('**`login`**: 12 messages, 3 people; 0 before');
    expect(told).toContain('**`server`**: 8 messages');
    expect(told).toContain('Together: 12 messages by 3 people [↗1](');
    expect(told).toContain(`https://discord.com/channels/${stage().guild}/${stage().channels.general}/`);
    expect(told).not.toContain('noon');
  });

  it('is on the alert itself, but not of a channel that its readers may not see', async () => {
    const { ann, ben, lin } = stage().people;
    const said = ['cannot log in', 'login says error 503', 'error 503 again', 'the login is broken'];
    const outage = async (where: string) => {
      for (let n = 0; n < 12; n += 1) await say([ann, ben, lin][n % 3]!, said[n % 4]!, 9, where);
    };
    await outage(stage().channels.general);
    await raise('general');
    const [open] = await alerts();
    expect(open?.content).toContain('18 of 40 messages clearly negative, mostly `login` · `errors`');
    expect(open?.text).toContain('`login`: 9 messages, 3 people');
    await outage(stage().channels.staff);
    await raise('staff');
    const hidden = (await alerts()).at(-1);
    expect(hidden?.content).toContain('18 of 40 messages clearly negative');
    expect(hidden?.text).not.toContain('login');
  });

  it('is told of all the channels that turned together, as far as the person sees them', async () => {
    const { ann, ben, lin } = stage().people;
    const { general, offtopic, staff } = stage().channels;
    const said = ['cannot log in', 'login says error 503', 'the login is broken'];
    for (const where of [general, offtopic, staff]) {
      for (let n = 0; n < 6; n += 1) await say([ann, ben, lin][n % 3]!, said[n % 3]!, 9, where);
    }
    for (const where of ['general', 'offtopic', 'staff'] as const) await raise(where);
    const [lead] = await alerts();
    expect(lead?.text).toContain('`login`: 12 messages, 3 people');
    const told = await stage().press(moderator(), lead!, alertButtonId('why', (await latest()).id));
    expect(told.text).toContain(`What people in <#${general}> <#${offtopic}> talk about`);
    expect(told.text).toContain('`login`**: 12 messages, 3 people');
    const all = await stage().press(stage().people.owner, lead!, alertButtonId('why', (await latest()).id));
    expect(all.text).toContain('`login`**: 18 messages, 3 people');
  });

  let written = 0;
  async function say(author: string, content: string, minutesAgo: number, where = stage().channels.general) {
    const id = (
      (BigInt(Math.round(stage().clock.now() - minutesAgo * MINUTE) - 1_420_070_400_000) << 22n) +
      BigInt(written++)
    ).toString();
    const createdAt = stage().clock.now() - minutesAgo * MINUTE;
    await stage().store.intake.add([
      {
        id: id as never,
        guildId: guildId.parse(stage().guild),
        channelId: channelId.parse(where),
        authorId: userId.parse(author),
        createdAt,
        content,
      },
    ]);
    const probabilities = { positive: 0.1, neutral: 0.1, negative: 0.8 };
    const verdict = { label: 'negative', probabilities, uncertain: false } as const;
    await stage().store.queue.tag([
      {
        id: id as never,
        revision: 1,
        verdict,
        model: 't',
        promptVersion: '1',
        truncated: false,
        judgedAt: createdAt,
      },
    ]);
  }
});

describe('several channels that turn together', () => {
  it('are one incident of the server, called for once more at most', async () => {
    await raise('general');
    await stage().clock.advance(2 * MINUTE);
    await raise('staff');
    await stage().clock.advance(2 * MINUTE);
    expect(await alerts()).toHaveLength(2);
    await raise('offtopic');
    const [lead, second, ...more] = await alerts();
    expect(more).toEqual([]);
    for (const channel of Object.values(stage().channels)) expect(lead?.text).toContain(`<#${channel}>`);
    expect(second?.text).toContain(
      `https://discord.com/channels/${stage().guild}/${stage().channels.offtopic}/${lead?.id}`,
    );
    const ack = alertButtonId('ack', (await latest('general')).id);
    await stage().press(moderator(), lead!, ack);
    await stage().background.settled();
    const states = (await stage().store.incidents.allOpen()).map(({ state }) => state);
    expect(states).toEqual(['acknowledged', 'acknowledged', 'acknowledged']);
    for (const where of ['general', 'staff', 'offtopic'] as const) {
      expect((await alerts())[0]?.text).not.toContain('Resolved after');
      await stage().alerts.resolve(await latest(where), stage().clock.now() + HOUR, 'calm');
      await stage().background.settled();
    }
    expect((await alerts())[0]?.text).toContain('Resolved after');
  });

  it('call nobody again whom one of them called before it joined', async () => {
    await raise('general');
    await raise('staff');
    const by = userId.parse(moderator());
    const to = userId.parse(stage().people.owner);
    await stage().alerts.act((await latest('staff')).id, { act: 'assigned', to }, by);
    await stage().background.settled();
    const before = await alerts();
    expect(before.at(-1)?.content).toMatch(new RegExp(`^<@${to}> <@${by}> asks you`));
    await stage().clock.advance(MINUTE);
    await raise('offtopic');
    expect(await alerts()).toHaveLength(before.length);
  });

  it('take an act as one, at one moment, however long the store needs', async () => {
    for (const where of ['general', 'staff', 'offtopic'] as const) await raise(where);
    const { client, store, clock, background, deliveries, people } = stage();
    let passed = 0;
    const running = { ...clock, now: () => clock.now() + (passed += 7) };
    const slow = createAlerts({ client, store, clock: running, log: silentLog, background, deliveries });
    await slow.act((await latest('general')).id, { act: 'acknowledged' }, userId.parse(people.owner));
    await background.settled();
    const taken = (await store.incidents.allOpen()).map(({ history }) => history.at(-1));
    expect(taken.map((event) => event?.act)).toEqual(['acknowledged', 'acknowledged', 'acknowledged']);
    expect(new Set(taken.map((event) => event?.at)).size).toBe(1);
  });
});

describe('/alerts', () => {
  it('lists how alerts ended, and how many were right, by page', async () => {
    for (let n = 0; n < 10; n += 1) {
      await raise();
      if (n === 0)
        await stage().alerts.act(
          (await latest()).id,
          { act: 'false alarm', reason: '' },
          userId.parse(moderator()),
        );
      await stage().alerts.resolve(await latest(), stage().clock.now() + 30 * MINUTE, 'calm');
      await stage().background.settled();
      await stage().clock.advance(3 * HOUR);
    }
    const first = await stage().ask(moderator(), stage().channels.general, 'alerts history');
    expect(first.isEphemeral).toBe(true);
    expect(first.text).toContain('9 of 10 were right (90%)');
    expect(first.text).toContain('Page 1 of 2');
    const second = await stage().press(moderator(), first, 'alert:page:1');
    expect(second.text).toContain('false alarm');
    expect(second.text).toContain('Page 2 of 2');
    const open = await stage().ask(moderator(), stage().channels.general, 'alerts open');
    expect(open.text).toContain('No open incidents');
  });

  it('counts as right no alert that only silence ended, unless somebody took it up', async () => {
    for (const isTakenUp of [false, true, false]) {
      await raise();
      const { id } = await latest();
      if (isTakenUp) await stage().alerts.act(id, { act: 'acknowledged' }, userId.parse(moderator()));
      await stage().alerts.resolve(await latest(), stage().clock.now() + HOUR, 'silence');
      await stage().background.settled();
      await stage().clock.advance(3 * HOUR);
    }
    const told = await stage().ask(moderator(), stage().channels.general, 'alerts history');
    expect(told.text).toContain('1 of 1 were right (100%)');
    expect(told.text).toContain('2 alerts ended in silence');
    expect(told.text).toContain('over: nobody wrote for an hour');
  });

  it('tells of no channel that the person cannot see, and is refused to those who do not moderate', async () => {
    await raise('staff');
    expect((await stage().ask(moderator(), stage().channels.general, 'alerts open')).text).toContain(
      'No open incidents',
    );
    const owner = await stage().ask(stage().people.owner, stage().channels.general, 'alerts open');
    expect(owner.text).toContain(`<#${stage().channels.staff}>`);
    const refused = await stage().refusal(stage().people.ann, stage().channels.general, 'alerts open');
    expect(refused).toContain('Missing Permissions');
  });
});
