// The whole view as data: every text is worded, and every figure is one that the commands tell too.
import { slicedCounts, slicesIn } from '../figures/timeline.ts';
import { LOCALES } from '../locale.ts';
import type { Named, View } from './data.ts';
import { channelsPart } from './parts/channels.ts';
import { headPart } from './parts/head.ts';
import { inboxPart } from './parts/inbox.ts';
import { rhythmPart } from './parts/rhythm.ts';
import { correctionsPart, statusPart } from './parts/state.ts';
import { eventsPart, talkPart } from './parts/talk.ts';
import { timelinePart } from './parts/timeline.ts';
import { PERIODS, stepOf } from './question.ts';
import type { Scene } from './scene.ts';
import { pageTexts } from './texts.ts';

/** `servers`: those that the viewer may open. */
export async function viewOf(scene: Scene, servers: readonly Named[]): Promise<View> {
  const { context, sight, span, words, reader, question, channels } = scene;
  const slices = await slicedCounts(
    context.store,
    sight.guildId,
    slicesIn(span.window, stepOf(question.period), reader.timeZone),
  );
  return {
    server: { id: sight.guildId, name: sight.guild.name },
    servers,
    periods: PERIODS.map((name) => ({ name, text: words(`dashboard.period.${name}`) })),
    period: question.period,
    zone: reader.timeZone,
    locale: reader.locale,
    locales: LOCALES,
    channels: channels.map((channel) => ({ ...channel, isChosen: scene.isChosen(channel.id) })),
    isActing: sight.actor !== null,
    texts: pageTexts(words),
    head: await headPart(scene),
    timeline: await timelinePart(scene, slices),
    table: await channelsPart(scene, slices),
    inbox: await inboxPart(scene),
    ...(await talkPart(scene)),
    events: await eventsPart(scene),
    rhythm: await rhythmPart(scene),
    corrections: await correctionsPart(scene),
    status: await statusPart(scene),
  };
}
