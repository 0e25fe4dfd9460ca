// A server with an alert channel, and the watcher and alerts over what is judged there.
import {
  channelId,
  guildId,
  messageId,
  snowflakeAt,
  userId,
  type ChannelId,
  type MessageId,
} from '../../../src/ids.ts';
import { silentLog } from '../../../src/log.ts';
import type { Confusion } from '../../../src/mood/confusion.ts';
import type { Label } from '../../../src/mood/verdict.ts';
import { DAY, HOUR, MINUTE } from '../../../src/mood/window.ts';
import { createAlerts, type Alerts, type AlertsOptions } from '../../../src/pipeline/alerts.ts';
import { createBackground, type Background } from '../../../src/pipeline/background.ts';
import { createWatcher, type Watcher } from '../../../src/pipeline/watcher.ts';
import { openStage, type Stage } from '../../commands/stage.ts';

export let stage: Stage;
export let background: Background;
export let alerting: Alerts;
export let watcher: Watcher;
let written = 0;

/** `judge`: what is known of the judge's mistakes. */
export async function open(judge?: Confusion): Promise<void> {
  stage = await openStage(undefined, judge && { judge });
  await chooseAlertChannel(channelId.parse(stage.channels.offtopic));
  begin();
}

/** As the program does at its start: nothing is remembered but what is stored. */
export function begin(more: Partial<AlertsOptions> = {}) {
  const { client, store, clock, deliveries } = stage;
  background = createBackground(silentLog);
  alerting = createAlerts({ client, store, clock, log: silentLog, background, deliveries, ...more });
  watcher = createWatcher({ store, clock, alerts: alerting });
}

export async function chooseAlertChannel(alertChannelId: ChannelId | null) {
  const guild = guildId.parse(stage.guild);
  const settings = await stage.store.settings.get(guild);
  await stage.store.settings.update(guild, () => ({ ...settings, alertChannelId }));
}

/** Judged messages in the store, at their moments. */
export async function keep(
  rows: readonly { at: number; author: string; label: Label; where?: string }[],
): Promise<MessageId[]> {
  const { store, guild, channels } = stage;
  const messages = rows.map(({ at, author, label, where = channels.general }, n) => ({
    id: messageId.parse((BigInt(snowflakeAt(at)) + BigInt(written++)).toString()),
    guildId: guildId.parse(guild),
    channelId: channelId.parse(where),
    authorId: userId.parse(author),
    createdAt: at,
    content: `${label}${n}x${written}`, // no word that two people use
  }));
  await store.intake.add(messages);
  const verdictOf = (label: Label, id: MessageId) => {
    const probabilities = { positive: 0, neutral: 0, negative: 0, [label]: 1 };
    // One in eight is against people, the others are about a thing.
    const kind = Number(BigInt(id) % 8n) === 0 ? ('hostility' as const) : ('complaint' as const);
    return { label, probabilities, uncertain: false, ...(label === 'negative' && { kind }) };
  };
  return await store.queue.tag(
    messages.map(({ id, createdAt }, n) => ({
      id,
      revision: 1,
      verdict: verdictOf(rows[n]!.label, id),
      model: 't',
      promptVersion: '1',
      truncated: false,
      judgedAt: createdAt,
    })),
  );
}

/** A judged message, as the judging loop hands it to the watcher. */
export async function write(author: string, label: Label, at = stage.clock.now()): Promise<void> {
  const [id] = await keep([{ at, author, label }]);
  const message = await stage.store.messages.get(id!);
  await watcher.see(message!, message!.verdict!);
}

/** A calm week: 6 messages an hour, one in ten negative. */
export async function calmWeek() {
  const end = stage.clock.now() - 4 * HOUR;
  await keep(
    Array.from({ length: 7 * 24 * 6 }, (_, n) => ({
      at: end - 7 * DAY + n * 10 * MINUTE,
      author: stage.people.ann,
      label: n % 10 === 0 ? 'negative' : 'neutral',
    })),
  );
}

export async function outage(messages = 24) {
  const authors = [stage.people.ann, stage.people.ben, stage.people.lin, stage.people.mod];
  for (let n = 0; n < messages; n += 1) {
    await stage.clock.advance(30_000);
    await write(authors[n % authors.length]!, n % 6 === 0 ? 'neutral' : 'negative');
  }
  await background.settled();
}

export const alerts = async () =>
  (await stage.sees(stage.people.mod, stage.channels.offtopic)).filter(({ author }) => author.bot);
