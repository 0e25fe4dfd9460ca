// What a command is, and what commands are given to work with.
import type {
  ApplicationCommandOptionChoiceData,
  AutocompleteInteraction,
  ButtonInteraction,
  ChatInputCommandInteraction,
  ModalSubmitInteraction,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import type { Clock } from '../clock.ts';
import type { Deliveries } from '../deliver/event.ts';
import type { TargetRules } from '../deliver/target.ts';
import { BarometerError } from '../errors.ts';
import type { GuildId } from '../ids.ts';
import type { Log } from '../log.ts';
import type { Alerts } from '../pipeline/alerts.ts';
import type { Dailies } from '../pipeline/daily/report.ts';
import type { QueueFacts } from '../pipeline/metrics.ts';
import type { HealthState } from '../store/health.ts';
import type { Store } from '../store/store.ts';

interface CommandBase {
  readonly data: RESTPostAPIChatInputApplicationCommandsJSONBody;
  autocomplete?(
    interaction: AutocompleteInteraction,
    context: CommandContext,
  ): readonly ApplicationCommandOptionChoiceData[] | Promise<readonly ApplicationCommandOptionChoiceData[]>;
  /** Buttons whose custom_id is the prefix, or starts with it and a colon, come here. */
  readonly buttons?: {
    readonly prefix: string;
    run(interaction: ButtonInteraction<'cached'>, context: CommandContext): Promise<void>;
  };
  /** The same for forms that were filled in. */
  readonly modals?: {
    readonly prefix: string;
    run(interaction: ModalSubmitInteraction<'cached'>, context: CommandContext): Promise<void>;
  };
}

export interface GuildCommand extends CommandBase {
  readonly where: 'guild';
  run(interaction: ChatInputCommandInteraction<'cached'>, context: CommandContext): Promise<void>;
}

export interface AnywhereCommand extends CommandBase {
  readonly where: 'anywhere';
  run(interaction: ChatInputCommandInteraction, context: CommandContext): Promise<void>;
}

/** `data.default_member_permissions` is checked again when the command runs. */
export type Command = GuildCommand | AnywhereCommand;

export interface CommandContext {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly retention: Retention;
  readonly dailies: Dailies;
  readonly alerts: Pick<Alerts, 'act' | 'refused'>;
  readonly status: () => Promise<StatusFacts>;
  /** Of the embedded file; null where a server looks after its own. */
  readonly health: () => HealthState | null;
  readonly deliveries: Omit<Deliveries, 'deliver'>;
  /** Where deliveries may go. */
  readonly targetRules: TargetRules;
  /** Brings the jobs of a server in line with its settings, at once. */
  readonly reschedule: (guildId: GuildId) => Promise<void>;
}

/** How long what is kept is kept. */
export interface Retention {
  readonly storeContent: boolean;
  /** Days until the text of a message is forgotten. */
  readonly contentDays: number;
  /** Days until its verdict is forgotten. */
  readonly historyDays: number;
}

export interface StatusFacts {
  readonly model: { readonly id: string; readonly preset: string | null; readonly calibrated: boolean };
  readonly store: Store['kind'];
  readonly queue: QueueFacts;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** Jobs whose last run failed, newest first, of all servers. */
  readonly failedJobs: readonly {
    readonly name: string;
    readonly guildId: GuildId | null;
    readonly failedAt: number;
    readonly reason: string;
    readonly failures: number;
  }[];
}

/** Something that the person who asked can mend; the message is already in their language. */
export class Refusal extends BarometerError {}
