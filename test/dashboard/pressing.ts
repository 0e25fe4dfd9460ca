// Who presses what in the inbox, and the rights of the bot meanwhile; on the mood view of the running test.
import type { Client } from 'discord.js';
import { background, stage } from '../pipeline/alerts/rig.ts';
import { mood } from './rig.ts';

let people = 0;

/** Somebody new with these rights. */
export const person = (permissions: bigint): Promise<string> =>
  stage.acting.addUser({
    username: `presser${(people += 1)}`,
    guildIds: [stage.guild],
    permissions: permissions.toString(),
  });

/** Resolves when the bot hears of it. */
export const next = (event: Parameters<Client['once']>[0]) =>
  new Promise((resolve) => stage.client.once(event, resolve));

/** The bot has these rights and knows it. */
export async function grant(permissions: bigint): Promise<void> {
  const known = next('roleUpdate');
  await stage.acting.setBotPermissions(stage.guild, permissions);
  await known;
}

/** Resolves when all that follows of it is done. */
export async function actOn(id: string, as: string, name: string) {
  const { status, text } = await mood.send(`incidents/${id}`, as, { act: name });
  await background.settled();
  return { status, ...(JSON.parse(text) as { told?: string; link?: string; error?: string }) };
}
