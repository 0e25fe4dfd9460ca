// A server of people on the local Discord server, the real client with these commands, and a real store.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Events, PermissionFlagsBits, type APIMessage, type Client } from 'discord.js';
import {
  appCommands,
  createDrafts,
  createTurns,
  createUndos,
  handleInteraction,
  type CommandContext,
} from '../../src/commands/index.ts';
import type { Outbox } from '../../src/deliver/deliveries.ts';
import type { Progress } from '../../src/llm/calibrating/selfCalibration.ts';
import type { Quality } from '../../src/llm/calibration.ts';
import { connect, createClient } from '../../src/discord/client.ts';
import { INVITE_PERMISSIONS } from '../../src/discord/invite.ts';
import { silentLog } from '../../src/log.ts';
import type { Confusion } from '../../src/mood/confusion.ts';
import { createAlerts, type Alerts } from '../../src/pipeline/alerts.ts';
import { createBackground, type Background } from '../../src/pipeline/background.ts';
import type { Label } from '../../src/mood/verdict.ts';
import type { Choices, LocalServerOptions, RunCommand } from 'local-discord';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { createDailies } from '../../src/pipeline/daily/report.ts';
import { withJudge } from '../../src/store/judged.ts';
import type { Store } from '../../src/store/store.ts';
import { manualClock, type ManualClock } from '../manualClock.ts';
import type { People } from 'local-discord/testing';
import { paperJudge } from '../pipeline/paper.ts';
import { scriptedRoles, shippedRoles } from '../llm/role/stage.ts';
import { scriptedReplies } from '../pipeline/replies/scripted.ts';
import { startRig, TOKEN } from '../support/localServer.ts';
import { madeUpForm } from './rights/posting.ts';
import { openOutbox } from './outbox.ts';
import { storeJudged } from './judged.ts';

/** 2026-01-05 12:00 UTC. */
const NOW = Date.UTC(2026, 0, 5, 12);

type Answer = APIMessage & { text: string; isEphemeral: boolean };
type Options = RunCommand['options'];
type Pressed = Pick<APIMessage, 'id' | 'channel_id'>;

export interface Stage {
  readonly guild: string;
  /** general and offtopic are public, staff is private. */
  readonly channels: Readonly<Record<'general' | 'offtopic' | 'staff', string>>;
  /** owner owns, mod manages the server (and sees no more), ann and ben are members, lin reads Chinese. */
  readonly people: Readonly<Record<'owner' | 'mod' | 'ann' | 'ben' | 'lin', string>>;
  readonly client: Client<true>;
  /** The REST base of the local server. */
  readonly apiUrl: string;
  /** Everything else that people can do. */
  readonly acting: People;
  readonly store: Store;
  readonly clock: ManualClock;
  readonly context: CommandContext;
  readonly alerts: Alerts;
  readonly background: Background;
  /** The real outbox; it may send to this machine, and what waits goes out only while a test runs it. */
  readonly deliveries: Outbox;
  /** Servers whose jobs were brought in line. */
  readonly rescheduled: string[];
  /** What judging waits for, as /status says it. */
  readonly judging: { waitsFor: 'model' | 'store' | null };
  /** The calibration, as /status says it. */
  readonly calibrated: { calibration: Quality | null; calibrating: Progress | null };
  /**
   * Runs "/mood channel" as a person; resolves with what they see of the answer at last. `targetId`: it is the menu of
   * that message.
   */
  ask(who: string, where: string, command: string, options?: Options, targetId?: string): Promise<Answer>;
  /** How the local server (as Discord would) refuses it. */
  refusal(who: string, where: string, command: string, options?: Options): Promise<string>;
  /** `values`: it is a list, and they are chosen. */
  press(who: string, message: Pressed, customId: string, values?: string[]): Promise<Answer>;
  /** Sends off the form that the interaction opened. */
  submit(
    who: string,
    where: string,
    interactionId: string,
    fields: Record<string, string | string[]>,
  ): Promise<Answer>;
  /** A button of such an id opens a form of the same id. */
  readonly forged: Set<string>;
  /** Resolves when every interaction so far is dealt with. */
  idle(): Promise<void>;
  complete(who: string, command: string, focused: string, typed: string): Promise<Choices>;
  sees(who: string, where: string): Promise<Answer[]>;
  /** A judged message in the store, minutes before now. */
  tell(where: string, who: string, label: Label, minutesAgo: number): Promise<void>;
  close(): Promise<void>;
}

/** `isServerClock`: the clock is the local server's too. `judge`: what is known of the judge's mistakes. */
export async function openStage(
  change: (context: CommandContext) => CommandContext = (same) => same,
  {
    isServerClock = false,
    judge,
    ...server
  }: { isServerClock?: boolean; judge?: Confusion } & Pick<LocalServerOptions, 'oauth'> = {},
): Promise<Stage> {
  const directory = mkdtempSync(join(tmpdir(), 'commands-'));
  const store = withJudge(openSqliteStore(join(directory, 'store.db'), { storeContent: true }), () => judge);
  const clock = manualClock(NOW);
  const rig = await startRig({ ...server, ...(isServerClock && { clock }) });
  const acting = rig.people;
  const judging: Stage['judging'] = { waitsFor: null };
  const calibrated: Stage['calibrated'] = { calibration: null, calibrating: null };
  const rescheduled: string[] = [];
  const stopping = new AbortController();
  const client = createClient(rig.apiUrl);
  const deliveries = openOutbox(client, store, clock, stopping.signal);
  const background = createBackground(silentLog);
  const alerts = createAlerts({ client, store, clock, log: silentLog, background, deliveries });
  const context = change({
    store,
    alerts,
    replies: scriptedReplies({ store, clock, background, signal: stopping.signal }),
    clock,
    log: silentLog,
    retention: { storeContent: true, contentDays: 30, historyDays: 730 },
    readers: { isRemote: false, hearsVoice: false },
    reschedule: (id) => Promise.resolve(void rescheduled.push(id)),
    voices: { counts: () => ({ heard: 0, unheard: 0 }), dropPerson: () => undefined },
    judge: paperJudge(),
    writer: { write: () => Promise.resolve('') },
    roles: scriptedRoles([''], undefined, shippedRoles).roles,
    personas: { list: () => [], get: () => null },
    turns: createTurns(),
    undos: createUndos(),
    drafts: createDrafts(),
    deliveries,
    dailies: createDailies({ client, store, clock, log: silentLog, writer: null }),
    painter: null,
    targetRules: { allowPrivate: true, mailDomains: [] },
    health: () => 'whole',
    status: () =>
      Promise.resolve({
        model: { id: 'tiny/q4_0', preset: 'tiny', ...calibrated },
        store: 'sqlite',
        queue: { pending: 3, oldestAt: NOW - 120_000, perMinute: 41.5, read: 90, remembered: 30, ...judging },
        startedAt: NOW - 3_600_000,
        failedJobs: [],
      }),
  });

  const running = new Set<Promise<unknown>>();
  const forged = new Set<string>();
  client.on(Events.InteractionCreate, (interaction) => {
    const isForged = interaction.isButton() && forged.has(interaction.customId);
    const handled = isForged
      ? interaction.showModal(madeUpForm(interaction.customId))
      : handleInteraction(interaction, appCommands, context);
    const run: Promise<unknown> = handled.finally(() => running.delete(run));
    running.add(run);
  });
  const ready = await connect(client, TOKEN);
  await ready.application.commands.set(appCommands.map(({ data }) => data));

  const owner = await acting.addUser({ username: 'owner' });
  const joined = new Promise((resolve) => client.once(Events.GuildCreate, resolve));
  const guild = await acting.addGuild({
    name: 'Harbour',
    ownerId: owner,
    channels: [{ name: 'general' }, { name: 'offtopic' }, { name: 'staff', isPrivate: true }],
    // Tests change channels with the bot's client.
    botPermissions: (INVITE_PERMISSIONS | PermissionFlagsBits.ManageChannels).toString(),
  });
  await joined;
  const member = (username: string, more?: { permissions?: string; locale?: string }) =>
    acting.addUser({ username, guildIds: [guild], ...more });
  const people = {
    owner,
    mod: await member('mod', { permissions: PermissionFlagsBits.ManageGuild.toString() }),
    ann: await member('ann'),
    ben: await member('ben'),
    lin: await member('lin', { locale: 'zh-TW' }),
  };
  const made = (await acting.state()).guilds.find(({ id }) => id === guild)?.channels ?? [];
  const named = (name: string) => made.find((channel) => channel.name === name)!.id;
  const channels = { general: named('general'), offtopic: named('offtopic'), staff: named('staff') };

  const answerOf = (message: APIMessage): Answer => ({
    ...message,
    text: JSON.stringify([message.content, message.embeds]),
    isEphemeral: ((message.flags ?? 0) & 64) !== 0,
  });
  const sees = async (who: string, where: string) => (await acting.read(who, where, 300)).map(answerOf);
  const last = async (who: string, where: string) => {
    await Promise.all(running);
    return (await sees(who, where)).at(-1)!;
  };
  const run = (who: string, where: string, command: string, options?: Options, targetId?: string) => {
    if (targetId !== undefined) return acting.run(who, where, command, options, { targetId });
    const [name = '', ...subcommands] = command.split(' ');
    return acting.run(who, where, name, options, { subcommands });
  };

  return {
    guild,
    channels,
    people,
    client: ready,
    apiUrl: rig.apiUrl,
    store,
    clock,
    context,
    alerts,
    background,
    deliveries,
    rescheduled,
    judging,
    calibrated,
    acting,
    forged,
    sees,
    async ask(who, where, command, options, targetId) {
      await run(who, where, command, options, targetId);
      return last(who, where);
    },
    refusal: (who, where, command, options) =>
      run(who, where, command, options).then(() => 'not refused', String),
    async press(who, message, customId, values) {
      await acting.click(who, message, customId, values);
      return last(who, message.channel_id);
    },
    async submit(who, where, interactionId, fields) {
      await acting.submit(who, where, interactionId, fields);
      return last(who, where);
    },
    idle: () => Promise.all(running).then(() => undefined),
    complete(who, command, focused, typed) {
      const [name = '', ...subcommands] = command.split(' ');
      const typing = { name, subcommands, options: { [focused]: typed }, focused };
      return acting.complete({ channelId: channels.general, userId: who, ...typing });
    },
    tell: (...message) => storeJudged(store, guild, NOW, ...message),
    async close() {
      stopping.abort();
      await client.destroy();
      await rig.close();
      await store.close();
      rmSync(directory, { recursive: true });
    },
  };
}
