// For those who manage: the page of /status, and what was corrected.
import { statusOf } from '../../commands/status.ts';
import { MANAGERS, MODERATORS } from '../../commands/rights.ts';
import { correctedFacts, correctedLine } from '../../figures/corrected.ts';
import { EVER } from '../../mood/window.ts';
import type { View } from '../data.ts';
import { plainText } from '../plain.ts';
import type { Scene } from '../scene.ts';
import { messageRow } from '../messages.ts';

const MOST_CORRECTIONS = 20;

/** Null for those who may not use /status. */
export async function statusPart({ context, sight, reader, now }: Scene): Promise<View['status']> {
  if (!sight.may(MANAGERS)) return null;
  const { embeds } = await statusOf(sight.guild, context, reader.locale);
  return embeds
    .flatMap(({ fields = [] }) => fields)
    .map(({ name, value }) => ({ name, lines: plainText(value, reader, now).split('\n') }));
}

/** Null for those who may not correct verdicts. */
export async function correctionsPart(scene: Scene): Promise<View['corrections']> {
  const { context, sight, words, isChosen, now } = scene;
  if (!sight.may(MODERATORS)) return null;
  const [facts, newest, status] = await Promise.all([
    correctedFacts(context.store, sight.guildId, now),
    context.store.corrections.list(sight.guildId, EVER, MOST_CORRECTIONS),
    context.status(),
  ]);
  const right = status.model.calibration?.right ?? null;
  const seen = newest.filter(({ channelId }) => sight.sees(channelId) && isChosen(channelId));
  return {
    summary: [
      ...[correctedLine(facts, words)].filter((line) => line !== null),
      ...(right === null ? [] : [words('dashboard.corrections.tested', { n: Math.round(right) })]),
    ],
    messages: seen.map((message) => messageRow(message, scene)),
  };
}
