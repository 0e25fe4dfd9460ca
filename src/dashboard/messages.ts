// The messages behind a share or a topic: by link, of channels that the viewer may read, without their authors.
import { z } from 'zod';
import { MODERATORS } from '../commands/rights.ts';
import { messageId } from '../ids.ts';
import { LABELS, type Verdict } from '../mood/verdict.ts';
import { EVER } from '../mood/window.ts';
import type { Words } from '../report/words.ts';
import type { StoredMessage } from '../store/store.ts';
import type { MessageRow } from './data.ts';
import { momentIn } from './plain.ts';
import type { Scene } from './scene.ts';
import { notAllowed, notFound, ViewRefusal } from './errors.ts';

/** Looked through, the newest of a channel, and shown. */
const MOST_READ = 600;
export const MOST_SHOWN = 60;
const LONGEST = 300;

const share = z.object({
  label: z.enum([...LABELS, 'uncertain']),
  from: z.coerce.number().int().nonnegative().optional(),
  to: z.coerce.number().int().nonnegative().optional(),
});

const topic = z
  .string()
  .max(21 * MOST_SHOWN)
  .transform((text) => text.split(','))
  .pipe(z.array(messageId).max(MOST_SHOWN));

/** Newest first: those of a label, or by their ids. Throws ViewRefusal (400) where the question cannot be read. */
export async function messagesBehind(scene: Scene, query: Readonly<Record<string, string>>) {
  const { ids } = query;
  const read = ids === undefined ? await ofShare(scene, query) : await ofTopic(scene, ids);
  const found = read.sort((a, b) => b.createdAt - a.createdAt).slice(0, MOST_SHOWN);
  const { store } = scene.context;
  const out = await Promise.all(
    found.map(({ authorId }) => store.people.isOptedOut(scene.sight.guildId, authorId)),
  );
  return found.filter((_, n) => out[n] !== true).map((message) => messageRow(message, scene));
}

async function ofShare(scene: Scene, query: Readonly<Record<string, string>>): Promise<StoredMessage[]> {
  const parsed = share.safeParse(query);
  if (!parsed.success)
    throw new ViewRefusal(400, '"label" in the address cannot be read: choose a share on the page.');
  const { label, from, to } = parsed.data;
  const { context, sight, span } = scene;
  const window = { from: Math.max(from ?? 0, span.window.from), to: Math.min(to ?? EVER.to, span.window.to) };
  const chosen = scene.channels.filter(({ id }) => scene.isChosen(id));
  const most = Math.ceil(MOST_READ / Math.max(1, Math.min(chosen.length, 6)));
  const read = await Promise.all(
    chosen.map(({ id }) =>
      context.store.messages.recent({ guildId: sight.guildId, channelId: id }, most, { window }),
    ),
  );
  return read
    .flat()
    .filter(({ verdict }) =>
      label === 'uncertain' ? verdict?.uncertain === true : verdict?.label === label,
    );
}

/** Ids that are not held, or that the viewer may not see, are left out: neither is told from the other. */
async function ofTopic({ context, sight, isChosen }: Scene, ids: string): Promise<StoredMessage[]> {
  const parsed = topic.safeParse(ids);
  if (!parsed.success)
    throw new ViewRefusal(400, '"ids" in the address cannot be read: choose a topic on the page.');
  const held = await context.store.messages.among(parsed.data);
  return held.filter(
    ({ guildId, channelId, verdict }) => guildId === sight.guildId && verdict !== null && isChosen(channelId),
  );
}

/** One message without its author. For viewers who may read its channel. */
export function messageRow(message: StoredMessage, { sight, words, reader, linkTo }: Scene): MessageRow {
  const { id, channelId, guildId, createdAt, content, verdict, corrected, revision } = message;
  const text = content?.toWellFormed() ?? null;
  const letters = Array.from(text ?? '');
  return {
    ...{ id, revision },
    channel: reader.channel(channelId) ?? '…',
    at: momentIn(createdAt, reader),
    label: verdict?.label ?? null,
    labelText: verdict ? words(`label.${verdict.label}`) : '',
    badges: verdict ? badgesOf(verdict, words) : [],
    isUncertain: verdict?.uncertain === true,
    corrected,
    correctedText:
      corrected === null ? '' : words('verdict.corrected', { label: words(`label.${corrected}`) }),
    text: letters.length > LONGEST ? `${letters.slice(0, LONGEST).join('')}…` : text,
    link: linkTo({ guildId, channelId, id }),
    choices: sight.mayIn(MODERATORS, channelId)
      ? LABELS.filter((one) => one !== verdict?.label).map((one) => ({
          label: one,
          name: words(`label.${one}`),
        }))
      : [],
  };
}

/** Plain talk is for nothing that needs to be said; a complaint is called so once. */
function badgesOf({ kind, intent }: Verdict, words: Words): string[] {
  const badges = [
    ...(kind ? [words(`kind.${kind}`)] : []),
    ...(intent && intent !== 'chat' ? [words(`intent.${intent}`)] : []),
  ];
  return [...new Set(badges)];
}

const correction = z.object({
  id: messageId,
  revision: z.number().int().positive(),
  label: z.enum(LABELS).nullable(),
});

/** As "Wrong mood" does. Throws ViewRefusal where the viewer may not, or the message was edited or deleted. */
export async function correct(scene: Scene, body: unknown): Promise<void> {
  const parsed = correction.safeParse(body);
  if (!parsed.success) throw new ViewRefusal(400, 'The correction cannot be read: send it from the page.');
  const { id, revision, label } = parsed.data;
  const { store } = scene.context;
  const message = await store.messages.get(id);
  if (message?.guildId !== scene.sight.guildId || !scene.sight.sees(message.channelId)) throw notFound();
  if (!scene.sight.mayIn(MODERATORS, message.channelId)) throw notAllowed();
  if (label !== null && label === message.verdict?.label)
    throw new ViewRefusal(409, scene.words('undo.twice'));
  if (!(await store.corrections.set(id, revision, label)))
    throw new ViewRefusal(409, scene.words('wrong.gone'));
}
