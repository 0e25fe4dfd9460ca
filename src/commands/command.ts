// What a command is, and what commands are given to work with.
import type {
  ApplicationCommandOptionChoiceData,
  AutocompleteInteraction,
  ButtonInteraction,
  ChatInputCommandInteraction,
  MessageContextMenuCommandInteraction,
  ModalSubmitInteraction,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
  RESTPostAPIContextMenuApplicationCommandsJSONBody,
  StringSelectMenuInteraction,
} from 'discord.js';
import type { Clock } from '../clock.ts';
import type { Deliveries } from '../deliver/event.ts';
import type { TargetRules } from '../deliver/target.ts';
import { BarometerError } from '../errors.ts';
import type { GuildId } from '../ids.ts';
import type { Progress } from '../llm/calibrating/selfCalibration.ts';
import type { Quality } from '../llm/calibration.ts';
import type { Judge } from '../llm/judge.ts';
import type { Roles } from '../llm/role/runner.ts';
import type { Personas } from '../llm/personas.ts';
import type { Writer } from '../llm/writer.ts';
import type { Log } from '../log.ts';
import type { Alerts } from '../pipeline/alerts.ts';
import type { Dailies } from '../pipeline/daily/report.ts';
import type { QueueFacts } from '../pipeline/metrics.ts';
import type { Voices } from '../pipeline/voices.ts';
import type { Painter } from '../report/charts/painter.ts';
import type { Readers } from '../report/readers.ts';
import type { Replies } from '../pipeline/replies.ts';
import type { HealthState } from '../store/health.ts';
import type { Incident, Store } from '../store/store.ts';
import type { Need } from './rights.ts';
import type { Drafts } from './setup/drafts.ts';
import type { Turns } from './turns.ts';
import type { Undos } from './undos.ts';

/** Dispatch checks `need` before `run`, and at each use: rights change, while messages with buttons stay. */
export interface Component<Interaction> {
  /** Its custom_id, or what stands there before a colon and the subject. */
  readonly id: string;
  readonly need: Need;
  /**
   * `subject`: what follows the colon in the custom_id, or nothing. `incident`: the one that `need` was checked on;
   * null where `need` names another place.
   */
  run(
    interaction: Interaction,
    context: CommandContext,
    subject: string,
    incident: Incident | null,
  ): Promise<void>;
}

type GuildButton = Component<ButtonInteraction<'cached'>> & { readonly where?: 'guild' };
/** One that direct messages have too. */
export type AnywhereButton = Component<ButtonInteraction> & { readonly where: 'anywhere' };
export type Button = GuildButton | AnywhereButton;
/** A form that was filled in. */
export type Modal = Component<ModalSubmitInteraction<'cached'>>;
/** A list to choose from. */
export type Select = Component<StringSelectMenuInteraction<'cached'>>;

interface CommandBase {
  /** Without who may use it: that follows from `need`. */
  readonly data: Omit<RESTPostAPIChatInputApplicationCommandsJSONBody, 'default_member_permissions'>;
  /** Of all its subcommands and their suggestions; its buttons and forms have needs of their own. */
  readonly need: Need;
  readonly buttons?: readonly Button[];
  readonly modals?: readonly Modal[];
  readonly selects?: readonly Select[];
}

export interface GuildCommand extends CommandBase {
  readonly where: 'guild';
  run(interaction: ChatInputCommandInteraction<'cached'>, context: CommandContext): Promise<void>;
  /** What to offer while a person types. */
  autocomplete?(
    interaction: AutocompleteInteraction<'cached'>,
    context: CommandContext,
  ): readonly ApplicationCommandOptionChoiceData[] | Promise<readonly ApplicationCommandOptionChoiceData[]>;
}

export interface AnywhereCommand extends CommandBase {
  readonly where: 'anywhere';
  run(interaction: ChatInputCommandInteraction, context: CommandContext): Promise<void>;
}

export type Command = GuildCommand | AnywhereCommand;

/** An entry of the menu that a message has in Discord, under "Apps". It is used on that message, in servers only. */
export interface MessageMenu {
  readonly where: 'message';
  readonly need: Need;
  /** Without who may use it, as for commands. */
  readonly data: Omit<RESTPostAPIContextMenuApplicationCommandsJSONBody, 'default_member_permissions'>;
  readonly buttons?: readonly Button[];
  readonly selects?: readonly Select[];
  run(interaction: MessageContextMenuCommandInteraction<'cached'>, context: CommandContext): Promise<void>;
}

/** Whatever is registered with Discord. */
export type AppCommand = Command | MessageMenu;

export interface CommandContext {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly retention: Retention;
  /** Where messages are read. */
  readonly readers: Readers;
  readonly dailies: Dailies;
  /** Draws the charts of answers; null: they have none. */
  readonly painter: Painter | null;
  readonly alerts: Pick<Alerts, 'act' | 'refused'>;
  readonly replies: Pick<Replies, 'stop' | 'goOn' | 'askOnce' | 'stopOnce'>;
  readonly voices: Pick<Voices, 'counts' | 'dropPerson'>;
  readonly judge: Pick<Judge, 'judge'>;
  readonly writer: Writer;
  readonly roles: Roles;
  /** The ways to talk that whoever runs the bot allows. */
  readonly personas: Pick<Personas, 'list' | 'get'>;
  /** The order of what people wait for that the model does beside chat. */
  readonly turns: Turns;
  readonly status: () => Promise<StatusFacts>;
  /** Of the embedded file; null where a server looks after its own. */
  readonly health: () => HealthState | null;
  readonly deliveries: Omit<Deliveries, 'deliver'>;
  /** Where deliveries may go. */
  readonly targetRules: TargetRules;
  /** Changes that can still be undone. */
  readonly undos: Undos;
  /** What managers chose in /setup and have not saved. */
  readonly drafts: Drafts;
  /** Brings the jobs of a server in line with its settings, at once. */
  readonly reschedule: (guildId: GuildId) => Promise<void>;
}

/** How long messages are kept. */
export interface Retention {
  readonly storeContent: boolean;
  /** Days until the text of a message is forgotten. */
  readonly contentDays: number;
  /** Days until the verdict on a message is forgotten. */
  readonly historyDays: number;
}

export interface StatusFacts {
  readonly model: {
    readonly id: string;
    readonly preset: string | null;
    /** How good the calibration in force is; null: there is none. */
    readonly calibration: Quality | null;
    /** Rows read of those that a calibration is fitted on; null while none is fitted. */
    readonly calibrating: Progress | null;
  };
  readonly store: Store['kind'];
  readonly queue: QueueFacts;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** Jobs of all servers whose last run failed, newest first. */
  readonly failedJobs: readonly {
    readonly name: string;
    readonly guildId: GuildId | null;
    readonly failedAt: number;
    readonly reason: string;
    readonly failures: number;
  }[];
}

/** The person who asked can correct this; the message is already in their language and is shown to them alone. */
export class Refusal extends BarometerError {}
