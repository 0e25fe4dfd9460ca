import { describe, expect, it } from 'vitest';
import { channelId, guildId, userId } from '../../../src/ids.ts';
import { HOUR, MINUTE } from '../../../src/mood/window.ts';
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
    expect(told).toContain('**login** in 8 messages, 0 before');
    expect(told).toContain('**登录**');
    expect(told).toContain(`https://discord.com/channels/${stage().guild}/${stage().channels.general}/`);
    expect(told).not.toContain('noon');
  });

  let written = 0;
  async function say(author: string, content: string, minutesAgo: number) {
    const id = (
      (BigInt(Math.round(stage().clock.now() - minutesAgo * MINUTE) - 1_420_070_400_000) << 22n) +
      BigInt(written++)
    ).toString();
    const createdAt = stage().clock.now() - minutesAgo * MINUTE;
    await stage().store.intake.add([
      {
        id: id as never,
        guildId: guildId.parse(stage().guild),
        channelId: channelId.parse(stage().channels.general),
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
      await stage().alerts.resolve(await latest(where), stage().clock.now() + HOUR);
      await stage().background.settled();
    }
    expect((await alerts())[0]?.text).toContain('Resolved after');
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
      await stage().alerts.resolve(await latest(), stage().clock.now() + 30 * MINUTE);
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
