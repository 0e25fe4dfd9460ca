// A server with an alert channel and two moderators: alerts are raised, read and pressed.
import { Events, PermissionFlagsBits } from 'discord.js';
import { afterEach, beforeEach } from 'vitest';
import { INVITE_PERMISSIONS } from '../../../src/discord/invite.ts';
import { channelId, guildId, roleId } from '../../../src/ids.ts';
import { MINUTE } from '../../../src/mood/window.ts';
import { alertButtonId, type AlertButton } from '../../../src/report/alertButtons.ts';
import { openStage, type Stage } from '../stage.ts';

const { ManageChannels, ManageMessages, ModerateMembers, CreatePublicThreads } = PermissionFlagsBits;

/** To be called once in a file: gives each of its tests a new server. */
export function onAlertStage() {
  let stage: Stage;
  let moderator: string;
  let other: string;
  beforeEach(async () => {
    stage = await openStage();
    const permissions = (ManageMessages | ModerateMembers | ManageChannels).toString();
    const person = (username: string) =>
      stage.acting.addUser({ username, guildIds: [stage.guild], permissions });
    [moderator, other] = [await person('mia'), await person('oli')];
    await grant(INVITE_PERMISSIONS | ManageChannels | CreatePublicThreads);
    const guild = guildId.parse(stage.guild);
    const settings = await stage.store.settings.get(guild);
    const alertChannelId = channelId.parse(stage.channels.offtopic);
    await stage.store.settings.update(guild, () => ({
      ...settings,
      alertChannelId,
      alertRoleId: roleId.parse('77'),
    }));
  });
  afterEach(() => stage.close());

  /** What the bot may do from now on; resolves once it knows. */
  async function grant(permissions: bigint) {
    const known = new Promise((resolve) => stage.client.once(Events.GuildRoleUpdate, resolve));
    await stage.acting.setBotPermissions(stage.guild, permissions);
    await known;
  }

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

  /** Presses a button of the newest alert. Returns what only the person is told, if anything. */
  async function press(name: AlertButton, who = moderator) {
    const message = await alert();
    const id = alertButtonId(name, (await latest()).id);
    const answer = await stage.press(who, message, id);
    await stage.background.settled();
    return answer.isEphemeral ? answer.text : '';
  }
  /** Presses a button of what only the person sees, at the end of the channel of alerts. */
  async function choose(name: AlertButton, who = moderator) {
    const asked = (await stage.sees(who, stage.channels.offtopic)).at(-1)!;
    const answer = await stage.press(who, asked, alertButtonId(name, (await latest()).id));
    await stage.background.settled();
    return answer.text;
  }
  const slowness = () => {
    const channel = stage.client.channels.cache.get(stage.channels.general);
    return channel && 'rateLimitPerUser' in channel ? channel.rateLimitPerUser : null;
  };

  return {
    stage: () => stage,
    grant,
    moderator: () => moderator,
    other: () => other,
    raise,
    alerts,
    alert,
    latest,
    press,
    choose,
    slowness,
  };
}
