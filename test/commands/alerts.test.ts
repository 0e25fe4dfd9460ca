import { PermissionFlagsBits } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { channelId, guildId, roleId, userId } from '../../src/ids.ts';
import { INVITE_PERMISSIONS } from '../../src/discord/invite.ts';
import { DAY, HOUR, MINUTE } from '../../src/mood/window.ts';
import { alertButtonId, type AlertButton } from '../../src/report/alertButtons.ts';
import { openStage, type Stage } from './stage.ts';

const { ManageChannels, ManageMessages, ModerateMembers, CreatePublicThreads } = PermissionFlagsBits;

let stage: Stage;
let moderator: string;
let other: string;
beforeEach(async () => {
  stage = await openStage();
  const permissions = (ManageMessages | ModerateMembers | ManageChannels).toString();
  const person = (username: string) =>
    stage.acting.addUser({ username, guildIds: [stage.guild], permissions });
  [moderator, other] = [await person('mia'), await person('oli')];
  await stage.acting.setBotPermissions(
    stage.guild,
    INVITE_PERMISSIONS | ManageChannels | CreatePublicThreads,
  );
  const guild = guildId.parse(stage.guild);
  const settings = await stage.store.settings.get(guild);
  const alertChannelId = channelId.parse(stage.channels.offtopic);
  await stage.store.settings.put(guild, { ...settings, alertChannelId, alertRoleId: roleId.parse('77') });
});
afterEach(() => stage.close());

const evidenceOf = (negative: number) => ({
  negative,
  total: 40,
  expected: 6,
  interval: [2, 10] as const,
  authors: 5,
  since: stage.clock.now() - 10 * MINUTE,
});

async function raise(where: keyof Stage['channels'] = 'general', negative = 18) {
  const place = { guildId: guildId.parse(stage.guild), channelId: channelId.parse(stage.channels[where]) };
  await stage.alerts.raise({ ...place, createdAt: stage.clock.now() }, evidenceOf(negative));
  await stage.background.settled();
}
const alerts = async (who = moderator) =>
  (await stage.sees(who, stage.channels.offtopic)).filter(
    ({ author, isEphemeral }) => author.bot && !isEphemeral,
  );
const alert = async () => (await alerts()).at(-1)!;
const latest = async (where: keyof Stage['channels'] = 'general') =>
  (await stage.store.incidents.latest(guildId.parse(stage.guild), channelId.parse(stage.channels[where])))!;

/** Presses a button of the newest alert; what the person alone is told, if anything. */
async function press(name: AlertButton, who = moderator) {
  const message = await alert();
  const id = alertButtonId(name, (await latest()).id);
  const answer = await stage.press(who, message, id);
  await stage.background.settled();
  return answer.isEphemeral ? answer.text : '';
}
const slowness = () => {
  const channel = stage.client.channels.cache.get(stage.channels.general);
  return channel && 'rateLimitPerUser' in channel ? channel.rateLimitPerUser : null;
};

describe('the buttons of an alert', () => {
  beforeEach(() => raise());

  it('tell everybody who is on it, and call the role no more', async () => {
    expect((await alert()).content).toContain('<@&77>');
    await press('ack');
    const shown = await alert();
    expect(shown.text).toContain(`<@${moderator}> is looking at it`);
    expect(shown.content).not.toContain('<@&77>');
    await stage.clock.advance(5 * MINUTE);
    await raise('general', 30);
    expect((await alert()).text).toContain('30 of 40');
    expect(await alerts()).toHaveLength(1);
    expect((await alert()).content).not.toContain('<@&77>');
  });

  it('do once what two moderators press at once', async () => {
    const message = await alert();
    const id = alertButtonId('ack', (await latest()).id);
    await Promise.all([moderator, other].map((who) => stage.acting.click(who, message, id)));
    await stage.background.settled();
    const { history } = await latest();
    expect(history.map(({ act }) => act)).toEqual(['acknowledged']);
    expect([moderator, other]).toContain(history[0]?.by);
  });

  it('are refused to those who do not moderate, by the name of what they lack', async () => {
    expect(await press('ack', stage.people.ann)).toContain('**Manage Messages** or **Timeout Members**');
    expect(await press('false', stage.people.ann)).toContain('**Manage Messages**');
    expect(await press('slow', stage.people.ann)).toContain('**Manage Channels**');
    expect((await latest()).history).toEqual([]);
    expect(slowness()).toBe(0);
  });

  it('answer sanely once the incident is over', async () => {
    const before = await alert();
    const { id } = await latest();
    await stage.alerts.resolve(await latest(), stage.clock.now() + 42 * MINUTE);
    await stage.background.settled();
    expect((await alert()).text).toContain('Resolved after 42 min');
    await expect(stage.acting.click(moderator, before, alertButtonId('ack', id))).rejects.toThrow();
    expect(await press('why')).toContain('Why did it spike?');
    await press('false');
    expect((await latest()).state).toBe('resolved'); // the form is not sent yet
  });

  it('snooze: quiet for the time, one call if it is worse after it', async () => {
    await press('snooze');
    expect((await alert()).text).toContain('snoozed it until');
    await stage.clock.advance(30 * MINUTE);
    await raise('general', 39);
    await stage.alerts.refresh();
    await stage.background.settled();
    expect(await alerts()).toHaveLength(1);
    await stage.clock.advance(31 * MINUTE);
    for (let n = 0; n < 3; n += 1) {
      await stage.alerts.refresh();
      await stage.background.settled();
    }
    const [first, call, ...more] = await alerts();
    expect(more).toEqual([]);
    expect(call?.content).toMatch(/^<@&77> It got much worse since the snooze/);
    expect(call?.message_reference?.message_id).toBe(first?.id);
    expect((await latest()).state).toBe('open');
  });

  it('snooze: nobody is called after it when it is not worse', async () => {
    await press('snoozeDay');
    await stage.clock.advance(DAY + MINUTE);
    await stage.alerts.refresh();
    await stage.background.settled();
    expect((await latest()).state).toBe('open');
    expect(await alerts()).toHaveLength(1);
  });

  it('post the alert anew where it got worse and its message was deleted', async () => {
    await press('snooze');
    await stage.acting.remove(stage.people.owner, await alert());
    await stage.clock.advance(61 * MINUTE);
    await raise('general', 39);
    await stage.alerts.refresh();
    await stage.background.settled();
    const [again, ...more] = await alerts();
    expect(more).toEqual([]);
    expect(again?.text).toContain('39 of 40');
    expect((await latest()).messageId).toBe(again?.id);
  });

  it('slow mode: sets it, and its undoing restores what was', async () => {
    const channel = await stage.client.channels.fetch(stage.channels.general);
    if (channel && 'setRateLimitPerUser' in channel) await channel.setRateLimitPerUser(5);
    expect(await press('slow')).toBe('');
    expect(slowness()).toBe(10);
    expect((await alert()).text).toContain('set slow mode: 10 s');
    await press('unslow');
    expect(slowness()).toBe(5);
    expect((await alert()).text).toContain('undid slow mode');
  });

  it('slow mode: leaves alone what people changed meanwhile', async () => {
    await press('slow');
    const channel = await stage.client.channels.fetch(stage.channels.general);
    if (channel && 'setRateLimitPerUser' in channel) await channel.setRateLimitPerUser(60);
    expect(await press('unslow')).toContain('I left it at 60 s');
    expect(slowness()).toBe(60);
    expect(await press('slow')).toContain('slow mode of 60 s already');
  });

  it('slow mode: says which right the bot lacks', async () => {
    await stage.acting.setBotPermissions(stage.guild, INVITE_PERMISSIONS & ~ManageChannels);
    expect(await press('slow')).toMatch(/I lack \*\*Manage Channels\*\* in <#\d+>/);
  });

  it('thread: opens one, and links it ever after', async () => {
    const { id } = await alert();
    expect(await press('thread')).toContain(`<#${id}>`);
    expect(stage.client.channels.cache.get(id)?.isThread()).toBe(true);
    expect(await press('thread', other)).toContain(`<#${id}>`);
    expect((await latest()).history.map(({ act }) => act)).toEqual(['thread']);
  });

  it('false alarm: takes a reason, says by how much the threshold moved, and can be taken back', async () => {
    const message = await alert();
    const id = alertButtonId('false', (await latest()).id);
    const { interactionId, modal } = await stage.acting.click(moderator, message, id);
    expect(modal?.title).toBe('False alarm');
    await stage.acting.submit(moderator, message.channel_id, interactionId, { reason: 'match `night`' });
    const told = await stage.ask(moderator, stage.channels.general, 'alerts threshold');
    expect(told.text).toContain(`<#${stage.channels.general}>: 4× the usual evidence`);
    await stage.background.settled();
    const shown = await alert();
    expect(shown.text).toContain('`match night`');
    expect(shown.text).toContain('4× the usual evidence');
    await raise('general', 39);
    expect(await alerts()).toHaveLength(1);
    const reset = await stage.ask(moderator, stage.channels.general, 'alerts threshold', { reset: true });
    expect(reset.text).toContain('no false alarm is in force');
  });
});

describe('why it spiked', () => {
  it('names words that came up, with messages that hold them, to who sees the channel alone', async () => {
    const words = ['The login server is down', '登录不了，登录服务器又崩了', 'login fails again'];
    const { ann, ben, lin } = stage.people;
    for (let n = 0; n < 40; n += 1) await say(ann, 'We met at noon for tea', 300 - n);
    for (let n = 0; n < 12; n += 1) await say([ann, ben, lin][n % 3]!, words[Math.floor(n / 4)]!, 9 - n / 2);
    await raise();
    const told = await press('why');
    expect(told).toContain('**login** in 8 messages, 0 before');
    expect(told).toContain('**登录**');
    expect(told).toContain(`https://discord.com/channels/${stage.guild}/${stage.channels.general}/`);
    expect(told).not.toContain('noon');
  });

  let written = 0;
  async function say(author: string, content: string, minutesAgo: number) {
    const id = (
      (BigInt(Math.round(stage.clock.now() - minutesAgo * MINUTE) - 1_420_070_400_000) << 22n) +
      BigInt(written++)
    ).toString();
    const createdAt = stage.clock.now() - minutesAgo * MINUTE;
    await stage.store.messages.add([
      {
        id: id as never,
        guildId: guildId.parse(stage.guild),
        channelId: channelId.parse(stage.channels.general),
        authorId: userId.parse(author),
        createdAt,
        content,
      },
    ]);
    const probabilities = { positive: 0.1, neutral: 0.1, negative: 0.8 };
    const verdict = { label: 'negative', probabilities, uncertain: false } as const;
    await stage.store.messages.tag([
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
    await stage.clock.advance(2 * MINUTE);
    await raise('staff');
    await stage.clock.advance(2 * MINUTE);
    expect(await alerts()).toHaveLength(2);
    await raise('offtopic');
    const [lead, second, ...more] = await alerts();
    expect(more).toEqual([]);
    for (const channel of Object.values(stage.channels)) expect(lead?.text).toContain(`<#${channel}>`);
    expect(second?.text).toContain(
      `https://discord.com/channels/${stage.guild}/${stage.channels.offtopic}/${lead?.id}`,
    );
    const ack = alertButtonId('ack', (await latest('general')).id);
    await stage.press(moderator, lead!, ack);
    await stage.background.settled();
    const states = (await stage.store.incidents.allOpen()).map(({ state }) => state);
    expect(states).toEqual(['acknowledged', 'acknowledged', 'acknowledged']);
    for (const where of ['general', 'staff', 'offtopic'] as const) {
      expect((await alerts())[0]?.text).not.toContain('Resolved after');
      await stage.alerts.resolve(await latest(where), stage.clock.now() + HOUR);
      await stage.background.settled();
    }
    expect((await alerts())[0]?.text).toContain('Resolved after');
  });
});

describe('/alerts', () => {
  it('lists how alerts ended, and how many were right, by page', async () => {
    for (let n = 0; n < 10; n += 1) {
      await raise();
      if (n === 0)
        await stage.alerts.act(
          (await latest()).id,
          { act: 'false alarm', reason: '' },
          userId.parse(moderator),
        );
      await stage.alerts.resolve(await latest(), stage.clock.now() + 30 * MINUTE);
      await stage.background.settled();
      await stage.clock.advance(3 * HOUR);
    }
    const first = await stage.ask(moderator, stage.channels.general, 'alerts history');
    expect(first.isEphemeral).toBe(true);
    expect(first.text).toContain('9 of 10 were right (90%)');
    expect(first.text).toContain('Page 1 of 2');
    const second = await stage.press(moderator, first, 'alert:page:1');
    expect(second.text).toContain('false alarm');
    expect(second.text).toContain('Page 2 of 2');
    const open = await stage.ask(moderator, stage.channels.general, 'alerts open');
    expect(open.text).toContain('Nothing is open');
  });

  it('tells of no channel that the person cannot see, and is refused to those who do not moderate', async () => {
    await raise('staff');
    expect((await stage.ask(moderator, stage.channels.general, 'alerts open')).text).toContain(
      'Nothing is open',
    );
    const owner = await stage.ask(stage.people.owner, stage.channels.general, 'alerts open');
    expect(owner.text).toContain(`<#${stage.channels.staff}>`);
    const refused = await stage.refusal(stage.people.ann, stage.channels.general, 'alerts open');
    expect(refused).toContain('Missing Permissions');
  });
});
