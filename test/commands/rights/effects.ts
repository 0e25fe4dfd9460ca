// What people may do from now on, and whether something that they did changed anything.
import { OverwriteType, type PermissionFlagsBits } from 'discord.js';
import { expect } from 'vitest';
import type { Receiver } from '../../deliver/receiver.ts';
import type { Stage } from '../stage.ts';
import { stateOf } from './state.ts';

export type Right = keyof typeof PermissionFlagsBits;

export async function overwritesOf({ client, channels }: Stage, where: keyof Stage['channels']) {
  const channel = await client.channels.fetch(channels[where]);
  if (!channel || channel.isDMBased() || channel.isThread()) throw new Error('no channel');
  return channel.permissionOverwrites;
}

/** `who`: a person, or the server for everyone. */
export async function denyIn(
  stage: Stage,
  where: keyof Stage['channels'],
  who: string,
  rights: Right[],
): Promise<void> {
  const denied = Object.fromEntries(rights.map((right) => [right, false]));
  const type = who === stage.guild ? OverwriteType.Role : OverwriteType.Member;
  await (await overwritesOf(stage, where)).edit(who, denied, { type });
}

/** What the person alone is told; nothing else has changed. */
export async function withoutEffect(
  stage: Stage,
  receiver: Receiver,
  who: string,
  where: string,
  act: () => Promise<{ content: string }>,
): Promise<string> {
  const before = await stateOf(stage, receiver);
  const seen = new Set((await stage.sees(who, where)).map(({ id }) => id));
  const { content } = await act();
  expect(await stateOf(stage, receiver)).toBe(before);
  const answers = (await stage.sees(who, where)).filter(({ id }) => !seen.has(id));
  expect(answers.map(({ isEphemeral }) => isEphemeral)).toEqual([true]);
  return content;
}
