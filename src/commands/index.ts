// Every command, listed once.
import { alerts } from './alerts.ts';
import type { Command } from './command.ts';
import { event } from './event.ts';
import { help } from './help.ts';
import { mood } from './mood.ts';
import { privacy } from './privacy.ts';
import { report } from './report.ts';
import { settings } from './settings.ts';
import { status } from './status.ts';

export { handleInteraction } from './dispatch.ts';
export type { CommandContext } from './command.ts';

export const commands: readonly Command[] = [alerts, event, help, mood, privacy, report, settings, status];
