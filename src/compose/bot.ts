// The bot: builds every part once and hands it to those that need it.
import type { Client } from 'discord.js';
import type { CommandContext } from '../commands/command.ts';
import { orAborted } from '../flow/aborting.ts';
import { connect } from '../discord/client.ts';
import { onGatewayEnd } from '../discord/gatewayEnd.ts';
import type { BarometerError } from '../errors.ts';
import type { JobBoard } from '../jobs/job.ts';
import { gatewayLack } from '../ops/readiness.ts';
import { openBase, type Base, type BaseOptions } from './bot/base.ts';
import { commandContext, listenToDiscord, type ListeningOptions } from './bot/listening.ts';
import { openReading, type Reading, type ReadingOptions } from './bot/reading.ts';
import { openReporting, type ReportingOptions } from './bot/reporting.ts';
import { createStop } from './bot/stopping.ts';
import { beginWork } from './bot/working.ts';

export interface BotOptions
  extends BaseOptions, ReadingOptions, ListeningOptions, Omit<ReportingOptions, 'judging'> {
  readonly token: string;
  /** Called before the bot connects, with the function that stops it: work is finished, jobs end, the bot disconnects. */
  readonly onStop: (stop: () => Promise<void>) => void;
  /** Called before the bot connects: what else is served with its parts. */
  readonly onParts: (client: Client, context: CommandContext, board: JobBoard) => void;
  /** Called when Discord ended the session for good after the bot was ready: it can do nothing any more. */
  readonly onEnd: (cause: BarometerError) => void;
}

/** Throws what `connect` throws; what was started by then is stopped. */
export async function startBot(options: BotOptions): Promise<Client<true>> {
  const stopping = new AbortController();
  const base = openBase(options, stopping.signal);
  const { client, background, signal } = base;
  background.run('getting ready to judge', () => orAborted(options.judge.judge([]), signal));

  const reading = openReading(base, options);
  const reporting = openReporting(base, { ...options, judging: reading.judging });
  const context = commandContext(base, reading, reporting, options);
  listenToDiscord(base, reading, reporting, options, context);
  options.onParts(client, context, reporting.scheduler);
  watchParts(base, reading, options);
  const stop = createStop(base, reading, reporting, stopping);
  options.onStop(stop);

  try {
    const ready = await connect(client, options.token);
    onGatewayEnd(client, options.onEnd);
    signal.throwIfAborted();
    await beginWork(ready, base, reading, reporting);
    return ready;
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What operators ask of the bot's parts. */
function watchParts(
  { ops, client, store }: Base,
  { metrics, judging }: Reading,
  { judge, model, health }: Pick<BotOptions, 'judge' | 'model' | 'health'>,
): void {
  ops.instruments.watch({ client, store, queue: () => metrics.queue(), judge, model });
  ops.readiness.expect('gateway', () => gatewayLack(client));
  ops.readiness.expect('model', () =>
    judging.stats().waitsFor === 'model' ? 'cannot be used for the moment' : null,
  );
  ops.readiness.expect('store', async () => {
    if (health?.state() === 'damaged') return 'is damaged';
    await store.queue.countPending();
    return null;
  });
}
