// The mood view over the stage of the commands: real client, real store, real rights.
import { PermissionFlagsBits } from 'discord.js';
import { afterEach, beforeEach } from 'vitest';
import type { CommandContext } from '../../src/commands/command.ts';
import { openDashboard, type Dashboard } from '../../src/dashboard/dashboard.ts';
import type { View } from '../../src/dashboard/data.ts';
import { userId } from '../../src/ids.ts';
import { MINUTE } from '../../src/mood/window.ts';
import { keep, open, stage } from '../pipeline/alerts/rig.ts';
import { emptyBoard } from './board.ts';

export interface MoodRig extends Dashboard {
  /** Asks as a person (`as`); resolves with the status and the body. */
  ask(path: string, as: string, init?: RequestInit): Promise<{ status: number; text: string }>;
  view(as: string, query?: string): Promise<View>;
  send(path: string, as: string, body: unknown): Promise<{ status: number; text: string }>;
}

/** Of the running test, where `useMood` was called. */
export let mood: MoodRig;

/** Opens the stage and its mood view before each test, and closes them after it. */
export function useMood(): void {
  beforeEach(async () => {
    await open();
    mood = openMood();
  });
  afterEach(async () => {
    mood.close();
    await stage.close();
  });
}

/** Judged messages of a label in a channel, a minute apart. */
export const chat = (where: string, label: 'positive' | 'negative', n = 12) =>
  keep(
    Array.from({ length: n }, (_, i) => ({
      at: stage.clock.now() - (60 - i) * MINUTE,
      author: stage.people.ann,
      label,
      where,
    })),
  );

/** `more`: what the bot has besides the stage's. */
export function openMood(more: Partial<CommandContext> = {}): MoodRig {
  const { client } = stage;
  const context = { ...stage.context, ...more };
  const dashboard = openDashboard({
    client,
    context,
    board: emptyBoard,
    viewerOf: (c) => ({ kind: 'person', id: userId.parse(c.req.query('as')) }),
    linkTo: ({ channelId, id }) => (id === null ? `/#${channelId}` : `/#${channelId}/${id}`),
    exits: { chat: '/', login: null, logout: null },
  });
  const ask: MoodRig['ask'] = async (path, as, init) => {
    const joined = path.includes('?') ? '&' : '?';
    const url = `http://127.0.0.1/mood/api/${path}${joined}as=${as}&guild=${stage.guild}&lang=en`;
    const answer = await dashboard.fetch(new Request(url, init));
    return { status: answer.status, text: await answer.text() };
  };
  return {
    ...dashboard,
    ask,
    async view(as, query = '') {
      const { status, text } = await ask(`view?${query}`, as);
      if (status !== 200) throw new Error(`${status}: ${text}`);
      return JSON.parse(text) as View;
    },
    send: (path, as, body) =>
      ask(path, as, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      }),
  };
}

export const moderator = () =>
  stage.acting.addUser({
    username: 'mia',
    guildIds: [stage.guild],
    permissions: (PermissionFlagsBits.ModerateMembers | PermissionFlagsBits.ManageMessages).toString(),
  });
