import { Events, PermissionFlagsBits } from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { INVITE_PERMISSIONS } from '../../../src/discord/invite.ts';
import { guildId } from '../../../src/ids.ts';
import { guildSettings } from '../../../src/store/settings.ts';
import { openStage, type Stage } from '../stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const held = () => stage.store.settings.get(guildId.parse(stage.guild));
const set = (command: string, options?: Record<string, string>) =>
  stage.ask(stage.people.mod, stage.channels.general, `settings ${command}`, options);

describe('/settings alerts', () => {
  it('takes only a role whose members are notified: not everyone, not a bot’s own, none that it cannot mention', async () => {
    const { acting, guild, client } = stage;
    const { roles } = (await acting.state()).guilds.find(({ id }) => id === guild)!;
    const member = roles.find(({ name, managed }) => name !== '@everyone' && !managed)!.id;
    const own = roles.find(({ managed }) => managed)!.id;
    expect((await set('alerts', { role: guild })).content).toContain("@everyone can't be the role");
    expect((await set('alerts', { role: own })).content).toContain("is a bot's own role");
    expect((await set('alerts', { role: member })).content).toContain(`I can't mention <@&${member}>`);
    expect((await held()).alertRoleId).toBeNull();
    const { alertRoleId } = guildSettings.parse({ alertRoleId: member });
    await stage.store.settings.update(guildId.parse(guild), (now) => ({ ...now, alertRoleId }));
    expect((await set('show')).text).toContain(`⚠️ I can't mention <@&${member}>`);
    await set('alerts', { reset: 'role' });
    const granted = new Promise((resolve) => client.once(Events.GuildRoleUpdate, resolve));
    await acting.setBotPermissions(
      guild,
      INVITE_PERMISSIONS | PermissionFlagsBits.ManageChannels | PermissionFlagsBits.MentionEveryone,
    );
    await granted;
    const answer = await set('alerts', { role: member });
    expect(answer.content).toBe(`✅ **Alerts mention**: nobody → <@&${member}>`);
    await set('alerts', { reset: 'role' });
    expect((await held()).alertRoleId).toBeNull();
  });

  it('shows how alerts are set where nothing is chosen', async () => {
    const { content } = await set('alerts');
    expect(content.split('\n').map((line) => line.split(':')[0])).toEqual([
      '**Alerts**',
      '**Alerts mention**',
      '**Second role, called if nobody takes an alert up**',
      '**Quiet hours',
      '**Alert sensitivity**',
    ]);
  });
});
