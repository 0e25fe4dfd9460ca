// Lists and the forms of /setup are used by people who lack the right, or are of another server: no effect.
import { PermissionFlagsBits } from 'discord.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { INVITE_PERMISSIONS } from '../../src/discord/invite.ts';
import { startReceiver, type Receiver } from '../deliver/receiver.ts';
import { buttonsOf } from '../support/buttons.ts';
import { denyIn, withoutEffect } from './rights/effects.ts';
import { FORMS, SELECTS } from './rights/pieces.ts';
import { postComponent } from './rights/posting.ts';
import { REFUSED } from './rights/told.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
let receiver: Receiver;
/** The owner of another server, and a channel there. */
let stranger: { userId: string; channelId: string };
beforeAll(async () => {
  [stage, receiver] = await Promise.all([openStage(), startReceiver()]);
  const { acting, guild } = stage;
  const { ManageChannels, ManageRoles } = PermissionFlagsBits;
  await acting.setBotPermissions(guild, INVITE_PERMISSIONS | ManageChannels | ManageRoles);
  const userId = await acting.addUser({ username: 'zed' });
  const lobby = { name: 'Elsewhere', ownerId: userId, channels: [{ name: 'lobby' }] };
  const other = await acting.addGuild(lobby);
  const { guilds } = await acting.state();
  stranger = { userId, channelId: guilds.find((one) => one.id === other)!.channels[0]!.id };
});
afterAll(async () => {
  await receiver.close();
  await stage.close();
});

it.each(SELECTS)(
  'the list $id is refused without the right, and does nothing from another server',
  async ({ id }) => {
    const { people, channels, acting } = stage;
    const customId = `${id}:1`;
    const chosen = async (who: string, where: string) => {
      const message = await postComponent(stage, where, customId, 'menu');
      return withoutEffect(stage, receiver, who, where, async () => {
        await acting.click(who, message, customId, ['x']);
        await stage.idle();
        return (await stage.sees(who, where)).at(-1)!;
      });
    };
    // Everybody may rewrite: there the message is none that was offered to them.
    expect(await chosen(people.ann, channels.general)).toMatch(id === 'rewrite' ? /expired/ : REFUSED);
    expect(await chosen(stranger.userId, stranger.channelId)).not.toMatch(/^✅/);
  },
);

it.each(FORMS.filter(({ id }) => id.startsWith('setup:')))(
  'the form $id is refused to those who lost the right while they wrote',
  async ({ id }) => {
    const { acting, channels, guild } = stage;
    const permissions = PermissionFlagsBits.ManageGuild.toString();
    const kim = await acting.addUser({ username: `kim ${id}`, guildIds: [guild], permissions });
    const begun = await stage.ask(kim, channels.general, 'setup');
    const button = buttonsOf(begun).find((one) => one.startsWith(`${id}:`))!;
    const { interactionId, modal } = await acting.click(kim, begun, button);
    expect(modal?.custom_id).toBe(button);
    await denyIn(stage, 'general', kim, ['ManageGuild']);
    const submit = () => stage.submit(kim, channels.general, interactionId, {});
    expect(await withoutEffect(stage, receiver, kim, channels.general, submit)).toMatch(REFUSED);
  },
);
